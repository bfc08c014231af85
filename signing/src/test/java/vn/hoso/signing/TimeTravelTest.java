package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vn.hoso.seal.EvidenceRenewer.Evidence;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.seal.SigningRole;

/** What signatures are worth once certificates have expired. */
class TimeTravelTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration LIFE = Duration.ofDays(1000);

    /** When the signer's certificate and that of the first time-stamping authority have expired; the root has not. */
    private static final Instant LATER = NOW.plus(Duration.ofDays(1100));

    private static final TestAuthority AUTHORITY = TestAuthority.create(CLOCK, TestAuthority.KeyKind.P_256);
    private static final CertificateStatus STATUS = AUTHORITY.status();

    @TempDir
    Path folder;

    private static TimeStamper stamper(Instant at) {
        return AUTHORITY.timeStamper(Clock.fixed(at, ZoneOffset.UTC), at.minus(Duration.ofHours(1)), at.plus(LIFE));
    }

    private Path sign(SignatureLevel level) throws IOException {
        Path unsigned = Samples.write(folder, "paper.pdf", Samples.paper(1, 0));
        Path signed = folder.resolve("signed.pdf");
        PadesSigner.builder()
                .key(AUTHORITY.issue("A"))
                .clock(CLOCK)
                .level(level)
                .timeStamper(stamper(NOW))
                .status(STATUS)
                .build()
                .sign(unsigned, signed, SigningRole.SCANNING_OFFICER, NOW);
        return signed;
    }

    private static SealVerdict verdict(Path pdf, Instant at, CertificateStatus status) throws IOException {
        return SignatureValidator.builder()
                .status(status)
                .validationTime(at)
                .build()
                .verifyPdf(pdf);
    }

    /** Offline: with the revocation list of the day of signing alone. */
    @ParameterizedTest
    @CsvSource({
        "B, VALID, INDETERMINATE",
        "T, VALID, INDETERMINATE",
        "LT, VALID_BUT, INDETERMINATE",
        "LTA, VALID, INDETERMINATE"
    })
    void signaturesAge(SignatureLevel level, Status now, Status later) throws IOException {
        Path signed = sign(level);
        assertThat(verdict(signed, NOW.plusSeconds(60), STATUS).status()).isEqualTo(now);
        assertThat(verdict(signed, LATER, STATUS).status()).isEqualTo(later);
    }

    @Test
    void aRenewedSignatureOutlivesItsCertificates() throws IOException {
        Path signed = sign(SignatureLevel.LTA);
        Instant renewedAt = NOW.plus(Duration.ofDays(950));
        SignatureExtender extender = new SignatureExtender(
                SignatureLevel.LTA,
                stamper(renewedAt),
                AUTHORITY.status(renewedAt),
                Duration.ofDays(180),
                Clock.fixed(renewedAt, ZoneOffset.UTC));
        Path renewed = folder.resolve("renewed.pdf");

        assertThat(extender.renewPdf(signed, renewed)).isTrue();

        byte[] before = Files.readAllBytes(signed);
        assertThat(java.util.Arrays.copyOf(Files.readAllBytes(renewed), before.length))
                .isEqualTo(before);
        SealVerdict later = verdict(renewed, LATER, AUTHORITY.status(LATER));
        assertThat(later.holds()).as(later.toString()).isTrue();
        assertThat(extender.renewPdf(renewed, folder.resolve("again.pdf"))).isFalse();
    }

    /** The signatures themselves are left as they are: what is stamped anew is the record beside them. */
    @ParameterizedTest
    @CsvSource({"B, VALID", "T, VALID", "LT, VALID_BUT", "LTA, VALID"})
    void aRenewedEvidenceRecordOutlivesThemToo(SignatureLevel level, Status later) throws IOException {
        Path pdf = sign(level);
        byte[] record = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] seal = CadesSealer.builder()
                .key(AUTHORITY.issue("A"))
                .clock(CLOCK)
                .level(level)
                .timeStamper(stamper(NOW))
                .status(STATUS)
                .build()
                .seal(record);
        List<Path> files = List.of(
                pdf, Samples.write(folder, "record.json", record), Samples.write(folder, "record.json.p7s", seal));
        Path neighbour = Samples.write(folder, "other", new byte[] {1});
        Instant renewedAt = NOW.plus(Duration.ofDays(950));

        byte[] first = evidence(NOW, "SHA-256")
                .renew(List.of(new Evidence(null, files), new Evidence(null, List.of(neighbour))))
                .get(0);
        byte[] renewed = evidence(renewedAt, "SHA-256")
                .renew(List.of(new Evidence(first, files)))
                .get(0);
        byte[] rehashed = evidence(renewedAt, "SHA-512")
                .renew(List.of(new Evidence(first, files)))
                .get(0);

        SignatureValidator validator = SignatureValidator.builder()
                .status(AUTHORITY.status(LATER))
                .validationTime(LATER)
                .build();
        assertThat(validator.verifyPdf(pdf, renewed).status()).isEqualTo(later);
        assertThat(validator.verifyPdf(pdf, rehashed).status()).isEqualTo(later);
        SealVerdict sealed = validator.verifyRecord(record, seal, renewed);
        assertThat(sealed.status()).as(sealed.toString()).isEqualTo(Status.VALID);
        // Not renewed, its time-stamp has expired with the others; and of other files it says nothing.
        assertThat(validator.verifyPdf(pdf, first).holds()).isFalse();
        byte[] ofAnother = evidence(renewedAt, "SHA-256")
                .renew(List.of(new Evidence(null, List.of(neighbour))))
                .get(0);
        assertThat(validator.verifyPdf(pdf, ofAnother).holds()).isFalse();
        assertThat(validator.verifyRecord(record, seal, ofAnother).holds()).isFalse();
        renewed[renewed.length - 20] ^= 1;
        assertThat(validator.verifyPdf(pdf, renewed).holds()).isFalse();
    }

    private static EvidenceRecords evidence(Instant at, String digest) {
        return new EvidenceRecords(
                stamper(at), AUTHORITY.status(at), digest, Duration.ofDays(180), Clock.fixed(at, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @EnumSource(names = {"T", "LT", "LTA"})
    void aStoredSignatureIsRaised(SignatureLevel level) throws IOException {
        Path signed = sign(SignatureLevel.B);
        Path raised = folder.resolve("raised.pdf");
        SignatureExtender extender = new SignatureExtender(level, stamper(NOW), STATUS, Duration.ofDays(180), CLOCK);

        assertThat(extender.renewPdf(signed, raised)).isTrue();

        ValidationReport report =
                SignatureValidator.builder().status(STATUS).clock(CLOCK).build().report(raised);
        assertThat(report.verdict().holds()).isTrue();
        assertThat(report.seals().get(0).level()).isEqualTo("PAdES-BASELINE-" + level);
        assertThat(extender.renewPdf(raised, folder.resolve("again.pdf"))).isFalse();
    }

    @Test
    void aStoredSealIsRaised() {
        byte[] record = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] seal = CadesSealer.builder()
                .key(AUTHORITY.issue("A"))
                .clock(CLOCK)
                .build()
                .seal(record);
        SignatureExtender extender =
                new SignatureExtender(SignatureLevel.LTA, stamper(NOW), STATUS, Duration.ofDays(180), CLOCK);

        Optional<byte[]> raised = extender.renewSeal(record, seal);

        SealVerdict verdict = SignatureValidator.builder()
                .status(STATUS)
                .clock(CLOCK)
                .build()
                .verifyRecord(record, raised.orElseThrow());
        assertThat(verdict.holds()).as(verdict.toString()).isTrue();
        assertThat(verdict.signatures().get(0).level()).isEqualTo("CAdES-BASELINE-LTA");
        assertThat(extender.renewSeal(record, raised.get())).isEmpty();
    }

    @Test
    void aTimeStampOfNobodyProvesNothing() throws IOException {
        TestAuthority other = TestAuthority.create(CLOCK, TestAuthority.KeyKind.P_256);
        Path unsigned = Samples.write(folder, "paper.pdf", Samples.paper(1, 0));
        Path signed = folder.resolve("signed.pdf");
        PadesSigner.builder()
                .key(AUTHORITY.issue("A"))
                .clock(CLOCK)
                .level(SignatureLevel.T)
                .timeStamper(other.timeStamper())
                .status(STATUS)
                .build()
                .sign(unsigned, signed, SigningRole.SCANNING_OFFICER, NOW);

        SealVerdict verdict = verdict(signed, NOW.plusSeconds(60), STATUS);

        assertThat(verdict.status()).isEqualTo(Status.VALID_BUT);
        assertThat(SignThenValidateTest.codes(verdict)).contains("TIME_STAMP_UNTRUSTED");
    }

    @ParameterizedTest
    @CsvSource({"-90, VALID", "0, VALID", "90, VALID_BUT"})
    void aSignerWhoseClockIsAheadIsNoticed(int days, Status expected) throws IOException {
        // The signer says one time, the authority stamps another; stamped later is no fault.
        Path unsigned = Samples.write(folder, "paper.pdf", Samples.paper(1, 0));
        Path signed = folder.resolve("signed.pdf");
        Instant stamped = NOW.minus(Duration.ofDays(days));
        PadesSigner.builder()
                .key(AUTHORITY.issue(
                        "A",
                        TestAuthority.KeyKind.P_256,
                        NOW.minus(Duration.ofDays(100)),
                        NOW.plus(Duration.ofDays(100))))
                .clock(CLOCK)
                .level(SignatureLevel.T)
                .timeStamper(AUTHORITY.timeStamper(
                        Clock.fixed(stamped, ZoneOffset.UTC), stamped.minusSeconds(60), stamped.plus(LIFE)))
                .status(STATUS)
                .build()
                .sign(unsigned, signed, SigningRole.SCANNING_OFFICER, NOW);

        SealVerdict verdict = verdict(signed, NOW.plus(Duration.ofDays(95)), STATUS);

        assertThat(verdict.status()).as(verdict.toString()).isEqualTo(expected);
        assertThat(SignThenValidateTest.codes(verdict).contains("CLOCK_SKEW")).isEqualTo(days > 0);
    }

    @Test
    void anAuthorityIsAskedOverHttp() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/tsa", exchange -> {
            byte[] answer = AUTHORITY.answer(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            Path raised = folder.resolve("raised.pdf");
            TimeStamper stamper = TimeStamper.http(address.resolve("/tsa"), Duration.ofSeconds(60));
            SignatureExtender extender =
                    new SignatureExtender(SignatureLevel.LTA, stamper, STATUS, Duration.ofDays(180), CLOCK);
            assertThat(extender.renewPdf(sign(SignatureLevel.B), raised)).isTrue();
            assertThat(verdict(raised, NOW, STATUS).status()).isEqualTo(Status.VALID);
            assertThatThrownBy(() -> TimeStamper.http(address.resolve("/nobody"), Duration.ofSeconds(60))
                            .stamp("SHA-256", new byte[32]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("404");
        } finally {
            server.stop(0);
        }
    }
}

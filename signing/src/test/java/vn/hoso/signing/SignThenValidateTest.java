package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.seal.SigningRole;

class SignThenValidateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Instant SCANNED = Instant.parse("2026-11-20T18:30:15Z");

    /** Keys are dear to make, so the authorities are shared. */
    private static final TestAuthority AUTHORITY = TestAuthority.create(CLOCK, TestAuthority.KeyKind.P_256);

    @TempDir
    Path folder;

    private static SignatureValidator.Builder validator(CertificateStatus status) {
        return SignatureValidator.builder().status(status).clock(CLOCK);
    }

    private static SignatureValidator validator() {
        return validator(AUTHORITY.status()).build();
    }

    private Path sign(SigningKey key, byte[] pdf, SigningRole role, boolean appearance) throws IOException {
        Path unsigned = Samples.write(folder, "paper.pdf", pdf);
        Path signed = folder.resolve("signed-" + role + ".pdf");
        PadesSigner.builder()
                .key(key)
                .clock(CLOCK)
                .appearance(appearance)
                .build()
                .sign(unsigned, signed, role, SCANNED);
        return signed;
    }

    @ParameterizedTest
    @CsvSource({"RSA_2048, true", "RSA_3072, false", "P_256, true", "P_256, false"})
    void signsWithEveryKindOfKey(TestAuthority.KeyKind kind, boolean appearance) throws IOException {
        SigningKey key = AUTHORITY.issue("Nguyễn Văn Ảnh", kind, NOW.minusSeconds(60), NOW.plusSeconds(3600));
        byte[] paper = Samples.paper(2, 0);

        Path signed = sign(key, paper, SigningRole.SCANNING_OFFICER, appearance);

        assertThat(Arrays.copyOf(Files.readAllBytes(signed), paper.length)).isEqualTo(paper);
        ValidationReport report = validator().report(signed);
        assertThat(report.verdict().status()).as(report.text(Locale.ENGLISH)).isEqualTo(Status.VALID);
        ValidationReport.Seal seal = report.seals().get(0);
        assertThat(seal.signer()).isEqualTo("Nguyễn Văn Ảnh (TEST)");
        assertThat(seal.claimedAt()).isEqualTo(NOW);
        assertThat(seal.level()).isEqualTo("PAdES-BASELINE-B");
        assertThat(seal.algorithm()).contains(kind == TestAuthority.KeyKind.P_256 ? "ECDSA" : "SSA-PSS");
        assertThat(seal.coveredBytes()).isEqualTo(Files.size(signed));
        assertThat(seal.coveredPages()).isEqualTo(2);
    }

    @Test
    void withoutRevocationListsTheVerdictHasAReservation() throws IOException {
        Path signed = sign(AUTHORITY.issue("A"), Samples.paper(1, 0), SigningRole.SCANNING_OFFICER, false);

        SealVerdict verdict = validator(CertificateStatus.trusting(List.of(AUTHORITY.root())))
                .build()
                .verifyPdf(signed);

        assertThat(verdict.status()).isEqualTo(Status.VALID_BUT);
        assertThat(verdict.holds()).isTrue();
        assertThat(codes(verdict)).contains("REVOCATION_UNKNOWN");
    }

    @Test
    void officerAndAgencySignOneAfterTheOther() throws IOException {
        Path first = sign(AUTHORITY.issue("Trần Thị Bưởi"), Samples.paper(1, 0), SigningRole.SCANNING_OFFICER, true);
        Path second = sign(AUTHORITY.issue("UBND xã Thử Nghiệm"), Files.readAllBytes(first), SigningRole.AGENCY, true);

        ValidationReport report = validator().report(second);

        assertThat(report.verdict().status()).as(report.text(Locale.ENGLISH)).isEqualTo(Status.VALID);
        assertThat(report.seals()).hasSize(2);
        assertThat(report.seals().get(0).coveredBytes()).isEqualTo(Files.size(first));
        assertThat(validator().sealedRevision(second)).hasValue(Files.readAllBytes(second));
    }

    @Test
    void sealsARecord() {
        byte[] record = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        byte[] seal = CadesSealer.builder()
                .key(AUTHORITY.issue("A"))
                .clock(CLOCK)
                .build()
                .seal(record);

        assertThat(validator().verifyRecord(record, seal).status()).isEqualTo(Status.VALID);
        SealVerdict other = validator().verifyRecord("{\"a\":2}".getBytes(StandardCharsets.UTF_8), seal);
        assertThat(other.status()).isEqualTo(Status.INVALID);
        assertThat(codes(other)).contains("HASH_FAILURE");
        byte[] padded = Arrays.copyOf(seal, seal.length + 1);
        assertThat(validator().verifyRecord(record, padded).status()).isEqualTo(Status.INVALID);
        assertThat(validator().verifyRecord(record, new byte[] {1, 2, 3}).status())
                .isEqualTo(Status.INVALID);
    }

    @Test
    void refusesToSignWithAnExpiredCertificate() throws IOException {
        SigningKey key =
                AUTHORITY.issue("A", TestAuthority.KeyKind.P_256, NOW.minus(Duration.ofDays(9)), NOW.minusSeconds(1));
        assertThatThrownBy(() -> sign(key, Samples.paper(1, 0), SigningRole.SCANNING_OFFICER, false))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CERTIFICATE_EXPIRED));
        assertThat(folder.resolve("signed-SCANNING_OFFICER.pdf")).doesNotExist();
    }

    @Test
    void saysWhyACertificateIsNotGoodEnough() throws IOException {
        SigningKey key = AUTHORITY.issue("A", TestAuthority.KeyKind.P_256, NOW, NOW.plus(Duration.ofDays(10)));
        Path signed = sign(key, Samples.paper(1, 0), SigningRole.SCANNING_OFFICER, false);

        assertThat(codes(validator(AUTHORITY.status())
                        .validationTime(NOW.plus(Duration.ofDays(11)))
                        .build()
                        .verifyPdf(signed)))
                .contains("EXPIRED");
        assertThat(codes(validator(AUTHORITY.status())
                        .validationTime(NOW.minus(Duration.ofDays(1)))
                        .build()
                        .verifyPdf(signed)))
                .contains("NOT_YET_VALID");
        SealVerdict unknown = SignatureValidator.builder().clock(CLOCK).build().verifyPdf(signed);
        assertThat(unknown.status()).isEqualTo(Status.INDETERMINATE);
        assertThat(codes(unknown)).contains("UNKNOWN_ROOT");
    }

    @Test
    void findsARevokedCertificate() throws IOException {
        TestAuthority authority = TestAuthority.create(CLOCK, TestAuthority.KeyKind.P_256);
        SigningKey key = authority.issue("A");
        Path signed = sign(key, Samples.paper(1, 0), SigningRole.SCANNING_OFFICER, false);
        authority.revoke(key.certificate());

        SealVerdict verdict = validator(authority.status()).build().verifyPdf(signed);

        assertThat(verdict.status()).isEqualTo(Status.INVALID);
        assertThat(codes(verdict)).contains("REVOKED");
    }

    @ParameterizedTest
    @EnumSource(SignatureLevel.class)
    void signsAtEveryLevel(SignatureLevel level) throws IOException {
        Path unsigned = Samples.write(folder, "paper.pdf", Samples.paper(1, 0));
        Path signed = folder.resolve("signed.pdf");
        PadesSigner.builder()
                .key(AUTHORITY.issue("A"))
                .clock(CLOCK)
                .level(level)
                .timeStamper(AUTHORITY.timeStamper())
                .status(AUTHORITY.status())
                .build()
                .sign(unsigned, signed, SigningRole.SCANNING_OFFICER, SCANNED);

        ValidationReport report = validator().report(signed);

        // At LT the data for validation are the last thing in the file; only at LTA a time-stamp covers them.
        Status expected = level == SignatureLevel.LT ? Status.VALID_BUT : Status.VALID;
        assertThat(report.verdict().status()).as(report.text(Locale.ENGLISH)).isEqualTo(expected);
        assertThat(report.seals().get(0).level()).isEqualTo("PAdES-BASELINE-" + level);
    }

    @Test
    void aFileWithoutSignaturesIsUnsigned() throws IOException {
        Path paper = Samples.write(folder, "paper.pdf", Samples.paper(1, 0));
        assertThat(validator().verifyPdf(paper).status()).isEqualTo(Status.UNSIGNED);
        assertThat(validator().sealedRevision(paper)).isEmpty();
    }

    @Test
    void aFileThatIsNoPdfIsNotValid() throws IOException {
        Path paper = Samples.write(folder, "paper.pdf", "not a pdf".getBytes(StandardCharsets.UTF_8));
        assertThat(validator().verifyPdf(paper).status()).isEqualTo(Status.INVALID);
    }

    @Test
    void selfTestPasses() {
        SigningSelfTest.run();
    }

    @Test
    void reportSpeaksBothLanguages() throws IOException {
        Path signed = sign(AUTHORITY.issue("Lê Ước"), Samples.paper(1, 0), SigningRole.SCANNING_OFFICER, false);
        ValidationReport report = validator().report(signed);

        assertThat(report.text(Locale.forLanguageTag("vi"))).contains("HỢP LỆ", "Người ký: Lê Ước (TEST)");
        assertThat(report.text(Locale.ENGLISH)).contains("Signed by: Lê Ước (TEST)");
        assertThat(report.toMap()).containsEntry("status", "VALID").containsKey("signatures");
    }

    static List<String> codes(SealVerdict verdict) {
        return java.util.stream.Stream.concat(
                        verdict.reasons().stream(),
                        verdict.signatures().stream().flatMap(s -> s.reasons().stream()))
                .map(SealVerdict.Reason::code)
                .toList();
    }
}

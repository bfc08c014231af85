package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SigningRole;
import vn.hoso.signing.TimeStampException.Code;

/** Time-stamping authorities that are down, slow or wrong; each failure has its code. */
class TimeStampTest {
    private static final TestAuthority AUTHORITY = Samples.authority();
    private static final TestAuthority OTHER = Samples.authority();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private HttpServer server;
    private byte[] digest;

    @BeforeEach
    void start() throws IOException, NoSuchAlgorithmException {
        digest = MessageDigest.getInstance("SHA-256").digest(new byte[] {1});
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", TimeStampTest::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private TimeStamper stamper(String path, Duration patience) {
        return TimeStamper.http(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path), patience);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] query = exchange.getRequestBody().readAllBytes();
        TimeStampRequest asked = new TimeStampRequest(query);
        switch (exchange.getRequestURI().getPath().substring(1)) {
            case "good" -> send(exchange, 200, AUTHORITY.answer(query));
            case "silent" -> {}
            case "dripping" -> {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write(0x30);
                exchange.getResponseBody().flush();
            }
            case "busy" -> send(exchange, 503, new byte[0]);
            case "elsewhere" -> {
                exchange.getResponseHeaders().add("Location", "/good");
                send(exchange, 302, new byte[0]);
            }
            case "endless" -> send(exchange, 200, new byte[(1 << 20) + 1]);
            case "html" -> send(exchange, 200, "<html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            // Status 2, rejection, and nothing else (RFC 3161, 2.4.2).
            case "refusing" -> send(exchange, 200, new byte[] {0x30, 5, 0x30, 3, 2, 1, 2});
            case "granting-nothing" -> send(exchange, 200, new byte[] {0x30, 5, 0x30, 3, 2, 1, 0});
            case "other-nonce" ->
                send(exchange, 200, AUTHORITY.answer(request(asked.getMessageImprintDigest(), BigInteger.TEN)));
            case "other-imprint" -> send(exchange, 200, AUTHORITY.answer(request(new byte[32], asked.getNonce())));
            case "broken" -> {
                byte[] answer = AUTHORITY.answer(query);
                answer[answer.length - 1]++;
                send(exchange, 200, answer);
            }
            default -> send(exchange, 404, new byte[0]);
        }
    }

    private static byte[] request(byte[] digest, BigInteger nonce) throws IOException {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator
                .generate(new ASN1ObjectIdentifier("2.16.840.1.101.3.4.2.1"), digest, nonce)
                .getEncoded();
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void expect(Code code, TimeStamper stamper) {
        assertThatThrownBy(() -> stamper.stamp("SHA-256", digest))
                .isInstanceOfSatisfying(
                        TimeStampException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({
        "busy, HTTP_STATUS",
        "nobody, HTTP_STATUS",
        "elsewhere, HTTP_STATUS",
        "endless, TOO_LONG",
        "html, NOT_AN_ANSWER",
        "granting-nothing, NOT_AN_ANSWER",
        "refusing, REFUSED",
        "other-nonce, WRONG_NONCE",
        "other-imprint, WRONG_IMPRINT",
        "broken, BROKEN"
    })
    void eachFailureHasItsCode(String path, Code code) {
        expect(code, stamper(path, PATIENCE));
    }

    @Test
    void whoIsNotThereOrSilentIsNotWaitedFor() {
        expect(Code.TIMEOUT, stamper("silent", Duration.ofMillis(200)));
        expect(Code.TIMEOUT, stamper("dripping", Duration.ofMillis(200)));
        expect(Code.UNREACHABLE, TimeStamper.http(URI.create("http://127.0.0.1:1/"), PATIENCE));
    }

    @Test
    void anAuthorityIsTrustedForItsRootAndPolicy() throws IOException {
        TimeStamper good = stamper("good", PATIENCE);
        assertThat(good.checked(List.of(AUTHORITY.root()), Set.of("1.2.3.4")).stamp("SHA-256", digest))
                .isNotEmpty();
        expect(Code.UNTRUSTED, good.checked(List.of(OTHER.root()), Set.of()));
        expect(Code.UNTRUSTED, good.checked(List.of(), Set.of()));
        expect(Code.WRONG_POLICY, good.checked(List.of(AUTHORITY.root()), Set.of("2.999")));
        Instant old = Samples.CLOCK.instant().minus(Duration.ofDays(20));
        expect(
                Code.OUT_OF_DATE,
                AUTHORITY
                        .timeStamper(Samples.CLOCK, old, old.plus(Duration.ofDays(10)))
                        .checked(List.of(AUTHORITY.root()), Set.of()));
    }

    @Test
    void whoFailsIsLeftInPeaceForAWhile() throws IOException {
        Instant start = Samples.CLOCK.instant();
        AtomicReference<Instant> now = new AtomicReference<>(start);
        AtomicReference<TimeStamper> served = new AtomicReference<>(stamper("busy", PATIENCE));
        AtomicInteger asked = new AtomicInteger();
        TimeStamper authority = new TimeStamper() {
            @Override
            public String name() {
                return "TSA";
            }

            @Override
            public byte[] stamp(String digestName, byte[] digest) throws IOException {
                asked.incrementAndGet();
                return served.get().stamp(digestName, digest);
            }
        };
        TimeStamper resting = authority.resting(3, Duration.ofMinutes(5), now::get);
        for (int i = 0; i < 3; i++) {
            expect(Code.HTTP_STATUS, resting);
        }
        expect(Code.RESTING, resting);
        assertThat(asked).hasValue(3);

        now.set(start.plus(Duration.ofMinutes(6)));
        expect(Code.HTTP_STATUS, resting);
        expect(Code.RESTING, resting);
        served.set(stamper("good", PATIENCE));
        now.set(start.plus(Duration.ofMinutes(12)));
        assertThat(resting.stamp("SHA-256", digest)).isNotEmpty();
        assertThat(resting.stamp("SHA-256", digest)).isNotEmpty();
        assertThat(asked).hasValue(6);
    }

    @Test
    void papersAreSignedWithoutAStampWhereThatIsAllowed(@TempDir Path folder) throws IOException {
        List<String> told = new ArrayList<>();
        Path paper = Samples.write(folder, "paper.pdf", Samples.paper(1, 0));
        PadesSigner.Builder signer = PadesSigner.builder()
                .key(AUTHORITY.issue("A"))
                .level(SignatureLevel.LTA)
                .status(AUTHORITY.status())
                .clock(Samples.CLOCK)
                .timeStamper(stamper("busy", PATIENCE));
        CadesSealer.Builder sealer = CadesSealer.builder()
                .key(AUTHORITY.issue("A"))
                .level(SignatureLevel.T)
                .clock(Samples.CLOCK)
                .timeStamper(stamper("busy", PATIENCE));
        Path target = folder.resolve("signed.pdf");
        assertThatThrownBy(() -> signer.build().sign(paper, target, SigningRole.AGENCY, Instant.EPOCH))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.SIGNING_FAILED));
        assertThat(target).doesNotExist();

        signer.withoutTimeStamp(failure -> told.add(failure.getMessage()))
                .build()
                .sign(paper, target, SigningRole.AGENCY, Instant.EPOCH);
        byte[] seal = sealer.withoutTimeStamp(failure -> told.add(failure.getMessage()))
                .build()
                .seal(new byte[] {1});
        SignatureValidator validator = SignatureValidator.builder()
                .status(AUTHORITY.status())
                .clock(Samples.CLOCK)
                .build();
        for (SealVerdict verdict : List.of(validator.verifyPdf(target), validator.verifyRecord(new byte[] {1}, seal))) {
            assertThat(verdict.status()).isEqualTo(SealVerdict.Status.VALID);
            assertThat(verdict.signatures().get(0).level()).endsWith("BASELINE-B");
        }
        assertThat(told).hasSize(2).allMatch(reason -> reason.contains("HTTP_STATUS"));

        Path raised = folder.resolve("raised.pdf");
        TimeStamper now = AUTHORITY.timeStamper();
        assertThat(new SignatureExtender(SignatureLevel.LTA, now, AUTHORITY.status(), Duration.ofDays(1), Samples.CLOCK)
                        .renewPdf(target, raised))
                .isTrue();
        assertThat(validator.verifyPdf(raised).signatures().get(0).level()).endsWith("BASELINE-LTA");
    }

    @Test
    void theNextOneIsAskedWhereOneFails() throws IOException {
        TimeStamper good = stamper("good", PATIENCE);
        TimeStamper row = TimeStamper.firstOf(
                List.of(stamper("busy", PATIENCE), stamper("silent", Duration.ofMillis(200)), good));
        assertThat(row.stamp("SHA-256", digest)).isNotEmpty();
        assertThat(TimeStamper.firstOf(List.of(good))).isSameAs(good);
        assertThatThrownBy(() -> TimeStamper.firstOf(List.of())).isInstanceOf(IllegalArgumentException.class);

        TimeStamper none = TimeStamper.firstOf(List.of(stamper("busy", PATIENCE), stamper("html", PATIENCE)));
        expect(Code.NONE_LEFT, none);
        assertThatThrownBy(() -> none.stamp("SHA-256", digest))
                .hasMessageContaining("HTTP_STATUS")
                .hasMessageContaining("NOT_AN_ANSWER");
    }
}

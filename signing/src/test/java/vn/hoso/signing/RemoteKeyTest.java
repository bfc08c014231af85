package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.seal.SigningRole;

/** A key that a service keeps; the service is one of ours, with real keys, that follows the API and can misbehave. */
class RemoteKeyTest {
    private static final TestAuthority AUTHORITY = Samples.authority();
    private static final String TOKEN = "a-token";
    private static final String PIN = "135790";

    @TempDir
    Path folder;

    private Service service;

    @AfterEach
    void stop() {
        if (service != null) {
            service.server.stop(0);
        }
    }

    private CscCredential start(TestAuthority.KeyKind kind, String... algorithms) throws IOException {
        service = new Service(kind, algorithms);
        return CscCredential.parse(service.address() + "#officer")
                .withToken(TOKEN)
                .withPin(PIN::toCharArray)
                .withTimeout(Duration.ofSeconds(60));
    }

    private Status sign(SigningKey key) throws IOException {
        Path signed = folder.resolve("signed.pdf");
        PadesSigner.builder()
                .key(key)
                .clock(Samples.CLOCK)
                .build()
                .sign(
                        Samples.write(folder, "paper.pdf", Samples.paper(1, 0)),
                        signed,
                        SigningRole.SCANNING_OFFICER,
                        Samples.CLOCK.instant());
        return SignatureValidator.builder()
                .status(AUTHORITY.status())
                .clock(Samples.CLOCK)
                .build()
                .verifyPdf(signed)
                .status();
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, 1.2.840.113549.1.1.10, RSA_PSS_SHA256",
        "RSA_2048, 1.2.840.113549.1.1.11, RSA_PKCS1_SHA256",
        "P_256, 1.2.840.10045.4.3.2, ECDSA_SHA256",
        "P_384, 1.2.840.10045.4.3.3, ECDSA_SHA384"
    })
    void aServiceSigns(TestAuthority.KeyKind kind, String algorithm, SignatureMethod method) throws IOException {
        SigningKey key = SigningKey.csc(start(kind, algorithm));
        assertThat(key.preferredMethod()).isEqualTo(method);
        assertThat(key.signatory().name()).isEqualTo("Remote (TEST)");
        assertThat(sign(key)).isEqualTo(Status.VALID);
        assertThat(service.calls).containsExactly("credentials/info", "credentials/authorize", "signatures/signHash");
        key.close();
        assertThatThrownBy(() -> key.sign(new byte[1], method)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theOnlyCredentialNeedsNoName() throws IOException {
        start(TestAuthority.KeyKind.P_256);
        CscCredential unnamed =
                CscCredential.parse(service.address()).withToken(TOKEN).withPin(PIN::toCharArray);
        try (SigningKey key = SigningKey.csc(unnamed)) {
            assertThat(sign(key)).isEqualTo(Status.VALID);
        }
        service.credentials = List.of("officer", "agency");
        refuses(unnamed, "2 credentials");
    }

    @Test
    void ecdsaMayComeAsTwoPlainNumbers() throws IOException {
        CscCredential credential = start(TestAuthority.KeyKind.P_384);
        service.plain = true;
        try (SigningKey key = SigningKey.csc(credential)) {
            assertThat(sign(key)).isEqualTo(Status.VALID);
        }
    }

    @Test
    void aServiceThatAsksForNoPinGetsNone() throws IOException {
        CscCredential credential = start(TestAuthority.KeyKind.P_256).withPin(() -> {
            throw new IllegalStateException("nobody should ask");
        });
        service.mode = "implicit";
        try (SigningKey key = SigningKey.csc(credential)) {
            assertThat(sign(key)).isEqualTo(Status.VALID);
        }
        service.mode = "oauth2code";
        service.calls.clear();
        try (SigningKey key = SigningKey.csc(credential)) {
            assertThat(sign(key)).isEqualTo(Status.VALID);
            assertThat(service.calls).containsExactly("credentials/info", "signatures/signHash");
        }
    }

    @Test
    void oneAuthorisationIsForSeveralSignatures() throws IOException {
        CscCredential credential = start(TestAuthority.KeyKind.P_256);
        service.atOnce = 3;
        try (SigningKey key = SigningKey.csc(credential)) {
            for (int i = 0; i < 4; i++) {
                assertThat(sign(key)).isEqualTo(Status.VALID);
            }
            assertThat(service.calls.stream().filter("credentials/authorize"::equals))
                    .hasSize(2);
            service.allowed = "forgotten by a restart";
            fails(key, "invalid_request");
            assertThat(sign(key)).isEqualTo(Status.VALID);
        }
        service.bound = true;
        service.calls.clear();
        try (SigningKey key = SigningKey.csc(credential)) {
            assertThat(sign(key)).isEqualTo(Status.VALID);
            assertThat(sign(key)).isEqualTo(Status.VALID);
            assertThat(service.calls.stream().filter("credentials/authorize"::equals))
                    .hasSize(2);
        }
    }

    @Test
    void whatTheServiceRefusesIsSaidWithoutSecrets() throws IOException {
        CscCredential credential = start(TestAuthority.KeyKind.P_256);
        assertThat(credential.toString()).doesNotContain(TOKEN).doesNotContain(PIN);
        refuses(credential.withToken("stolen"), "HTTP status 401, invalid_token");
        try (SigningKey key = SigningKey.csc(credential.withPin("000"::toCharArray))) {
            fails(key, "HTTP status 400, invalid_pin");
        }
        service.keyStatus = "disabled";
        refuses(credential, "not enabled");
        service.keyStatus = "enabled";
        service.mode = "biometric";
        refuses(credential, "not known");
    }

    @Test
    void whatTheServiceGetsWrongIsFound() throws IOException {
        CscCredential credential = start(TestAuthority.KeyKind.P_256);
        try (SigningKey key = SigningKey.csc(credential)) {
            service.misbehaviour = "other hash";
            fails(key, "does not fit");
            service.misbehaviour = "two";
            fails(key, "2 signatures");
            service.misbehaviour = "endless";
            fails(key, "too long");
            service.misbehaviour = "html";
            fails(key, "not JSON");
            service.misbehaviour = "redirect";
            fails(key, "HTTP status 302");
        }
    }

    @Test
    void aServiceThatIsSilentIsNotWaitedFor() throws IOException {
        CscCredential credential = start(TestAuthority.KeyKind.P_256).withTimeout(Duration.ofMillis(300));
        service.misbehaviour = "silent";
        refuses(credential, "timed out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "officer.p12",
                "csc:officer",
                "csc:http://sign.example.vn/csc/v2#officer",
                "csc:ftp://sign.example.vn#officer",
                "csc:https://user@sign.example.vn#officer",
                "csc:https://sign.example.vn?token=a#officer"
            })
    void otherTextsNameNoService(String text) {
        assertThatThrownBy(() -> CscCredential.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyInNoHurryWaits() {
        SigningKey key = AUTHORITY.issue("A");
        Duration period = Duration.ofMillis(200);
        SigningKey slow = key.atMost(2, period);
        long start = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            slow.sign(new byte[1], SignatureMethod.ECDSA_SHA256);
        }
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(period.multipliedBy(2).toNanos());
        assertThat(slow.chain()).isEqualTo(key.chain());
        assertThatThrownBy(() -> key.atMost(0, period)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> key.atMost(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void refuses(CscCredential credential, String why) {
        assertThatThrownBy(() -> SigningKey.csc(credential))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NO_KEY))
                .hasMessageContaining(why);
    }

    private static void fails(SigningKey key, String why) {
        assertThatThrownBy(() -> key.sign(new byte[] {1, 2}, key.preferredMethod()))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.SIGNING_FAILED))
                .hasMessageContaining(why)
                .hasMessageNotContaining(PIN);
    }

    /** The server. */
    private static final class Service {
        private static final ObjectMapper JSON = new ObjectMapper();

        private final HttpServer server;
        private final KeyStoreKey key;
        private final List<String> algorithms;
        private final List<String> calls = new ArrayList<>();
        private List<String> credentials = List.of("officer");
        private volatile String mode = "explicit";
        private volatile String keyStatus = "enabled";
        private volatile String misbehaviour = "";
        private volatile boolean plain;
        private int atOnce = 1;
        private boolean bound;
        private int left;
        private String allowed = "";
        private String allowedHash = "";

        Service(TestAuthority.KeyKind kind, String... algorithms) throws IOException {
            Instant now = Samples.CLOCK.instant();
            key = (KeyStoreKey) AUTHORITY.issue("Remote", kind, now.minusSeconds(60), now.plusSeconds(86_400));
            this.algorithms = List.of(algorithms);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/csc/v2/", this::answer);
            server.start();
        }

        String address() {
            return "csc:http://127.0.0.1:" + server.getAddress().getPort() + "/csc/v2";
        }

        private void answer(HttpExchange exchange) throws IOException {
            String method = exchange.getRequestURI().getPath().substring("/csc/v2/".length());
            calls.add(method);
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            if (misbehaviour.equals("silent")) {
                return;
            }
            if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, JSON.createObjectNode().put("error", "invalid_token"));
                return;
            }
            try {
                switch (method) {
                    case "credentials/list" -> {
                        ObjectNode list = JSON.createObjectNode();
                        credentials.forEach(list.putArray("credentialIDs")::add);
                        send(exchange, 200, list);
                    }
                    case "credentials/info" -> send(exchange, 200, info(request));
                    case "credentials/authorize" -> authorize(exchange, request);
                    case "signatures/signHash" -> signHash(exchange, request);
                    default -> send(exchange, 404, JSON.createObjectNode().put("error", "invalid_request"));
                }
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }

        private ObjectNode info(JsonNode request) throws GeneralSecurityException {
            assertThat(request.path("credentialID").asText()).isEqualTo("officer");
            assertThat(request.path("certificates").asText()).isEqualTo("chain");
            ObjectNode info = JSON.createObjectNode();
            var about = info.putObject("key").put("status", keyStatus).putArray("algo");
            algorithms.forEach(about::add);
            var chain = info.putObject("cert").put("status", "valid").putArray("certificates");
            for (X509Certificate one : key.chain()) {
                chain.add(Base64.getEncoder().encodeToString(one.getEncoded()));
            }
            info.put("multisign", atOnce).put("SCAL", bound ? "2" : "1");
            ObjectNode auth = info.putObject("auth").put("mode", mode);
            if (mode.equals("explicit")) {
                auth.put("expression", "pin1")
                        .putArray("objects")
                        .addObject()
                        .put("type", "Password")
                        .put("id", "pin1");
            }
            return info;
        }

        private void authorize(HttpExchange exchange, JsonNode request) throws IOException {
            JsonNode pin = request.path("authData").path(0);
            if (mode.equals("explicit")
                    && !(pin.path("id").asText().equals("pin1")
                            && pin.path("value").asText().equals(PIN))) {
                send(
                        exchange,
                        400,
                        JSON.createObjectNode()
                                .put("error", "invalid_pin")
                                .put("error_description", pin.path("value").asText() + PIN));
                return;
            }
            allowed = UUID.randomUUID().toString();
            allowedHash = request.path("hashes").path(0).asText();
            left = request.path("numSignatures").asInt();
            send(exchange, 200, JSON.createObjectNode().put("SAD", allowed).put("expiresIn", 300));
        }

        private void signHash(HttpExchange exchange, JsonNode request) throws IOException, GeneralSecurityException {
            String hash = request.path("hashes").path(0).asText();
            if (!mode.equals("oauth2code")
                    && !(request.path("SAD").asText().equals(allowed)
                            && left-- > 0
                            && (hash.equals(allowedHash) || (allowedHash.isEmpty() && !bound)))) {
                send(exchange, 400, JSON.createObjectNode().put("error", "invalid_request"));
                return;
            }
            switch (misbehaviour) {
                case "endless" -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] blanks = new byte[1 << 16];
                    Arrays.fill(blanks, (byte) ' ');
                    for (int i = 0; i < 64; i++) {
                        exchange.getResponseBody().write(blanks);
                    }
                    exchange.close();
                }
                case "html" -> send(exchange, 200, "<html>".getBytes(StandardCharsets.US_ASCII));
                case "redirect" -> {
                    exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
                    send(exchange, 302, new byte[0]);
                }
                default -> {
                    byte[] digest = Base64.getDecoder().decode(hash);
                    if (misbehaviour.equals("other hash")) {
                        digest[0]++;
                    }
                    String value = Base64.getEncoder().encodeToString(value(digest, request));
                    ObjectNode answer = JSON.createObjectNode();
                    var signatures = answer.putArray("signatures").add(value);
                    if (misbehaviour.equals("two")) {
                        signatures.add(value);
                    }
                    send(exchange, 200, answer);
                }
            }
        }

        /** Signs a digest as it is, as a service does. */
        private byte[] value(byte[] digest, JsonNode request) throws GeneralSecurityException, IOException {
            PrivateKey secret = key.privateKey();
            String oid = request.path("signAlgo").asText();
            if (oid.equals("1.2.840.113549.1.1.10")) {
                assertThat(request.path("signAlgoParams").asText()).isNotEmpty();
                Signature signature = Signature.getInstance("RAWRSASSA-PSS", new BouncyCastleProvider());
                signature.setParameter(
                        new PSSParameterSpec("SHA-256", "MGF1", new MGF1ParameterSpec("SHA-256"), 32, 1));
                return signed(signature, secret, digest);
            }
            if (oid.startsWith("1.2.840.113549")) {
                AlgorithmIdentifier algorithm = new AlgorithmIdentifier(
                        new ASN1ObjectIdentifier(
                                request.path("hashAlgorithmOID").asText()),
                        DERNull.INSTANCE);
                return signed(
                        Signature.getInstance("NONEwithRSA"), secret, new DigestInfo(algorithm, digest).getEncoded());
            }
            return signed(
                    Signature.getInstance(plain ? "NONEwithECDSAinP1363Format" : "NONEwithECDSA"), secret, digest);
        }

        private static byte[] signed(Signature signature, PrivateKey secret, byte[] data)
                throws GeneralSecurityException {
            signature.initSign(secret);
            signature.update(data);
            return signature.sign();
        }

        private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
            send(exchange, status, JSON.writeValueAsBytes(body));
        }

        private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        }
    }
}

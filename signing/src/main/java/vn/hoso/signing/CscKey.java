package vn.hoso.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * A key that a remote service keeps (CSC API v2.0.0.2: credentials/list, credentials/info, credentials/authorize,
 * signatures/signHash). Digests are computed here and alone leave the house; what comes back is checked against the
 * certificate.
 */
final class CscKey implements SigningKey {
    private static final int MOST_CERTIFICATES = 10;

    /** What is allowed and not used up could be used by somebody else, so not more at once than a short while needs. */
    private static final int MOST_AT_ONCE = 100;

    private static final int USUAL_SECONDS = 3600;

    private final CscClient client;
    private final String name;
    private final String id;
    private final List<X509Certificate> chain;
    private final Set<String> algorithms;
    private final Authorisation authorisation;
    private final @Nullable Supplier<char[]> askPin;
    private char @Nullable [] pin;
    private @Nullable Activation activation;
    private volatile boolean closed;

    /**
     * What the service wants to see before it signs.
     *
     * @param mode implicit (nothing more from us), explicit (a PIN) or oauth2code (the access token says it all)
     * @param object what the service calls the PIN
     * @param atOnce how many signatures one authorisation may be for; 1 where it is bound to what is signed (SCAL 2)
     */
    private record Authorisation(String mode, String object, int atOnce) {}

    /** Signature activation data for some more signatures. */
    private record Activation(String data, int left, long untilNanos) {
        boolean isSpent() {
            return left == 0 || System.nanoTime() - untilNanos >= 0;
        }

        Activation used() {
            return new Activation(data, left - 1, untilNanos);
        }
    }

    private CscKey(
            CscClient client,
            CscCredential credential,
            String id,
            List<X509Certificate> chain,
            Set<String> algorithms,
            Authorisation authorisation) {
        this.client = client;
        this.name = credential.name();
        this.id = id;
        this.chain = List.copyOf(chain);
        this.algorithms = Set.copyOf(algorithms);
        this.authorisation = authorisation;
        this.askPin = credential.pin();
    }

    static SigningKey open(CscCredential credential) {
        CscClient client = new CscClient(credential);
        String name = credential.name();
        try {
            String id = credential.id() == null ? only(client) : credential.id();
            ObjectNode request = CscClient.request();
            request.put("credentialID", id);
            request.put("certificates", "chain");
            request.put("certInfo", true);
            request.put("authInfo", true);
            JsonNode info = client.call("credentials/info", request);
            if (!info.path("key").path("status").asText().equals("enabled")) {
                throw new IOException("the key is not enabled");
            }
            if (!info.path("cert").path("status").asText("valid").equals("valid")) {
                throw new IOException("the certificate is "
                        + (info.path("cert").path("status").asText().matches("[a-z]{1,20}")
                                ? info.path("cert").path("status").asText()
                                : "not valid"));
            }
            List<X509Certificate> chain = chain(info.path("cert").path("certificates"));
            String weakness = KeyStoreKey.weakness(chain.get(0));
            if (weakness != null) {
                throw new IOException(weakness);
            }
            Set<String> algorithms = new TreeSet<>();
            info.path("key").path("algo").forEach(one -> algorithms.add(one.asText()));
            return new CscKey(client, credential, id, chain, algorithms, authorisation(info));
        } catch (IOException | GeneralSecurityException e) {
            throw new HosoException(Problem.NO_KEY, e, name, SigningSettings.brief(e));
        }
    }

    private static String only(CscClient client) throws IOException {
        JsonNode list = client.call("credentials/list", CscClient.request()).path("credentialIDs");
        if (list.size() != 1) {
            throw new IOException("the service has " + list.size() + " credentials for this user; name one behind #");
        }
        return list.get(0).asText();
    }

    private static List<X509Certificate> chain(JsonNode encoded) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (JsonNode one : encoded) {
            if (chain.size() < MOST_CERTIFICATES
                    && factory.generateCertificate(new ByteArrayInputStream(decoded(one)))
                            instanceof X509Certificate x) {
                chain.add(x);
            }
        }
        if (chain.isEmpty()) {
            throw new IOException("the service shows no certificate");
        }
        return chain;
    }

    private static byte[] decoded(JsonNode text) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(text.asText());
        } catch (IllegalArgumentException e) {
            throw new IOException("the answer is not Base64", e);
        }
    }

    private static Authorisation authorisation(JsonNode info) throws IOException {
        JsonNode auth = info.path("auth");
        String mode = auth.path("mode").asText("implicit");
        if (!Set.of("implicit", "explicit", "oauth2code").contains(mode)) {
            throw new IOException("the service asks for an authorisation that is not known here");
        }
        JsonNode objects = auth.path("objects");
        if (objects.size() > 1) {
            throw new IOException("the service asks for more than a PIN");
        }
        boolean bound = !info.path("SCAL").asText("1").equals("1");
        int several = Math.max(1, Math.min(info.path("multisign").asInt(1), MOST_AT_ONCE));
        return new Authorisation(mode, objects.path(0).path("id").asText("PIN"), bound ? 1 : several);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<X509Certificate> chain() {
        return chain;
    }

    @Override
    public SignatureMethod preferredMethod() {
        SignatureMethod best = SigningKey.super.preferredMethod();
        if (algorithms.isEmpty() || algorithms.contains(CscAlgorithm.oid(best))) {
            return best;
        }
        return Arrays.stream(SignatureMethod.values())
                .filter(method -> method.fits(certificate().getPublicKey()))
                .filter(method -> algorithms.contains(CscAlgorithm.oid(method)))
                .findFirst()
                .orElse(certificate().getPublicKey() instanceof RSAKey ? SignatureMethod.RSA_PKCS1_SHA256 : best);
    }

    @Override
    public byte[] sign(byte[] data, SignatureMethod method) {
        if (closed) {
            throw new IllegalStateException("the signing key " + name + " is closed");
        }
        try {
            String digest = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance(method.digest()).digest(data));
            ObjectNode request = CscClient.request();
            request.put("credentialID", id);
            if (!authorisation.mode().equals("oauth2code")) {
                request.put("SAD", allowed(digest, method));
            }
            request.putArray("hashes").add(digest);
            request.put("hashAlgorithmOID", CscAlgorithm.digestOid(method));
            request.put("signAlgo", CscAlgorithm.oid(method));
            CscAlgorithm.parameters(method).ifPresent(parameters -> request.put("signAlgoParams", parameters));
            JsonNode signatures = client.call("signatures/signHash", request).path("signatures");
            if (signatures.size() != 1) {
                throw new IOException("signatures/signHash: " + signatures.size() + " signatures, 1 is needed");
            }
            return CscAlgorithm.checked(decoded(signatures.get(0)), data, method, certificate());
        } catch (IOException | GeneralSecurityException e) {
            forgetActivation();
            throw new HosoException(Problem.SIGNING_FAILED, e, name, SigningSettings.brief(e));
        }
    }

    /** The data that allow a signature: of this digest alone, or what is left of those for several. */
    private String allowed(String digest, SignatureMethod method) throws IOException {
        if (authorisation.atOnce() == 1) {
            return authorise(digest, method).data();
        }
        synchronized (this) {
            Activation open = activation == null || activation.isSpent() ? authorise(null, method) : activation;
            activation = open.used();
            return open.data();
        }
    }

    private Activation authorise(@Nullable String digest, SignatureMethod method) throws IOException {
        ObjectNode request = CscClient.request();
        request.put("credentialID", id);
        request.put("numSignatures", authorisation.atOnce());
        if (digest != null) {
            request.putArray("hashes").add(digest);
            request.put("hashAlgorithmOID", CscAlgorithm.digestOid(method));
        }
        if (authorisation.mode().equals("explicit")) {
            request.putArray("authData")
                    .addObject()
                    .put("id", authorisation.object())
                    .put("value", pin());
        }
        JsonNode answer = client.call("credentials/authorize", request);
        String data = answer.path("SAD").asText();
        if (data.isEmpty()) {
            throw new IOException("credentials/authorize: no signature activation data");
        }
        Duration life = Duration.ofSeconds(answer.path("expiresIn").asInt(USUAL_SECONDS));
        return new Activation(data, authorisation.atOnce(), System.nanoTime() + life.toNanos());
    }

    /** After a refusal nobody knows what is left. */
    private synchronized void forgetActivation() {
        activation = null;
    }

    private synchronized String pin() throws IOException {
        if (pin == null) {
            if (askPin == null) {
                throw new IOException("the service asks for a PIN, and none is given");
            }
            pin = askPin.get();
        }
        return new String(pin);
    }

    @Override
    public synchronized void close() {
        closed = true;
        activation = null;
        if (pin != null) {
            Arrays.fill(pin, '\0');
        }
    }
}

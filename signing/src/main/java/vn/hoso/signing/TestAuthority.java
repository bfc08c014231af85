package vn.hoso.signing;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A certification and time-stamping authority for trying out and testing. <b>Nobody trusts it, and nobody should</b>: its
 * certificates say {@code TEST} and {@code CHỨNG THƯ THỬ NGHIỆM}, its keys are made when asked for and live in memory.
 *
 * <pre>{@code
 * TestAuthority authority = TestAuthority.create();
 * authority.writePkcs12("Nguyễn Văn An", Path.of("officer.p12"), password);
 * authority.writeRoot(Path.of("trust/test-root.crt"));
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class TestAuthority {
    private static final Duration LIFE = Duration.ofDays(1000);

    private final Clock clock;
    private final KeyKind kind;
    private final TestIssuer issuer;
    private final Map<BigInteger, Instant> revoked = new LinkedHashMap<>();
    private @Nullable TestStamps stamping;

    /** What keys it makes. */
    public enum KeyKind {
        /** RSA, 2048 bits. */
        RSA_2048("RSA", 2048),
        /** RSA, 3072 bits. */
        RSA_3072("RSA", 3072),
        /** Elliptic curve P-256. */
        P_256("EC", 256),
        /** Elliptic curve P-384. */
        P_384("EC", 384);

        private final String algorithm;
        private final int bits;

        KeyKind(String algorithm, int bits) {
            this.algorithm = algorithm;
            this.bits = bits;
        }

        KeyPair generate() throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp" + bits + "r1"));
            } else {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        }

        /** How an authority with such a key signs. */
        String signature() {
            return switch (this) {
                case RSA_2048, RSA_3072 -> "SHA256withRSA";
                case P_256 -> "SHA256withECDSA";
                case P_384 -> "SHA384withECDSA";
            };
        }
    }

    private TestAuthority(Clock clock, KeyKind kind) {
        this.clock = clock;
        this.kind = kind;
        this.issuer = new TestIssuer(kind, clock.instant());
    }

    /**
     * An authority with keys on the curve P-256 and the system's clock.
     *
     * @return a new one, unlike any before
     */
    public static TestAuthority create() {
        return create(Clock.systemUTC(), KeyKind.P_256);
    }

    /**
     * An authority.
     *
     * @param clock tells from when certificates are valid: a day ago, for 1000 days
     * @param kind of its own key, and of those it issues unless told otherwise
     * @return a new one, unlike any before
     */
    public static TestAuthority create(Clock clock, KeyKind kind) {
        return new TestAuthority(clock, kind);
    }

    /**
     * Its own certificate.
     *
     * @return the trust anchor for what it issues
     */
    public X509Certificate root() {
        return issuer.root();
    }

    /**
     * Issues a certificate for signing.
     *
     * @param name the common name, of an officer or an agency; {@code (TEST)} is added
     * @return the key, in memory
     */
    public SigningKey issue(String name) {
        Instant from = clock.instant().minus(Duration.ofHours(1));
        return issue(name, kind, from, from.plus(LIFE));
    }

    /**
     * Issues a certificate for signing.
     *
     * @param name the common name, of an officer or an agency; {@code (TEST)} is added
     * @param keys of what kind the key is
     * @param from the first instant of its validity
     * @param until the last
     * @return the key, in memory
     */
    public SigningKey issue(String name, KeyKind keys, Instant from, Instant until) {
        return issuer.key(name, keys, from, until, TestIssuer.Use.SIGNING);
    }

    /**
     * Issues a certificate for signing and puts it with its key into a token, which must be one for trials.
     *
     * @param name the common name, and the label of the key in the token, where a key of that label is replaced
     * @param library the PKCS#11 library; the first slot with a token is taken
     * @param pin of its user
     * @return which key of which token
     * @throws vn.hoso.failure.HosoException as {@link SigningKey#pkcs11}, and with {@code NO_KEY} if the token takes no
     *     keys
     */
    public Pkcs11Token writeToken(String name, Path library, char[] pin) {
        Pkcs11Token token = new Pkcs11Token(library, null, name);
        TokenKey.store((KeyStoreKey) issue(name), token, pin);
        return token;
    }

    /** A certificate for proving who one is to a server, not for signing. */
    SigningKey issueForLogin(String name) {
        Instant from = clock.instant().minus(Duration.ofHours(1));
        return issuer.key(name, kind, from, from.plus(LIFE), TestIssuer.Use.LOGIN);
    }

    /**
     * Issues a certificate for signing and writes it with its key.
     *
     * @param name the common name, of an officer or an agency; {@code (TEST)} is added
     * @param file a PKCS#12 file, readable by its owner alone where the file system knows owners; replaced
     * @param password of the file and of the key
     * @return the certificate
     * @throws IOException if the file can't be written
     */
    public X509Certificate writePkcs12(String name, Path file, char[] password) throws IOException {
        KeyStoreKey key = (KeyStoreKey) issue(name);
        writePkcs12(key, file, password);
        return key.certificate();
    }

    /**
     * Writes the trust anchor.
     *
     * @param file a PEM file; replaced
     * @throws IOException if the file can't be written
     */
    public void writeRoot(Path file) throws IOException {
        try {
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(issuer.root().getEncoded());
            Files.writeString(
                    file,
                    "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n",
                    StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Revokes a certificate now.
     *
     * @param certificate that this authority issued
     */
    public void revoke(X509Certificate certificate) {
        synchronized (revoked) {
            revoked.put(certificate.getSerialNumber(), clock.instant());
        }
    }

    /**
     * What a validator needs to trust it: its root and its revocation list as of now.
     *
     * @return one anchor, one list
     */
    public CertificateStatus status() {
        return status(clock.instant());
    }

    /**
     * As {@link #status()}, with the revocation list of another day.
     *
     * @param day when the list is made; it is good for 1000 days
     * @return one anchor, one list
     */
    public CertificateStatus status(Instant day) {
        synchronized (revoked) {
            return new CertificateStatus(
                    List.of(issuer.root()), List.of(), List.of(issuer.revocationList(revoked, day, LIFE)));
        }
    }

    /**
     * A time-stamping authority below it.
     *
     * @return stamps with the time of the clock
     */
    public TimeStamper timeStamper() {
        return stamps();
    }

    /**
     * A time-stamping authority below it.
     *
     * @param time what it stamps
     * @param from the first instant of the validity of its certificate
     * @param until the last
     * @return an authority with a key of its own
     */
    public TimeStamper timeStamper(Clock time, Instant from, Instant until) {
        return new TestStamps(issuer.key("TEST TSA - Hoso", kind, from, until, TestIssuer.Use.TIME_STAMPING), time);
    }

    private TestStamps stamps() {
        Instant from = clock.instant().minus(Duration.ofHours(1));
        Instant until = from.plus(LIFE);
        return new TestStamps(issuer.key("TEST TSA - Hoso", kind, from, until, TestIssuer.Use.TIME_STAMPING), clock);
    }

    /**
     * Answers as the server of a time-stamping authority does (RFC 3161, 3.4).
     *
     * @param query the body of a request
     * @return the body of the answer
     */
    public byte[] answer(byte[] query) {
        TestStamps stamps;
        synchronized (this) {
            if (stamping == null) {
                stamping = stamps();
            }
            stamps = stamping;
        }
        return stamps.answer(kind.signature(), query);
    }

    private static void writePkcs12(KeyStoreKey key, Path file, char[] password) throws IOException {
        try {
            KeyStore store = KeyStoreKey.keyStore("PKCS12", password);
            store.load(null, null);
            PrivateKey secret = key.privateKey();
            store.setKeyEntry("test", secret, password, key.chain().toArray(new Certificate[0]));
            Files.deleteIfExists(file);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, password);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform can't write PKCS#12", e);
        }
    }
}

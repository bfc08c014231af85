package vn.hoso.signing;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.spi.x509.tsp.KeyEntityTSPSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
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
    private static final Duration CA_LIFE = Duration.ofDays(3650);
    private static final Duration LIFE = Duration.ofDays(1000);
    private static final String ORGANISATION = "CHỨNG THƯ THỬ NGHIỆM - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ (TEST ONLY)";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Clock clock;
    private final KeyKind kind;
    private final KeyPair rootKeys;
    private final X509Certificate root;
    private final Map<BigInteger, Instant> revoked = new LinkedHashMap<>();
    private @Nullable KeyStoreKey stamping;

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
        try {
            rootKeys = kind.generate();
            X500Name name = name("TEST ROOT CA - Hoso");
            Instant from = clock.instant().minus(Duration.ofDays(1));
            root = certificate(name, rootKeys.getPublic(), from, from.plus(CA_LIFE), Use.AUTHORITY);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform can't make keys of kind " + kind, e);
        }
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
        return root;
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
        return key(name, keys, from, until, Use.SIGNING);
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
        return key(name, kind, from, from.plus(LIFE), Use.LOGIN);
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
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(root.getEncoded());
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
        return new CertificateStatus(List.of(root), List.of(), List.of(revocationList(day)));
    }

    /**
     * A time-stamping authority below it.
     *
     * @return stamps with the time of the clock
     */
    public TimeStamper timeStamper() {
        Instant from = clock.instant().minus(Duration.ofHours(1));
        return timeStamper(clock, from, from.plus(LIFE));
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
        return new Stamps(key("TEST TSA - Hoso", kind, from, until, Use.TIME_STAMPING), time);
    }

    /**
     * Answers as the server of a time-stamping authority does (RFC 3161, 3.4).
     *
     * @param query the body of a request
     * @return the body of the answer
     */
    public byte[] answer(byte[] query) {
        KeyStoreKey key;
        synchronized (this) {
            if (stamping == null) {
                Instant from = clock.instant().minus(Duration.ofHours(1));
                stamping = key("TEST TSA - Hoso", kind, from, from.plus(LIFE), Use.TIME_STAMPING);
            }
            key = stamping;
        }
        Date now = Date.from(clock.instant());
        try {
            ASN1EncodableVector attributes = new ASN1EncodableVector();
            attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(now))));
            TimeStampTokenGenerator generator = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .setSignedAttributeGenerator(new AttributeTable(attributes))
                            .build(kind.signature(), key.privateKey(), key.certificate()),
                    new JcaDigestCalculatorProviderBuilder()
                            .build()
                            .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                    new ASN1ObjectIdentifier("1.2.3.4"));
            generator.addCertificates(new JcaCertStore(List.of(key.certificate())));
            return new TimeStampResponseGenerator(generator, TSPAlgorithms.ALLOWED)
                    .generate(new TimeStampRequest(query), new BigInteger(127, RANDOM), now)
                    .getEncoded();
        } catch (IOException | TSPException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalArgumentException("not a request for a time-stamp", e);
        }
    }

    private record Stamps(KeyStoreKey key, Clock time) implements TimeStamper {
        @Override
        public String name() {
            return "TEST TSA";
        }

        @Override
        public byte[] stamp(String digestName, byte[] digest) {
            Dss.start();
            KeyEntityTSPSource source = new KeyEntityTSPSource(key.privateKey(), key.certificate(), key.chain());
            source.setTsaPolicy("1.2.3.4");
            source.setProductionTime(Date.from(time.instant()));
            return source.getTimeStampResponse(DigestAlgorithm.forJavaName(digestName), digest)
                    .getBytes();
        }
    }

    private KeyStoreKey key(String name, KeyKind keys, Instant from, Instant until, Use use) {
        try {
            KeyPair pair = keys.generate();
            X500Name subject = name(use == Use.SIGNING ? name + " (TEST)" : name);
            X509Certificate certificate = certificate(subject, pair.getPublic(), from, until, use);
            return new KeyStoreKey(name, pair.getPrivate(), List.of(certificate, root));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform can't make keys of kind " + keys, e);
        }
    }

    private static X500Name name(String common) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, "VN")
                .addRDN(BCStyle.O, ORGANISATION)
                .addRDN(BCStyle.CN, common)
                .build();
    }

    private enum Use {
        AUTHORITY(KeyUsage.keyCertSign | KeyUsage.cRLSign),
        SIGNING(KeyUsage.digitalSignature | KeyUsage.nonRepudiation),
        TIME_STAMPING(KeyUsage.digitalSignature),
        LOGIN(KeyUsage.digitalSignature);

        private final int keyUsage;

        Use(int keyUsage) {
            this.keyUsage = keyUsage;
        }
    }

    private X509Certificate certificate(X500Name subject, PublicKey key, Instant from, Instant until, Use use)
            throws GeneralSecurityException {
        boolean own = use == Use.AUTHORITY;
        X500Name issuer = own
                ? subject
                : X500Name.getInstance(root.getSubjectX500Principal().getEncoded());
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer, new BigInteger(127, RANDOM), Date.from(from), Date.from(until), subject, key);
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(own));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(use.keyUsage));
            builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(rootKeys.getPublic()));
            if (use == Use.TIME_STAMPING) {
                builder.addExtension(
                        Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
            }
            if (use == Use.LOGIN) {
                builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer()));
    }

    private ContentSigner signer() {
        try {
            return new JcaContentSignerBuilder(kind.signature()).build(rootKeys.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("the platform can't sign with keys of kind " + kind, e);
        }
    }

    private byte[] revocationList(Instant now) {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(
                X500Name.getInstance(root.getSubjectX500Principal().getEncoded()), Date.from(now));
        builder.setNextUpdate(Date.from(now.plus(LIFE)));
        synchronized (revoked) {
            revoked.forEach((serial, when) -> builder.addCRLEntry(serial, Date.from(when), CRLReason.keyCompromise));
        }
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(rootKeys.getPublic()));
            return builder.build(signer()).getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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

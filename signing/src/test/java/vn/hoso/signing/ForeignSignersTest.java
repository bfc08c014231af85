package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.ExternalSigningSupport;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.BERSet;
import org.bouncycastle.asn1.BERTaggedObject;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCRLStore;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.seal.SigningRole;

/** Files as other programs sign them, each with a habit of its own: a signature that is good must not be refused for it. */
class ForeignSignersTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final TestAuthority AUTHORITY = TestAuthority.create(CLOCK, TestAuthority.KeyKind.RSA_2048);
    private static final KeyStoreKey KEY = (KeyStoreKey) AUTHORITY.issue("A");
    static final List<X509Certificate> OWN = List.of(KEY.certificate());
    static final SignatureValidator VALIDATOR =
            SignatureValidator.builder().status(AUTHORITY.status()).clock(CLOCK).build();
    static final String DETACHED = "adbe.pkcs7.detached";

    /** Makes the CMS over what a signature covers. */
    @FunctionalInterface
    interface Signer {
        byte[] sign(byte[] covered)
                throws IOException, GeneralSecurityException, OperatorCreationException, CMSException;
    }

    static byte[] sign(byte[] pdf, String subFilter, Signer signer) {
        try (PDDocument document = Loader.loadPDF(pdf);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDSignature signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(COSName.getPDFName(subFilter));
            Calendar date = Calendar.getInstance(java.util.TimeZone.getTimeZone("UTC"), Locale.ROOT);
            date.setTime(Date.from(NOW));
            signature.setSignDate(date);
            document.addSignature(signature);
            ExternalSigningSupport open = document.saveIncrementalForExternalSigning(bytes);
            open.setSignature(signer.sign(open.getContent().readAllBytes()));
            return bytes.toByteArray();
        } catch (IOException | GeneralSecurityException | OperatorCreationException | CMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sign(Signer signer) {
        return sign(Samples.paper(1, 0), DETACHED, signer);
    }

    private static ContentSigner rsa(String algorithm) throws OperatorCreationException {
        return new JcaContentSignerBuilder(algorithm).build(KEY.privateKey());
    }

    private static JcaSignerInfoGeneratorBuilder info() throws OperatorCreationException {
        return new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
    }

    static CMSSignedDataGenerator plain(List<X509Certificate> certificates)
            throws GeneralSecurityException, OperatorCreationException, CMSException {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(info().build(rsa("SHA256withRSA"), KEY.certificate()));
        generator.addCertificates(new JcaCertStore(certificates));
        return generator;
    }

    static CMSSignedData over(CMSSignedDataGenerator generator, byte[] covered) throws CMSException {
        return generator.generate(new CMSProcessableByteArray(covered), false);
    }

    private static void expect(byte[] pdf, Status status, String... codes) {
        ValidationReport report = VALIDATOR.report("foreign.pdf", pdf);
        assertThat(report.verdict().status()).as(report.text(Locale.ENGLISH)).isEqualTo(status);
        assertThat(SignThenValidateTest.codes(report.verdict())).containsAll(List.of(codes));
        int covered = TamperTest.indexOf(pdf, "/Catalog");
        byte[] changed = pdf.clone();
        changed[covered + 1] ^= 1;
        assertThat(VALIDATOR.report("changed.pdf", changed).verdict().status()).isEqualTo(Status.INVALID);
    }

    @Test
    void aPlainSignatureWithoutTheAttributesOfPades() {
        expect(sign(covered -> over(plain(OWN), covered).getEncoded(ASN1Encoding.DER)), Status.VALID);
    }

    @Test
    void theRootComesAlong() {
        List<X509Certificate> chain = List.of(KEY.certificate(), AUTHORITY.root());
        expect(sign(covered -> over(plain(chain), covered).getEncoded(ASN1Encoding.DER)), Status.VALID);
    }

    @Test
    void lengthsAreIndefinite() {
        List<X509Certificate> chain = List.of(KEY.certificate(), AUTHORITY.root());
        expect(sign(covered -> indefinite(over(plain(chain), covered))), Status.VALID);
    }

    private static byte[] indefinite(CMSSignedData cms) throws IOException {
        SignedData data = SignedData.getInstance(cms.toASN1Structure().getContent());
        ASN1EncodableVector certificates = new ASN1EncodableVector();
        data.getCertificates().forEach(certificates::add);
        BERSequence content = new BERSequence(new ASN1Encodable[] {
            data.getVersion(),
            data.getDigestAlgorithms(),
            new BERSequence(data.getEncapContentInfo().getContentType()),
            new BERTaggedObject(false, 0, new BERSet(certificates)),
            data.getSignerInfos()
        });
        return new BERSequence(
                        new ASN1Encodable[] {cms.toASN1Structure().getContentType(), new BERTaggedObject(0, content)})
                .getEncoded(ASN1Encoding.BER);
    }

    @Test
    void theSignerIsNamedByTheIdentifierOfTheKey() {
        expect(
                sign(covered -> {
                    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
                    byte[] identifier = new JcaX509ExtensionUtils()
                            .createSubjectKeyIdentifier(KEY.certificate().getPublicKey())
                            .getKeyIdentifier();
                    generator.addSignerInfoGenerator(info().build(rsa("SHA256withRSA"), identifier));
                    generator.addCertificates(new JcaCertStore(OWN));
                    return over(generator, covered).getEncoded(ASN1Encoding.DER);
                }),
                Status.VALID);
    }

    /** As PDF 1.3 had it: the CMS holds the SHA-1 of the file, and signs that with a stronger digest. */
    @Test
    void theCmsHoldsADigest() {
        byte[] signed = sign(Samples.paper(1, 0), "adbe.pkcs7.sha1", covered -> {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(covered);
            return plain(OWN)
                    .generate(new CMSProcessableByteArray(digest), true)
                    .getEncoded(ASN1Encoding.DER);
        });
        expect(signed, Status.VALID);
    }

    /** As Adobe's programs keep what they know of revocation: lists in the CMS, or in a signed attribute. */
    @Test
    void listsOfRevokedCertificatesComeAlong() {
        byte[] list = AUTHORITY.status().crls().get(0);
        expect(
                sign(covered -> {
                    CMSSignedDataGenerator generator = plain(OWN);
                    generator.addCRLs(new JcaCRLStore(List.of((X509CRL)
                            CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(list)))));
                    return over(generator, covered).getEncoded(ASN1Encoding.DER);
                }),
                Status.VALID);
        expect(
                sign(covered -> {
                    DERTaggedObject lists =
                            new DERTaggedObject(true, 0, new DERSequence(ASN1Primitive.fromByteArray(list)));
                    ASN1EncodableVector attributes = new ASN1EncodableVector();
                    attributes.add(new Attribute(
                            new ASN1ObjectIdentifier("1.2.840.113583.1.1.8"), new DERSet(new DERSequence(lists))));
                    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
                    generator.addSignerInfoGenerator(info().setSignedAttributeGenerator(
                                    new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
                            .build(rsa("SHA256withRSA"), KEY.certificate()));
                    generator.addCertificates(new JcaCertStore(OWN));
                    return over(generator, covered).getEncoded(ASN1Encoding.DER);
                }),
                Status.VALID);
    }

    /** RFC 5652, 5.4 wants the attributes sorted where they are signed. Who signs them as written signs what is there. */
    @Test
    void signedAttributesAreSignedAsTheyAreWritten() {
        expect(sign(covered -> unsorted(covered, true)), Status.VALID_BUT, "CMS_SLOPPY");
        expect(sign(covered -> unsorted(covered, false)), Status.VALID_BUT, "CMS_SLOPPY");
    }

    private static byte[] unsorted(byte[] covered, boolean signedSo) throws IOException, GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(covered);
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(CMSAttributes.messageDigest, new DERSet(new DEROctetString(digest))));
        attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(NOW)))));
        attributes.add(new Attribute(CMSAttributes.contentType, new DERSet(CMSObjectIdentifiers.data)));
        ASN1Set written = new DLSet(attributes);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KEY.privateKey());
        signature.update(written.getEncoded(signedSo ? ASN1Encoding.DL : ASN1Encoding.DER));
        X509Certificate certificate = KEY.certificate();
        AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
        DLSequence signer = new DLSequence(new ASN1Encodable[] {
            new ASN1Integer(1),
            new IssuerAndSerialNumber(
                    new JcaX509CertificateHolder(certificate).getIssuer(), certificate.getSerialNumber()),
            sha256,
            new DLTaggedObject(false, 0, written),
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
            new DEROctetString(signature.sign())
        });
        DLSequence data = new DLSequence(new ASN1Encodable[] {
            new ASN1Integer(1),
            new DERSet(sha256),
            new DERSequence(CMSObjectIdentifiers.data),
            new DERTaggedObject(false, 0, new DERSet(ASN1Primitive.fromByteArray(certificate.getEncoded()))),
            new DLSet(signer)
        });
        return new DLSequence(new ASN1Encodable[] {CMSObjectIdentifiers.signedData, new DLTaggedObject(true, 0, data)})
                .getEncoded(ASN1Encoding.DL);
    }

    @Test
    void digitsAreSmallAndALineEndFollows() {
        byte[] signed = sign(covered -> over(plain(OWN), covered).getEncoded(ASN1Encoding.DER));
        String text = new String(signed, StandardCharsets.ISO_8859_1);
        int start = text.indexOf("/Contents <") + "/Contents <".length();
        int end = text.indexOf('>', start);
        String small =
                text.substring(0, start) + text.substring(start, end).toLowerCase(Locale.ROOT) + text.substring(end);
        expect((small + "\r\n").getBytes(StandardCharsets.ISO_8859_1), Status.VALID);
    }

    @Test
    void theFileIsEncryptedAndOpensWithoutAPassword() throws IOException {
        byte[] signed =
                sign(encrypted(), DETACHED, covered -> over(plain(OWN), covered).getEncoded(ASN1Encoding.DER));
        // The library encrypts the zeros that fill the room for the signature; those who know how leave them zeros.
        String text = new String(signed, StandardCharsets.ISO_8859_1);
        int start = text.indexOf("/Contents <") + "/Contents <".length();
        int end = text.indexOf('>', start);
        byte[] contents = java.util.HexFormat.of().parseHex(text.substring(start, end));
        int used = start + 2 * vn.hoso.signing.internal.Asn1Length.of(contents);
        java.util.Arrays.fill(signed, used, end, (byte) '0');
        expect(signed, Status.VALID);
    }

    /** A form of which its maker has said that a reader may fill it in. */
    static byte[] formWithUsageRights() throws IOException {
        try (PDDocument document = Loader.loadPDF(Samples.paper(1, 0));
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDSignature rights = new PDSignature();
            rights.setByteRange(new int[] {0, 10, 20, 30});
            rights.setContents(new byte[] {1, 2, 3});
            COSDictionary permissions = new COSDictionary();
            permissions.setItem(COSName.getPDFName("UR3"), rights);
            document.getDocumentCatalog().getCOSObject().setItem(COSName.PERMS, permissions);
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    /** Forms may carry a signature of their maker that lets a reader fill them in: nobody has signed such a file yet. */
    @Test
    void aFormWithUsageRightsIsUnsigned() throws IOException {
        assertThat(VALIDATOR.report("form.pdf", formWithUsageRights()).verdict().status())
                .isEqualTo(Status.UNSIGNED);
    }

    /** Other curves and other digests than ours. */
    @ParameterizedTest
    @CsvSource({
        "Ed25519, Ed25519, Ed25519",
        "Ed448, Ed448, Ed448",
        "EC, brainpoolP256r1, SHA256withECDSA",
        "EC, secp521r1, SHA512withECDSA",
        "EC, P-256, SHA3-256withECDSA",
        "RSA, 3072, SHA3-512withRSA"
    })
    void keysAndDigestsAreOfOtherKinds(String algorithm, String parameters, String method)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        BouncyCastleProvider provider = new BouncyCastleProvider();
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
        if (algorithm.equals("EC")) {
            generator.initialize(new ECGenParameterSpec(parameters));
        } else if (algorithm.equals("RSA")) {
            generator.initialize(Integer.parseInt(parameters));
        }
        KeyPair keys = generator.generateKeyPair();
        ContentSigner signer =
                new JcaContentSignerBuilder(method).setProvider(provider).build(keys.getPrivate());
        X500Name name = new X500Name("CN=" + parameters);
        X509CertificateHolder certificate = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(NOW.minusSeconds(60)),
                        Date.from(NOW.plusSeconds(60)),
                        name,
                        keys.getPublic())
                .build(signer);
        byte[] signed = sign(covered -> {
            CMSSignedDataGenerator cms = new CMSSignedDataGenerator();
            cms.addSignerInfoGenerator(info().build(signer, certificate));
            cms.addCertificate(certificate);
            return over(cms, covered).getEncoded(ASN1Encoding.DER);
        });
        ValidationReport report = SignatureValidator.builder()
                .trustAnchors(List.of(new JcaX509CertificateConverter().getCertificate(certificate)))
                .clock(CLOCK)
                .build()
                .report("other.pdf", signed);
        assertThat(report.verdict().status()).as(report.text(Locale.ENGLISH)).isEqualTo(Status.VALID);
    }

    @Test
    void ourSignerRefusesAnEncryptedFile(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("encrypted.pdf"), encrypted());
        PadesSigner signer =
                PadesSigner.builder().key(KEY).clock(CLOCK).appearance(false).build();
        assertThatThrownBy(() -> signer.sign(file, folder.resolve("out.pdf"), SigningRole.AGENCY, NOW))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.ENCRYPTED));
    }

    private static byte[] encrypted() throws IOException {
        try (PDDocument document = Loader.loadPDF(Samples.paper(1, 0));
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", "", new AccessPermission());
            policy.setEncryptionKeyLength(256);
            document.protect(policy);
            document.save(bytes);
            return bytes.toByteArray();
        }
    }
}

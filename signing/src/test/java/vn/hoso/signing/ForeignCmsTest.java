package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import vn.hoso.seal.SealVerdict.Status;

/** What others put into the CMS and the dictionary of a signature: states of certificates, long chains, time-stamps. */
class ForeignCmsTest {
    private static final Chain ROOT = Chain.root("Root");
    private static final Chain AUTHORITY = ROOT.authority("Authority");
    private static final Chain SIGNER = AUTHORITY.signer("Signer");
    private static final List<X509Certificate> CERTIFICATES = List.of(SIGNER.certificate(), AUTHORITY.certificate());
    private static final ASN1ObjectIdentifier REVOCATION = new ASN1ObjectIdentifier("1.2.840.113583.1.1.8");
    private static final SignatureValidator VALIDATOR = SignatureValidator.builder()
            .trustAnchors(List.of(ROOT.certificate()))
            .clock(Samples.CLOCK)
            .build();

    private static byte[] sign(Attribute... attributes) {
        return ForeignSignersTest.sign(
                Samples.paper(1, 0),
                ForeignSignersTest.DETACHED,
                covered -> cms(SIGNER, CERTIFICATES, covered, attributes));
    }

    private static byte[] cms(Chain signer, List<X509Certificate> certificates, byte[] covered, Attribute... attributes)
            throws IOException, GeneralSecurityException, OperatorCreationException, CMSException {
        ASN1EncodableVector extra = new ASN1EncodableVector();
        for (Attribute attribute : attributes) {
            extra.add(attribute);
        }
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
                        new JcaDigestCalculatorProviderBuilder().build())
                .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(new AttributeTable(extra)))
                .build(signer.signer(), signer.certificate()));
        generator.addCertificates(new JcaCertStore(certificates));
        return ForeignSignersTest.over(generator, covered).getEncoded(ASN1Encoding.DER);
    }

    private static Attribute attribute(ASN1ObjectIdentifier kind, ASN1Encodable value) {
        return new Attribute(kind, new DERSet(value));
    }

    private static void expect(byte[] pdf, Status status, String... codes) {
        ValidationReport report = VALIDATOR.report("foreign.pdf", pdf);
        assertThat(report.verdict().status()).as(report.text(Locale.ENGLISH)).isEqualTo(status);
        assertThat(SignThenValidateTest.codes(report.verdict()))
                .as(report.text(Locale.ENGLISH))
                .containsExactlyInAnyOrder(codes);
    }

    /** As Adobe's programs do where they are asked to: signed with the rest, so that nobody can take them away. */
    @Test
    void statesOfCertificatesAreSigned() throws IOException {
        ASN1Encodable lists =
                new DERTaggedObject(true, 0, new DERSequence(ASN1Primitive.fromByteArray(ROOT.revocationList())));
        ASN1Encodable answer = new DERTaggedObject(
                true, 1, new DERSequence(AUTHORITY.state(SIGNER.certificate(), CertificateStatus.GOOD)));
        expect(sign(), Status.VALID_BUT, "REVOCATION_UNKNOWN");
        expect(sign(attribute(REVOCATION, new DERSequence(new ASN1Encodable[] {lists, answer}))), Status.VALID);
        ASN1Encodable bad = new DERTaggedObject(
                true,
                1,
                new DERSequence(AUTHORITY.state(
                        SIGNER.certificate(),
                        new RevokedStatus(Date.from(Samples.CLOCK.instant().minusSeconds(7200)), 1))));
        expect(
                sign(attribute(REVOCATION, new DERSequence(new ASN1Encodable[] {lists, bad}))),
                Status.INVALID,
                "REVOKED");
    }

    @Test
    void theChainIsLong() {
        Chain last = ROOT;
        List<X509Certificate> chain = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            last = last.authority("Authority " + i);
            chain.add(0, last.certificate());
        }
        Chain signer = last.signer("Far away");
        chain.add(0, signer.certificate());
        expect(
                ForeignSignersTest.sign(
                        Samples.paper(1, 0), ForeignSignersTest.DETACHED, covered -> cms(signer, chain, covered)),
                Status.VALID_BUT,
                "REVOCATION_UNKNOWN");
    }

    /** RFC 2634, by which signers named their certificate before RFC 5035: with its SHA-1. */
    @Test
    void theCertificateIsNamedByItsOldDigest() throws GeneralSecurityException {
        byte[] digest =
                MessageDigest.getInstance("SHA-1").digest(SIGNER.certificate().getEncoded());
        expect(
                sign(attribute(
                        PKCSObjectIdentifiers.id_aa_signingCertificate, new SigningCertificate(new ESSCertID(digest)))),
                Status.VALID_BUT,
                "REVOCATION_UNKNOWN");
    }

    /** CAdES with a content-time-stamp: a proof that the file is older than its signature. */
    @Test
    void theContentIsStampedBeforeItIsSigned() {
        TestAuthority stamps = Samples.authority();
        byte[] signed = ForeignSignersTest.sign(Samples.paper(1, 0), "ETSI.CAdES.detached", covered -> {
            byte[] stamp = stamps.timeStamper()
                    .stamp("SHA-256", MessageDigest.getInstance("SHA-256").digest(covered));
            return cms(
                    SIGNER,
                    CERTIFICATES,
                    covered,
                    attribute(PKCSObjectIdentifiers.id_aa_ets_contentTimestamp, ASN1Primitive.fromByteArray(stamp)));
        });
        expect(signed, Status.VALID_BUT, "REVOCATION_UNKNOWN", "TIME_STAMP_UNTRUSTED");
    }

    /** PDF 1.3 to 1.7: the signature alone, the certificates beside it. */
    @Test
    void theSignatureIsNoCms() {
        KeyStoreKey key = (KeyStoreKey) TestAuthority.create(Samples.CLOCK, TestAuthority.KeyKind.RSA_2048)
                .issue("Old");
        byte[] signed = sign(
                Samples.paper(1, 0),
                signature -> {
                    signature.setSubFilter(PDSignature.SUBFILTER_ADBE_X509_RSA_SHA1);
                    signature.getCOSObject().setItem(COSName.CERT, new COSString(encoded(key.certificate())));
                },
                covered -> {
                    Signature rsa = Signature.getInstance("SHA1withRSA");
                    rsa.initSign(key.privateKey());
                    rsa.update(covered);
                    return new DEROctetString(rsa.sign()).getEncoded();
                });
        expect(signed, Status.INDETERMINATE, "WEAK_ALGORITHM");
        signed[TamperTest.indexOf(signed, "/Catalog") + 1] ^= 1;
        expect(signed, Status.INVALID, "SIG_CRYPTO_FAILURE");
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sign(byte[] pdf, Consumer<PDSignature> how, ForeignSignersTest.Signer signer) {
        try (PDDocument document = Loader.loadPDF(pdf);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                SignatureOptions options = new SignatureOptions()) {
            PDSignature signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED);
            how.accept(signature);
            options.setPreferredSignatureSize(40_000);
            document.addSignature(signature, options);
            var open = document.saveIncrementalForExternalSigning(bytes);
            open.setSignature(signer.sign(open.getContent().readAllBytes()));
            return bytes.toByteArray();
        } catch (IOException | GeneralSecurityException | OperatorCreationException | CMSException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who made the signature, as Adobe's programs tell; and much more room than the signature needs. */
    @Test
    void theProgramTellsOfItselfAndTakesRoom() {
        COSDictionary build = new COSDictionary();
        COSDictionary app = new COSDictionary();
        app.setName(COSName.NAME, "Some Program");
        build.setItem(COSName.APP, app);
        build.setItem(COSName.FILTER, app);
        expect(
                sign(
                        Samples.paper(1, 0),
                        s -> s.getCOSObject().setItem(COSName.PROP_BUILD, build),
                        covered -> cms(SIGNER, CERTIFICATES, covered)),
                Status.VALID_BUT,
                "REVOCATION_UNKNOWN");
    }

    /** Forms of which their maker has said that a reader may fill and sign them, and somebody has. */
    @Test
    void usageRightsStandBesideASignature() throws IOException {
        byte[] form = ForeignSignersTest.formWithUsageRights();
        expect(
                ForeignSignersTest.sign(
                        form, ForeignSignersTest.DETACHED, covered -> cms(SIGNER, CERTIFICATES, covered)),
                Status.VALID_BUT,
                "REVOCATION_UNKNOWN");
    }

    @Test
    void linesEndBehindTheEnd() {
        byte[] signed = sign();
        for (String tail : List.of("\n", "\r\n", "\r", " \n", "\n\n")) {
            expect(
                    (new String(signed, StandardCharsets.ISO_8859_1) + tail).getBytes(StandardCharsets.ISO_8859_1),
                    Status.VALID_BUT,
                    "REVOCATION_UNKNOWN");
        }
    }
}

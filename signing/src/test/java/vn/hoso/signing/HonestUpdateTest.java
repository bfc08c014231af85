package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;

import eu.europa.esig.dss.enumerations.CertificationPermission;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.PAdESTimestampParameters;
import eu.europa.esig.dss.pades.SignatureImageParameters;
import eu.europa.esig.dss.pades.SignatureImageTextParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationRubberStamp;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.hoso.seal.SealVerdict.Status;

/** What other programs and their users do with a signed file: certify, fill in, sign again. And where that ends. */
class HonestUpdateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final TestAuthority AUTHORITY = TestAuthority.create(CLOCK, TestAuthority.KeyKind.P_256);
    private static final SignatureValidator VALIDATOR =
            SignatureValidator.builder().status(AUTHORITY.status()).clock(CLOCK).build();
    static final Box NOWHERE = new Box("", 0, 0, 0, 0);

    /** A place on page 1, from its top left corner; or a field that is there. */
    record Box(String field, float x, float y, float width, float height) {}

    @FunctionalInterface
    interface Change {
        void to(PDDocument document) throws IOException;
    }

    /** A page with a line of text, a text field, and an empty signature field that can be seen. */
    static byte[] form() throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            PDType1Font font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.setFont(font, 14);
                content.beginText();
                content.newLineAtOffset(72, 700);
                content.showText("The sum of 1,000,000 dong is paid to the applicant");
                content.endText();
            }
            PDAcroForm form = new PDAcroForm(document);
            document.getDocumentCatalog().setAcroForm(form);
            PDResources resources = new PDResources();
            resources.put(COSName.HELV, font);
            form.setDefaultResources(resources);
            form.setDefaultAppearance("/Helv 12 Tf 0 g");
            PDTextField text = new PDTextField(form);
            text.setPartialName("name");
            place(text.getWidgets().get(0), page, new PDRectangle(72, 600, 200, 20));
            PDSignatureField signature = new PDSignatureField(form);
            signature.setPartialName("officer");
            place(signature.getWidgets().get(0), page, new PDRectangle(300, 100, 200, 60));
            form.setFields(List.of(text, signature));
            text.setValue("");
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    static void place(PDAnnotationWidget widget, PDPage page, PDRectangle rectangle) throws IOException {
        widget.setRectangle(rectangle);
        widget.setPage(page);
        widget.setPrinted(true);
        page.getAnnotations().add(widget);
    }

    static byte[] sign(byte[] pdf, @Nullable CertificationPermission certify, Box place) throws IOException {
        return sign(pdf, certify, place, AUTHORITY.issue("A"), DigestAlgorithm.SHA256);
    }

    static byte[] sign(
            byte[] pdf, @Nullable CertificationPermission certify, Box place, SigningKey key, DigestAlgorithm digest)
            throws IOException {
        SigningSettings settings = SigningSettings.of(key, null, SignatureLevel.B, null, AUTHORITY.status(), CLOCK);
        Dss.start();
        PAdESSignatureParameters parameters = new PAdESSignatureParameters();
        settings.apply(parameters, NOW);
        parameters.setSignatureLevel(settings.padesLevel());
        parameters.setPermission(certify);
        parameters.setDigestAlgorithm(digest);
        if (!place.equals(NOWHERE)) {
            SignatureImageTextParameters text = new SignatureImageTextParameters();
            text.setText("SIGNED");
            text.setBackgroundColor(Color.WHITE);
            SignatureImageParameters image = new SignatureImageParameters();
            image.setTextParameters(text);
            if (place.field().isEmpty()) {
                image.getFieldParameters().setPage(1);
                image.getFieldParameters().setOriginX(place.x());
                image.getFieldParameters().setOriginY(place.y());
                image.getFieldParameters().setWidth(place.width());
                image.getFieldParameters().setHeight(place.height());
            } else {
                image.getFieldParameters().setFieldId(place.field());
            }
            parameters.setImageParameters(image);
        }
        PAdESService service = new PAdESService(settings.verifier());
        InMemoryDocument document = new InMemoryDocument(pdf, "form.pdf");
        byte[] toSign = service.getDataToSign(document, parameters).getBytes();
        DSSDocument signed = service.signDocument(
                document,
                parameters,
                new SignatureValue(parameters.getSignatureAlgorithm(), value(key, toSign, digest)));
        try (InputStream in = signed.openStream()) {
            return in.readAllBytes();
        }
    }

    private static byte[] value(SigningKey key, byte[] data, DigestAlgorithm digest) {
        try {
            Signature signature =
                    Signature.getInstance(digest == DigestAlgorithm.SHA1 ? "SHA1withECDSA" : "SHA256withECDSA");
            signature.initSign(((KeyStoreKey) key).privateKey());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] update(byte[] signed, Change change) throws IOException {
        try (PDDocument document = Loader.loadPDF(signed);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            change.to(document);
            document.saveIncremental(bytes);
            return bytes.toByteArray();
        }
    }

    static byte[] fill(byte[] signed) throws IOException {
        return update(signed, document -> {
            PDTextField field =
                    (PDTextField) document.getDocumentCatalog().getAcroForm().getField("name");
            field.setValue("Nguyen Van An");
            field.getCOSObject().setNeedToBeUpdated(true);
            field.getWidgets().get(0).getAppearance().getCOSObject().setNeedToBeUpdated(true);
            field.getWidgets()
                    .get(0)
                    .getAppearance()
                    .getNormalAppearance()
                    .getAppearanceStream()
                    .getCOSObject()
                    .setNeedToBeUpdated(true);
        });
    }

    static void expect(byte[] pdf, Status status, String... codes) {
        ValidationReport report = VALIDATOR.report("form.pdf", pdf);
        assertThat(report.verdict().status()).as(report.text(Locale.ENGLISH)).isEqualTo(status);
        assertThat(SignThenValidateTest.codes(report.verdict())).contains(codes);
    }

    @Test
    void aFormIsFilledInAfterCertification() throws IOException {
        byte[] certified = sign(form(), CertificationPermission.MINIMAL_CHANGES_PERMITTED, NOWHERE);
        expect(certified, Status.VALID);
        expect(fill(certified), Status.VALID_BUT, "FORM_FILLED");
        expect(sign(fill(certified), null, NOWHERE), Status.VALID_BUT, "FORM_FILLED");
    }

    @Test
    void aFormThatNobodyCertifiedIsForAPersonToJudge() throws IOException {
        expect(fill(sign(form(), null, NOWHERE)), Status.INDETERMINATE, "FORM_CHANGED");
    }

    @Test
    void aFieldIsMarkedAsNotToBeFilledInAnyMore() throws IOException {
        byte[] marked = update(sign(form(), null, NOWHERE), document -> {
            PDTextField field =
                    (PDTextField) document.getDocumentCatalog().getAcroForm().getField("name");
            field.setReadOnly(true);
            field.getCOSObject().setNeedToBeUpdated(true);
        });
        expect(sign(marked, null, NOWHERE), Status.VALID);
    }

    @Test
    void aLockedFormIsFilledIn() throws IOException {
        byte[] locked = sign(form(), CertificationPermission.NO_CHANGE_PERMITTED, NOWHERE);
        expect(fill(locked), Status.INVALID, "LOCK_BROKEN");
    }

    @Test
    void aFieldThatWasLeftForASignatureIsSigned() throws IOException {
        Box field = new Box("officer", 0, 0, 0, 0);
        expect(sign(sign(form(), null, NOWHERE), null, field), Status.VALID);
        byte[] certified = sign(form(), CertificationPermission.MINIMAL_CHANGES_PERMITTED, NOWHERE);
        expect(sign(certified, null, field), Status.VALID);
    }

    @Test
    void signaturesStandBesideEachOther() throws IOException {
        byte[] first = sign(form(), null, new Box("", 50, 50, 150, 40));
        expect(sign(first, null, new Box("", 350, 50, 150, 40)), Status.VALID);
    }

    @Test
    void aSignatureIsPaintedOverText() throws IOException {
        byte[] first = sign(form(), null, NOWHERE);
        expect(sign(first, null, new Box("", 70, 120, 300, 40)), Status.VALID_BUT, "CONTENT_COVERED");
    }

    @Test
    void aSignatureSneaksIntoWhatWasCertified() throws IOException {
        byte[] certified = sign(form(), CertificationPermission.MINIMAL_CHANGES_PERMITTED, NOWHERE);
        expect(sign(certified, null, NOWHERE), Status.VALID);
        expect(
                sign(certified, null, new Box("", 70, 120, 300, 40)),
                Status.INDETERMINATE,
                "VISIBLE_SIGNATURE_ADDED",
                "CONTENT_COVERED");
    }

    @Test
    void anAnnotationHidesWhatWasCertified() throws IOException {
        byte[] certified = sign(form(), CertificationPermission.CHANGES_PERMITTED, NOWHERE);
        byte[] annotated = update(certified, document -> {
            PDPage page = document.getPage(0);
            PDAnnotationRubberStamp stamp = new PDAnnotationRubberStamp();
            stamp.setRectangle(new PDRectangle(70, 690, 300, 30));
            page.getAnnotations().add(stamp);
            page.getCOSObject().setNeedToBeUpdated(true);
        });
        expect(annotated, Status.INDETERMINATE, "ANNOTATIONS_ADDED");
    }

    @Test
    void anOldDigestIsWeak() throws IOException {
        byte[] weak = sign(form(), null, NOWHERE, AUTHORITY.issue("A"), DigestAlgorithm.SHA1);
        expect(weak, Status.INDETERMINATE, "WEAK_ALGORITHM");
    }

    @Test
    void aCertificateForLoggingInDoesNotSign() throws IOException {
        byte[] signed = sign(form(), null, NOWHERE, AUTHORITY.issueForLogin("A"), DigestAlgorithm.SHA256);
        expect(signed, Status.INDETERMINATE, "WRONG_USAGE");
    }

    /** As Adobe's programs add what they know: certificates and lists for the whole file, and no word whose they are. */
    @Test
    void dataForValidationFollow() throws IOException {
        byte[] withData = update(sign(form(), null, NOWHERE), document -> {
            COSDictionary store = new COSDictionary();
            store.setItem(COSName.getPDFName("Certs"), streams(document, encoded(AUTHORITY.root())));
            store.setItem(
                    COSName.getPDFName("CRLs"),
                    streams(document, AUTHORITY.status().crls().get(0)));
            COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
            catalog.setItem(COSName.getPDFName("DSS"), store);
            catalog.setNeedToBeUpdated(true);
        });
        expect(withData, Status.VALID_BUT, "UNCOVERED_VALIDATION_DATA");
        expect(sign(withData, null, NOWHERE), Status.VALID);
    }

    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    static COSArray streams(PDDocument document, byte[] content) throws IOException {
        COSArray array = new COSArray();
        array.add(new PDStream(document, new ByteArrayInputStream(content)).getCOSObject());
        return array;
    }

    @Test
    void aFileIsStampedOnly() throws IOException {
        byte[] stamped = stamp(form());
        expect(stamped, Status.VALID);
        expect(stamp(stamped), Status.VALID);
        expect(sign(stamped, null, NOWHERE), Status.VALID);
        expect(fill(stamped), Status.INDETERMINATE, "FORM_CHANGED");
    }

    static byte[] stamp(byte[] pdf) throws IOException {
        Dss.start();
        PAdESService service = new PAdESService(Dss.offlineVerifier());
        service.setTspSource(SigningSettings.timeStamps(AUTHORITY.timeStamper()));
        PAdESTimestampParameters parameters = new PAdESTimestampParameters(DigestAlgorithm.SHA256);
        try (InputStream in = service.timestamp(new InMemoryDocument(pdf, "form.pdf"), parameters)
                .openStream()) {
            return in.readAllBytes();
        }
    }
}

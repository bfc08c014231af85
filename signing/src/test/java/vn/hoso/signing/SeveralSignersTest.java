package vn.hoso.signing;

import static vn.hoso.signing.HonestUpdateTest.AUTHORITY;
import static vn.hoso.signing.HonestUpdateTest.NOWHERE;
import static vn.hoso.signing.HonestUpdateTest.expect;
import static vn.hoso.signing.HonestUpdateTest.fill;
import static vn.hoso.signing.HonestUpdateTest.form;
import static vn.hoso.signing.HonestUpdateTest.streams;
import static vn.hoso.signing.HonestUpdateTest.update;

import eu.europa.esig.dss.enumerations.CertificationPermission;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hoso.seal.SealVerdict.Status;

/** Files that go through several hands, and what each may still do to them: certified, locked, commented, kept for long. */
class SeveralSignersTest {
    private static final COSName LOCK = COSName.getPDFName("Lock");

    private static byte[] changed(byte[] pdf, HonestUpdateTest.Change change) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            change.to(document);
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static void addField(PDDocument document, int page, String name, PDRectangle place) throws IOException {
        PDAcroForm form = document.getDocumentCatalog().getAcroForm();
        PDSignatureField field = new PDSignatureField(form);
        field.setPartialName(name);
        HonestUpdateTest.place(field.getWidgets().get(0), document.getPage(page), place);
        List<org.apache.pdfbox.pdmodel.interactive.form.PDField> fields = form.getFields();
        fields.add(field);
        form.setFields(fields);
    }

    private static byte[] sign(byte[] pdf, String field, String signer) throws IOException {
        return HonestUpdateTest.sign(
                pdf,
                null,
                new HonestUpdateTest.Box(field, 0, 0, 0, 0),
                AUTHORITY.issue(signer),
                DigestAlgorithm.SHA256);
    }

    @Test
    void oneCertifiesAndSeveralApproveOnSeveralPages() throws IOException {
        byte[] prepared = changed(form(), document -> {
            document.addPage(new PDPage(PDRectangle.A4));
            document.addPage(new PDPage(PDRectangle.A4));
            addField(document, 1, "second", new PDRectangle(300, 100, 200, 60));
            addField(document, 2, "third", new PDRectangle(300, 100, 200, 60));
        });
        byte[] certified = HonestUpdateTest.sign(prepared, CertificationPermission.MINIMAL_CHANGES_PERMITTED, NOWHERE);
        byte[] signed = sign(sign(sign(fill(certified), "officer", "B"), "second", "C"), "third", "D");
        expect(signed, Status.VALID_BUT, "FORM_FILLED");
        expect(sign(sign(sign(prepared, "third", "B"), "second", "C"), "officer", "D"), Status.VALID);
    }

    /** A field with /Lock: who signs there closes fields (ISO 32000-2, 12.7.5.5). */
    private static byte[] locking(String action, String... fields) throws IOException {
        return changed(form(), document -> {
            PDAcroForm form = document.getDocumentCatalog().getAcroForm();
            COSDictionary lock = new COSDictionary();
            lock.setName(COSName.TYPE, "SigFieldLock");
            lock.setName("Action", action);
            if (fields.length > 0) {
                COSArray names = new COSArray();
                for (String field : fields) {
                    names.add(new COSString(field));
                }
                lock.setItem("Fields", names);
            }
            form.getField("officer").getCOSObject().setItem(LOCK, lock);
        });
    }

    @ParameterizedTest
    @CsvSource({"All,", "Include,name", "Exclude,other"})
    void aLockedFieldIsFilledIn(String action, String field) throws IOException {
        byte[] form = field == null ? locking(action) : locking(action, field);
        byte[] certified = HonestUpdateTest.sign(form, CertificationPermission.MINIMAL_CHANGES_PERMITTED, NOWHERE);
        byte[] signed = sign(certified, "officer", "B");
        expect(signed, Status.VALID);
        expect(fill(signed), Status.INVALID, "LOCK_BROKEN");
    }

    @ParameterizedTest
    @CsvSource({"Include,other", "Exclude,name"})
    void anOpenFieldIsFilledIn(String action, String field) throws IOException {
        byte[] certified = HonestUpdateTest.sign(
                locking(action, field), CertificationPermission.MINIMAL_CHANGES_PERMITTED, NOWHERE);
        expect(fill(sign(certified, "officer", "B")), Status.VALID_BUT, "FORM_FILLED");
    }

    /** A note is what DocMDP 3 allows, and still nobody signed it: a person decides. */
    @Test
    void aCertifiedFileIsCommented() throws IOException {
        byte[] certified = HonestUpdateTest.sign(form(), CertificationPermission.CHANGES_PERMITTED, NOWHERE);
        byte[] noted = update(certified, document -> {
            PDPage page = document.getPage(0);
            PDAnnotationText note = new PDAnnotationText();
            note.setContents("Seen");
            note.setRectangle(new PDRectangle(500, 800, 20, 20));
            page.getAnnotations().add(note);
            page.getCOSObject().setNeedToBeUpdated(true);
        });
        expect(noted, Status.INDETERMINATE, "ANNOTATIONS_ADDED");
        byte[] strict = HonestUpdateTest.sign(form(), CertificationPermission.MINIMAL_CHANGES_PERMITTED, NOWHERE);
        byte[] broken = update(strict, document -> {
            PDPage page = document.getPage(0);
            PDAnnotationText note = new PDAnnotationText();
            note.setRectangle(new PDRectangle(500, 800, 20, 20));
            page.getAnnotations().add(note);
            page.getCOSObject().setNeedToBeUpdated(true);
        });
        expect(broken, Status.INVALID, "LOCK_BROKEN");
    }

    /** As Adobe's programs do it: the data in one update, sorted by signature, a time-stamp in the next, and again. */
    @Test
    void dataAndTimeStampsFollowOneAfterTheOther() throws IOException, GeneralSecurityException {
        byte[] signed = HonestUpdateTest.sign(form(), null, NOWHERE);
        byte[] once = HonestUpdateTest.stamp(withData(signed));
        expect(once, Status.VALID);
        byte[] twice = HonestUpdateTest.stamp(withData(once));
        expect(twice, Status.VALID);
    }

    private static byte[] withData(byte[] signed) throws IOException, GeneralSecurityException {
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        return update(signed, document -> {
            COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
            COSDictionary store = new COSDictionary();
            store.setName(COSName.TYPE, "DSS");
            COSArray certificates = streams(document, HonestUpdateTest.encoded(AUTHORITY.root()));
            COSArray lists = streams(document, AUTHORITY.status().crls().get(0));
            COSDictionary bySignature = new COSDictionary();
            for (PDSignature signature : document.getSignatureDictionaries()) {
                COSDictionary one = new COSDictionary();
                one.setItem("Cert", certificates);
                one.setItem("CRL", lists);
                one.setString("TU", "D:20261122090000+07'00'");
                bySignature.setItem(
                        HexFormat.of()
                                .formatHex(sha1.digest(signature.getContents()))
                                .toUpperCase(Locale.ROOT),
                        one);
            }
            store.setItem("VRI", bySignature);
            store.setItem("Certs", certificates);
            store.setItem("CRLs", lists);
            catalog.setItem("DSS", store);
            COSDictionary extensions = new COSDictionary();
            COSDictionary adobe = new COSDictionary();
            adobe.setName("BaseVersion", "1.7");
            adobe.setInt("ExtensionLevel", 8);
            extensions.setItem("ADBE", adobe);
            catalog.setItem("Extensions", extensions);
            catalog.setNeedToBeUpdated(true);
        });
    }

    @Test
    void theFileIsOfVersionTwo() throws IOException {
        byte[] two = changed(form(), document -> {
            document.setVersion(2.0f);
            document.getDocument().setVersion(2.0f);
            document.getDocumentCatalog().getCOSObject().removeItem(COSName.getPDFName("Info"));
        });
        expect(sign(HonestUpdateTest.sign(two, null, NOWHERE), "officer", "B"), Status.VALID);
    }
}

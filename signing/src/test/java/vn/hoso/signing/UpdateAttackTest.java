package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationSquare;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.seal.SigningRole;

/** Incremental updates after signing, each of the kind of a published attack. */
class UpdateAttackTest {
    private static final TestAuthority AUTHORITY = Samples.authority();
    private static final CertificateStatus STATUS = AUTHORITY.status();
    private static final SignatureValidator VALIDATOR =
            SignatureValidator.builder().status(STATUS).clock(Samples.CLOCK).build();

    @TempDir
    Path folder;

    @FunctionalInterface
    private interface Change {
        void to(PDDocument document) throws IOException;
    }

    private byte[] signed() throws IOException {
        Path unsigned = Samples.write(folder, "paper.pdf", Samples.paper(2, 0));
        Path signed = folder.resolve("signed.pdf");
        PadesSigner.builder()
                .key(AUTHORITY.issue("A"))
                .clock(Samples.CLOCK)
                .build()
                .sign(unsigned, signed, SigningRole.SCANNING_OFFICER, Samples.CLOCK.instant());
        return Files.readAllBytes(signed);
    }

    private static byte[] update(byte[] signed, Change change) throws IOException {
        try (PDDocument document = Loader.loadPDF(signed);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            change.to(document);
            document.saveIncremental(bytes);
            return bytes.toByteArray();
        }
    }

    private void expect(Status status, String code, Change change) throws IOException {
        byte[] changed = update(signed(), change);
        ValidationReport report = VALIDATOR.report("changed", changed);
        SealVerdict verdict = report.verdict();
        assertThat(verdict.status()).as(code).isEqualTo(status);
        assertThat(SignThenValidateTest.codes(verdict)).contains(code);
        assertThat(report.addedAfterwards()).isNotEmpty();
    }

    @Test
    void pageContentChanged() throws IOException {
        expect(Status.INVALID, "CHANGED_AFTER_SIGNING", document -> {
            PDPage page = document.getPage(0);
            try (PDPageContentStream content =
                    new PDPageContentStream(document, page, PDPageContentStream.AppendMode.APPEND, false)) {
                content.addRect(100, 100, 50, 50);
                content.fill();
            }
            page.getCOSObject().setNeedToBeUpdated(true);
        });
    }

    @Test
    void pageAdded() throws IOException {
        expect(Status.INVALID, "PAGES_CHANGED", document -> {
            document.addPage(new PDPage());
            document.getDocumentCatalog()
                    .getCOSObject()
                    .getCOSDictionary(COSName.PAGES)
                    .setNeedToBeUpdated(true);
        });
    }

    @Test
    void pageTurned() throws IOException {
        expect(Status.INVALID, "CHANGED_AFTER_SIGNING", document -> {
            document.getPage(0).setRotation(180);
            document.getPage(0).getCOSObject().setNeedToBeUpdated(true);
        });
    }

    @Test
    void noteAdded() throws IOException {
        expect(Status.INDETERMINATE, "ANNOTATIONS_ADDED", document -> {
            PDAnnotationSquare square = new PDAnnotationSquare();
            square.setRectangle(new PDRectangle(50, 50, 200, 200));
            PDPage page = document.getPage(1);
            page.setAnnotations(List.of(square));
            page.getCOSObject().setNeedToBeUpdated(true);
        });
    }

    @Test
    void attachmentAdded() throws IOException {
        expect(Status.INVALID, "ATTACHMENTS_CHANGED", document -> {
            COSDictionary names = new COSDictionary();
            names.setItem(COSName.getPDFName("JavaScript"), new COSDictionary());
            document.getDocumentCatalog().getCOSObject().setItem(COSName.NAMES, names);
            document.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
        });
    }

    @Test
    void titleChanged() throws IOException {
        expect(Status.INVALID, "METADATA_CHANGED", document -> {
            document.getDocumentInformation().setTitle("another");
            document.getDocumentInformation().getCOSObject().setNeedToBeUpdated(true);
        });
    }

    @Test
    void openActionAdded() throws IOException {
        expect(Status.INVALID, "CHANGED_AFTER_SIGNING", document -> {
            COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
            catalog.setItem(COSName.OPEN_ACTION, new COSArray());
            catalog.setNeedToBeUpdated(true);
        });
    }

    @Test
    void signatureFieldRemoved() throws IOException {
        byte[] changed = update(signed(), document -> {
            COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
            catalog.removeItem(COSName.ACRO_FORM);
            catalog.setNeedToBeUpdated(true);
        });
        assertThat(VALIDATOR.report("removed", changed).verdict().holds()).isFalse();
    }

    @Test
    void everyReasonHasBothSentences() {
        for (ReasonCode code : ReasonCode.values()) {
            SealVerdict.Reason reason = code.reason("fact");
            assertThat(Map.of("en", reason.english(), "vi", reason.vietnamese()))
                    .allSatisfy((language, sentence) ->
                            assertThat(sentence).endsWith(".").doesNotContain("{", "''"));
        }
    }
}

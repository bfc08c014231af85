package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.operator.OperatorCreationException;
import org.junit.jupiter.api.Test;
import vn.hoso.seal.SealVerdict.Status;

/**
 * Cross-references of signed files: those that are written in rare ways, and those that are broken, by accident or because
 * somebody wants readers to repair them into something else.
 */
class CrossReferenceTest {
    private static final UnaryOperator<String> AS_IT_IS = UnaryOperator.identity();

    private static String leadingNowhere(String update) {
        return update.replaceAll("/Prev \\d+", "/Prev 0");
    }

    /** One page, each object written by itself. */
    private static byte[] paper() throws IOException {
        try (PDDocument document = Loader.loadPDF(Samples.paper(1, 0));
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            document.save(bytes, CompressParameters.NO_COMPRESSION);
            return bytes.toByteArray();
        }
    }

    /** Signs, with the update written in another way; all of it is signed. */
    private static byte[] sign(byte[] pdf, UnaryOperator<String> rewrite) {
        byte[] plain = ForeignSignersTest.sign(pdf, ForeignSignersTest.DETACHED, covered -> new byte[100]);
        String update = rewrite.apply(latin(plain).substring(pdf.length));
        int xref = pdf.length + update.lastIndexOf("\nxref\n") + 1;
        update = update.replaceFirst("startxref\\s+\\d+\\s+%%EOF\\s*$", "startxref\n" + xref + "\n%%EOF\n");
        int start = pdf.length + update.indexOf("/Contents <") + "/Contents ".length();
        int end = pdf.length + update.indexOf('>', start - pdf.length) + 1;
        int length = pdf.length + update.length();
        String range = String.format(Locale.ROOT, "/ByteRange [0 %d %d %d]", start, end, length - end);
        int at = update.indexOf("/ByteRange [");
        int room = update.indexOf(']', at) + 1 - at;
        // The library leaves room behind the numbers; what is not needed of it is filled with spaces.
        assertThat(update.substring(at + range.length(), at + Math.max(room, range.length())))
                .isBlank();
        update = update.substring(0, at) + range + update.substring(at + range.length());
        byte[] whole = bytes(latin(pdf) + update);
        byte[] covered = new byte[length - (end - start)];
        System.arraycopy(whole, 0, covered, 0, start);
        System.arraycopy(whole, end, covered, start, length - end);
        String cms = HexFormat.of().formatHex(cms(covered));
        System.arraycopy(bytes(cms), 0, whole, start + 1, cms.length());
        java.util.Arrays.fill(whole, start + 1 + cms.length(), end - 1, (byte) '0');
        return whole;
    }

    private static byte[] cms(byte[] covered) {
        try {
            return ForeignSignersTest.over(ForeignSignersTest.plain(ForeignSignersTest.OWN), covered)
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException | GeneralSecurityException | OperatorCreationException | CMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static UnaryOperator<String> with(String objects) {
        return update -> {
            int xref = update.lastIndexOf("xref\n", update.lastIndexOf("startxref") - 1);
            return update.substring(0, xref) + objects + update.substring(xref);
        };
    }

    /** Another look of page 1. */
    private static String shadow(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            long number = document.getPage(0)
                    .getCOSObject()
                    .getItem(COSName.CONTENTS)
                    .getKey()
                    .getNumber();
            return number + " 0 obj\n<</Length 16>>\nstream\n0 0 300 300 re f\nendstream\nendobj\n";
        }
    }

    private static void expect(Status status, String code, byte[] pdf) {
        ValidationReport report = ForeignSignersTest.VALIDATOR.report("odd.pdf", pdf);
        assertThat(report.verdict().status()).as(report.text(Locale.ENGLISH)).isEqualTo(status);
        assertThat(SignThenValidateTest.codes(report.verdict()).contains(code))
                .as(report.text(Locale.ENGLISH))
                .isEqualTo(!code.isEmpty());
    }

    @Test
    void aSignedUpdateLeadsNowhereAndNothingElseIsToBeFound() throws IOException {
        byte[] first = sign(paper(), AS_IT_IS);
        expect(Status.VALID, "", first);
        expect(Status.VALID, "", sign(first, AS_IT_IS));
        expect(Status.VALID_BUT, "XREF_REBUILT", sign(first, CrossReferenceTest::leadingNowhere));
    }

    @Test
    void whoRepairsFindsAnotherPageInTheUpdate() throws IOException {
        byte[] first = sign(paper(), AS_IT_IS);
        String shadow = shadow(first);
        expect(
                Status.INVALID,
                "CHANGED_AFTER_SIGNING",
                sign(first, with(shadow).andThen(CrossReferenceTest::leadingNowhere)::apply));
        expect(
                Status.INVALID,
                "REVISION_MALFORMED",
                sign(first, with(shadow + shadow).andThen(CrossReferenceTest::leadingNowhere)::apply));
        String inStream = shadow.substring(0, shadow.indexOf(' ')) + " 0 <</Length 0>>";
        String stream = "99 0 obj\n<</Type/Obj#53tm/N 1/First 4/Length " + inStream.length() + ">>\nstream\n" + inStream
                + "\nendstream\nendobj\n";
        expect(
                Status.INVALID,
                "REVISION_MALFORMED",
                sign(first, with(stream).andThen(CrossReferenceTest::leadingNowhere)::apply));
        String trailer = "%trailer <</Root 99 0 R>>\n";
        expect(
                Status.INVALID,
                "REVISION_MALFORMED",
                sign(first, with(trailer).andThen(CrossReferenceTest::leadingNowhere)::apply));
    }

    @Test
    void whoRepairsFindsAnotherPageInWhatWasSigned() throws IOException {
        byte[] paper = paper();
        byte[] prepared = sign(paper, with(shadow(paper)));
        expect(Status.VALID, "", prepared);
        expect(Status.INVALID, "REVISION_MALFORMED", sign(prepared, CrossReferenceTest::leadingNowhere));
        byte[] commented = sign(paper, with("%" + shadow(paper).replace('\n', ' ') + "\n"));
        expect(Status.INVALID, "REVISION_MALFORMED", sign(commented, CrossReferenceTest::leadingNowhere));
    }

    /** As office programs write them: a table for old readers, a stream for objects that those need not know. */
    @Test
    void aTableAndAStreamStandSideBySide() {
        byte[] hybrid = new Writer()
                        .object(1, "<</Type/Catalog/Pages 2 0 R>>")
                        .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
                        .object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources 7 0 R/Contents 4 0 R>>")
                        .stream(4, "", "100 100 50 50 re f")
                        .stream(5, "/Type/ObjStm/N 1/First 4", "7 0 <</ProcSet[/PDF]>>")
                        .hybrid(6, 7, 5)
                        .bytes();
        byte[] signed = sign(hybrid, AS_IT_IS);
        expect(Status.VALID, "", signed);
        expect(Status.VALID, "", sign(signed, AS_IT_IS));
    }

    /** Written for the web: the cross-references of the first page stand in front, and lead to those behind. */
    @Test
    void theFirstPageStandsInFront() {
        byte[] linearized = linearized(0, 0);
        for (int i = 0; i < 2; i++) {
            String text = latin(linearized);
            linearized = linearized(text.indexOf("xref\n"), text.lastIndexOf("\nxref\n") + 1);
        }
        byte[] signed = sign(linearized, AS_IT_IS);
        expect(Status.VALID, "", signed);
        expect(Status.VALID, "", sign(signed, AS_IT_IS));
    }

    private static byte[] linearized(int first, int main) {
        Writer writer = new Writer().object(4, "<</Linearized 1/L 99999/H[0 0]/O 5/E 99999/N 1/T 99999>>");
        String placeholder = "#".repeat(2 * 20);
        writer.text("xref\n4 2\n" + placeholder
                + String.format(Locale.ROOT, "trailer\n<</Size 6/Root 1 0 R/Prev %010d>>\n", main)
                + "startxref\n0\n%%EOF\n");
        writer.stream(5, "", "100 100 50 50 re f")
                .object(1, "<</Type/Catalog/Pages 2 0 R>>")
                .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
                .object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R>>")
                .text("xref\n0 4\n0000000000 65535 f \n" + writer.entry(1) + writer.entry(2) + writer.entry(3)
                        + "trailer\n<</Size 4>>\nstartxref\n" + first + "\n%%EOF\n");
        return bytes(writer.toString().replace(placeholder, writer.entry(4) + writer.entry(5)));
    }

    /** Writes objects and remembers where they are. */
    private static final class Writer {
        private final StringBuilder out = new StringBuilder("%PDF-1.5\n");
        private final java.util.TreeMap<Integer, Integer> offsets = new java.util.TreeMap<>();

        Writer text(String text) {
            out.append(text);
            return this;
        }

        Writer object(int number, String content) {
            offsets.put(number, out.length());
            return text(number + " 0 obj\n" + content + "\nendobj\n");
        }

        Writer stream(int number, String entries, String content) {
            return object(
                    number, "<<" + entries + "/Length " + content.length() + ">>\nstream\n" + content + "\nendstream");
        }

        String entry(int number) {
            return String.format(Locale.ROOT, "%010d 00000 n \n", offsets.get(number));
        }

        /** Ends the file; one object is known to the stream only. */
        Writer hybrid(int xrefStream, int hidden, int holder) {
            int at = out.length();
            String row = String.valueOf(new char[] {2, 0, (char) holder, 0});
            stream(xrefStream, "/Type/XRef/Size 8/W[1 2 1]/Index[" + hidden + " 1]/Root 1 0 R", row);
            int table = out.length();
            text("xref\n0 7\n0000000000 65535 f \n");
            offsets.keySet().forEach(number -> text(entry(number)));
            return text("trailer\n<</Size 8/Root 1 0 R/XRefStm " + at + ">>\nstartxref\n" + table + "\n%%EOF\n");
        }

        byte[] bytes() {
            return CrossReferenceTest.bytes(toString());
        }

        @Override
        public String toString() {
            return out.toString();
        }
    }
}

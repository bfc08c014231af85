package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.bouncycastle.asn1.ASN1Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Status;

/**
 * Forgeries written by hand, byte by byte, as the published attacks have them: universal forgery, wrapping, incremental saving
 * with odd cross-references, shadows prepared before signing, and files that are something else besides. None holds.
 */
class ForgeryTest {
    @TempDir
    static Path folder;

    private static final byte[] PAPER = paper();
    private static final byte[] SIGNED = sign(PAPER);
    private static final String TEXT = latin(SIGNED);

    /** One page; each object stands by itself, so that it can be found and replaced. */
    private static byte[] paper() {
        try (PDDocument document = Loader.loadPDF(Samples.paper(1, 0));
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            document.save(bytes, CompressParameters.NO_COMPRESSION);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sign(byte[] pdf) {
        return ForeignSignersTest.sign(
                pdf,
                ForeignSignersTest.DETACHED,
                covered -> ForeignSignersTest.over(ForeignSignersTest.plain(ForeignSignersTest.OWN), covered)
                        .getEncoded(ASN1Encoding.DER));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** What the first gate refuses costs only that. */
    private static void expectRefused(String pdf) {
        try {
            Path file = Samples.write(folder, "forged.pdf", pdf.getBytes(StandardCharsets.ISO_8859_1));
            SealVerdict verdict = ForeignSignersTest.VALIDATOR.verifyPdf(file);
            assertThat(verdict.holds()).as(verdict.toString()).isFalse();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void expect(Status status, String pdf) {
        ValidationReport report =
                ForeignSignersTest.VALIDATOR.report("forged.pdf", pdf.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(report.verdict().status()).as(report.text(Locale.ENGLISH)).isEqualTo(status);
    }

    private static long number(COSName key) {
        try (PDDocument document = Loader.loadPDF(SIGNED)) {
            COSDictionary page = document.getPage(0).getCOSObject();
            return (key.equals(COSName.PAGE) ? page.getKey() : page.getItem(key).getKey()).getNumber();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An update by hand: one object, and cross-references that lead to it and back. */
    private static String updated(String signed, long number, String object) {
        return updated(signed, number, object, signed.length() + 1, "");
    }

    private static String updated(String signed, long number, String object, int offset, String trailer) {
        String body = signed + "\n" + object;
        Matcher last = Pattern.compile("startxref\\s+(\\d+)").matcher(signed);
        int previous = 0;
        while (last.find()) {
            previous = Integer.parseInt(last.group(1));
        }
        Matcher root = Pattern.compile("/Root (\\d+ 0 R)").matcher(signed);
        assertThat(root.find()).isTrue();
        return body
                + String.format(
                        Locale.ROOT,
                        "xref\n%d 1\n%010d 00000 n \ntrailer\n<</Root %s/Size 99/Prev %d%s>>\nstartxref\n%d\n%%%%EOF\n",
                        number,
                        offset,
                        root.group(1),
                        previous,
                        trailer,
                        body.length());
    }

    private static String content(long number) {
        return number + " 0 obj\n<</Length 20>>\nstream\n0 0 300 300 re f    \nendstream\nendobj\n";
    }

    private static String range() {
        Matcher range = Pattern.compile("/ByteRange \\[[^\\]]*\\]").matcher(TEXT);
        assertThat(range.find()).isTrue();
        return range.group();
    }

    private static String contents() {
        int start = TEXT.indexOf("/Contents <");
        return TEXT.substring(start, TEXT.indexOf('>', start) + 1);
    }

    @Test
    void theUntouchedFileHolds() {
        expect(Status.VALID, TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/ByteRange null",
                "/ByteRange []",
                "/ByteRange [0]",
                "/ByteRange [0 0 0 0]",
                "/ByteRange [0 -1 -1 0]",
                "/ByteRange [-1 -1 -1 -1]",
                "/ByteRange [0 99999999999 0 1]",
                "/ByteRange [0.0 10.5 20.5 30.5]",
                "/ByteRange [(0) (1) (2) (3)]",
                "/ByteRange [0 1000]",
                "/ByteRange 99 0 R",
                "/ByteRange (0 1 2 3)"
            })
    void theRangeIsForged(String forged) {
        expectRefused(TEXT.replace(range(), forged));
        String padded = forged + " ".repeat(Math.max(0, range().length() - forged.length()));
        expectRefused(TEXT.replace(range(), padded));
        expectRefused(updated(TEXT, signatureNumber(), signature(forged + contents())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/Contents null",
                "/Contents <>",
                "/Contents <00>",
                "/Contents ()",
                "/Contents 0",
                "/Contents [<00>]",
                "/Contents 99 0 R",
                "/Contents <3080>",
                "/Contents <30800000>"
            })
    void theValueIsForged(String forged) {
        expectRefused(TEXT.replace(contents(), forged));
        String padded = forged + " ".repeat(Math.max(0, contents().length() - forged.length()));
        expectRefused(TEXT.replace(contents(), padded));
        expectRefused(updated(TEXT, signatureNumber(), signature(range() + forged)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/SubFilter null", "/SubFilter/unknown", "/SubFilter ()", "/SubFilter/adbe.x509.rsa_sha1"})
    void theKindIsForged(String forged) {
        expectRefused(TEXT.replaceFirst("/SubFilter ?/[a-zA-Z0-9.]+", Matcher.quoteReplacement(forged)));
        expectRefused(updated(
                TEXT,
                signatureNumber(),
                signature(range() + contents())
                        .replaceFirst("/SubFilter ?/[a-z0-9.]+", Matcher.quoteReplacement(forged))));
    }

    private static long signatureNumber() {
        Matcher object = Pattern.compile("(\\d+) 0 obj\\s*<<\\s*/Type ?/Sig\\b").matcher(TEXT);
        assertThat(object.find()).isTrue();
        return Long.parseLong(object.group(1));
    }

    private static String signature(String entries) {
        return signatureNumber() + " 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached" + entries
                + ">>\nendobj\n";
    }

    /** The second part is moved away; what stands between is the attacker's, in the gap of the signature. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/ByteRange"})
    void theSecondPartIsMoved(String second) {
        Matcher numbers =
                Pattern.compile("\\[\\s*0 (\\d+) (\\d+) (\\d+)\\s*\\]").matcher(range());
        assertThat(numbers.find()).isTrue();
        int first = Integer.parseInt(numbers.group(1));
        int from = Integer.parseInt(numbers.group(2));
        String inserted = content(number(COSName.CONTENTS));
        String moved = String.format(Locale.ROOT, "[0 %d %d %s]", first, from + inserted.length(), numbers.group(3));
        // By a second range that readers may take, written where nothing is signed; or by the first one.
        String gap = TEXT.substring(first, from);
        if (second.isEmpty()) {
            String room = moved + " ".repeat(Math.max(0, range().length() - 11 - moved.length()));
            String text = TEXT.replace(range().substring(11), room);
            expectRefused(text.substring(0, from) + inserted + text.substring(from));
        } else {
            String extra = ">" + second + " " + moved;
            String shorter = gap.substring(0, gap.length() - extra.length() - 1) + extra;
            expectRefused(TEXT.substring(0, first) + shorter + " " + inserted + TEXT.substring(from));
            expectRefused(TEXT.substring(0, first) + shorter + " " + TEXT.substring(from));
        }
    }

    @Test
    void cutCopiesOfTheSignatureCoverAnotherFile() {
        // The signature stands again, in an update of the attacker, and says of itself that it covers what it covered.
        long number = number(COSName.CONTENTS);
        expectRefused(
                updated(updated(TEXT, number, content(number)), signatureNumber(), signature(range() + contents())));
    }

    @Test
    void anUpdateIsWrittenInOddWays() {
        long number = number(COSName.CONTENTS);
        String object = content(number);
        String honest = updated(TEXT, number, object);
        expect(Status.INVALID, honest);
        // No cross-references, none of use, none that are right, none that end.
        expect(Status.INVALID, TEXT + object);
        expect(Status.INVALID, TEXT + object + "trailer\n<</Root 1 0 R>>\n");
        expect(Status.INVALID, TEXT + object + "xref\n0 0\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
        expect(Status.INVALID, TEXT + object + "startxref\n" + TEXT.length() + "\n%%EOF\n");
        expect(Status.INVALID, updated(TEXT, number, object, 0, ""));
        expect(Status.INVALID, updated(TEXT, number, object, 1, ""));
        expect(Status.INVALID, updated(TEXT, number, object, 999_999, ""));
        expect(Status.INVALID, updated(TEXT, number, object + object, TEXT.length() + 1 + object.length(), ""));
        expect(Status.INVALID, honest.substring(0, honest.lastIndexOf("%%EOF")));
        expect(Status.INVALID, honest.replaceAll("startxref\\s+\\d+\\s+%%EOF\\s*$", "startxref\n7\n%%EOF\n"));
        expect(Status.INVALID, honest.replace("/Size 99", "/Size 1"));
        expect(Status.INVALID, honest + "\n".repeat(3) + object);
        // The object is called free, or of another generation; the reader may think otherwise.
        expectRefused(
                updated(TEXT, number, object).replaceAll("00000 n \ntrailer\n<</Root", "00000 f \ntrailer\n<</Root"));
        expectRefused(updated(TEXT, number, object.replace(" 0 obj", " 1 obj"))
                .replaceAll("00000 n \ntrailer\n<</Root", "00001 n \ntrailer\n<</Root"));
    }

    /** What the attacker wants to show was there when it was signed, and nothing led to it. */
    @Test
    void aShadowIsPrepared() throws IOException {
        long contents = number(COSName.CONTENTS);
        String hidden = "98 0 obj\n<</Length 20>>\nstream\n0 0 300 300 re f    \nendstream\nendobj\n";
        String prepared = latin(sign(updated(latin(PAPER), 98, hidden).getBytes(StandardCharsets.ISO_8859_1)));
        expect(Status.VALID, prepared);
        int at = prepared.indexOf("98 0 obj");
        // Replace: the number of the page's content leads to the shadow. Both: another catalog. Hide: nothing is there.
        expectRefused(updated(prepared, contents, "", at, ""));
        expectRefused(updated(prepared, contents, "", 0, ""));
        expectRefused(updated(prepared, 98, "", at, "").replaceFirst("/Root \\d+ 0 R/Size 99", "/Root 98 0 R/Size 99"));
        String page = pageThatShows(98);
        expectRefused(updated(prepared, number(COSName.PAGE), page));
        expectRefused(updated(prepared, contents, contents + " 0 obj\n98 0 R\nendobj\n"));
    }

    /** Data for validation are added to the catalog, as is allowed; and the pages are said twice. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Pages 98 0 R/Pages PAGES",
                "/Pages PAGES/Pages 98 0 R",
                "/P#61ges 98 0 R/Pages PAGES",
                "/Pages 98 0 R/DSS<<>>/X(\\)>>/A)%>>\n/Pages PAGES"
            })
    void anObjectSaysTwoThings(String pages) {
        String last = catalog(TEXT);
        long number = Long.parseLong(last.substring(0, last.indexOf(' ')));
        Matcher own = Pattern.compile("/Pages \\d+ 0 R").matcher(last);
        assertThat(own.find()).isTrue();
        String honest = last.replaceFirst("<<", "<</DSS<</Certs[]>>" + own.group());
        expect(Status.VALID_BUT, updated(TEXT, number, honest));
        String forged = pages.replace("/Pages PAGES", own.group());
        expectRefused(updated(
                TEXT, number, last.replaceFirst("<<", "<</DSS<</Certs[]>>").replace(own.group(), forged)));
    }

    /** The catalog as it was written last. */
    private static String catalog(String pdf) {
        // No pattern: in the zeros behind a signature it would look for a number at each of them.
        int named = pdf.lastIndexOf("/Catalog");
        int start = pdf.lastIndexOf(" 0 obj", named);
        while (Character.isDigit(pdf.charAt(start - 1))) {
            start--;
        }
        return pdf.substring(start, pdf.indexOf("endobj\n", named) + "endobj\n".length());
    }

    /** As some programs save: what they wrote under a new number, the old one given back. What is still needed must not be. */
    @Test
    void anObjectIsGivenBack() {
        String extensions = " 0 obj\n<<>>\nendobj\n";
        String paper = latin(PAPER);
        long root = Long.parseLong(catalog(paper).substring(0, catalog(paper).indexOf(' ')));
        String described = updated(
                updated(paper, 90, "90" + extensions), root, catalog(paper).replaceFirst("<<", "<</Extensions 90 0 R"));
        String signed = latin(sign(described.getBytes(StandardCharsets.ISO_8859_1)));
        expect(Status.VALID, signed);
        String moved = updated(
                updated(signed, 98, "98" + extensions),
                root,
                catalog(signed).replace("/Extensions 90", "/Extensions 98"));
        assertThat(catalog(signed)).contains("/AcroForm").contains("/Extensions 90 0 R");
        expect(Status.VALID_BUT, freed(moved, 90));
        expectRefused(freed(moved, number(COSName.CONTENTS)));
    }

    private static String freed(String pdf, long number) {
        String update = updated(pdf, number, "");
        int entry = update.lastIndexOf(" 00000 n ");
        return update.substring(0, entry - 10) + "0000000000 00001 f " + update.substring(entry + 9);
    }

    /** Two catalogs in one trailer: some readers take the first, others the last. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Root 98 0 R/Root ROOT",
                "/Root ROOT/Root 98 0 R",
                "/R#6fot 98 0 R/Root ROOT",
                "/Root ROOT/Roo#74 98 0 R",
                "/Root ROOT/Prev 0"
            })
    void theTrailerSaysTwoThings(String roots) {
        String catalog = "98 0 obj\n<</Type/Catalog/Pages 97 0 R>>\nendobj\n";
        String prepared = latin(sign(updated(latin(PAPER), 98, catalog).getBytes(StandardCharsets.ISO_8859_1)));
        Matcher root = Pattern.compile("/Root (\\d+ 0 R)").matcher(prepared);
        assertThat(root.find()).isTrue();
        String update = updated(prepared, 96, "96 0 obj\n0\nendobj\n");
        expect(Status.VALID_BUT, update);
        expectRefused(update.substring(0, prepared.length())
                + update.substring(prepared.length())
                        .replace("/Root " + root.group(1), roots.replace("ROOT", root.group(1))));
    }

    private static String pageThatShows(int content) {
        return number(COSName.PAGE) + " 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents " + content
                + " 0 R>>\nendobj\n";
    }

    /** A browser or a mail program may show something else of the same bytes. */
    @Test
    void theFileIsSomethingElseBesides() {
        String page = "<html><body>10,000,000 dong<!--\n";
        expectRefused(page + TEXT);
        expectRefused(TEXT + "\n--><html>");
        expectRefused("\n".repeat(2000) + TEXT);
        // Even where all of it was signed, and each offset leads where it should.
        String moved = updated(page + latin(PAPER), 97, "97 0 obj\n0\nendobj\n");
        expectRefused(latin(sign(moved.getBytes(StandardCharsets.ISO_8859_1))));
    }
}

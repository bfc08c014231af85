package vn.hoso.signing;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.jspecify.annotations.Nullable;
import vn.hoso.seal.SealVerdict.Status;

/** A report as PDF/A-2b (ISO 19005-2): A4, the letters embedded, colours of sRGB. */
final class ReportPdf {
    private static final float MARGIN = 56;
    private static final float RIGHT = PDRectangle.A4.getWidth() - MARGIN;
    private static final float LABELS = 170;
    private static final float SIZE = 11;
    private static final float LEADING = 15;
    private static final float TITLE = 18;

    private static final Color TEXT = new Color(0x1a1a1a);
    private static final Color QUIET = new Color(0x5a5a5a);
    private static final Color RULE = new Color(0xb0b0b0);

    private final PDDocument document = new PDDocument();
    private final PDFont font;
    private @Nullable PDPageContentStream content;
    private float y;

    private ReportPdf() throws IOException {
        font = StampFont.load(document);
    }

    static void write(ValidationReport report, Path target, Locale locale) throws IOException {
        ResourceBundle words = ReportLine.words(locale);
        Path partial = target.resolveSibling(target.getFileName() + ".part");
        ReportPdf pdf = new ReportPdf();
        try (PDDocument document = pdf.document) {
            pdf.lines(words.getString("title"), ReportLine.of(report, locale));
            pdf.feet(words.getString("foot"));
            pdf.describe(words.getString("title") + ": " + report.file(), report, locale);
            document.save(partial.toFile());
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private void lines(String title, List<ReportLine> lines) throws IOException {
        newPage();
        y -= TITLE;
        show(title, MARGIN, TITLE, TEXT);
        y -= LEADING;
        for (ReportLine line : lines) {
            switch (line.kind()) {
                case HEADING -> {
                    // A heading alone at the end of a page would be lost.
                    room(4 * LEADING);
                    y -= LEADING / 2;
                    rule();
                    row(line.label(), line.value(), TEXT, colour(line.status()));
                }
                case VERDICT -> row(line.label(), line.value(), QUIET, colour(line.status()));
                case FIELD -> row(line.label(), line.value(), QUIET, TEXT);
                case REASON -> row("", "– " + line.value(), QUIET, colour(line.status()));
            }
        }
        close();
    }

    private static Color colour(Status status) {
        return switch (status) {
            case VALID -> new Color(0x1b6e2d);
            case VALID_BUT, INDETERMINATE -> new Color(0x8a5a00);
            case INVALID -> new Color(0xa11212);
            case UNSIGNED -> TEXT;
        };
    }

    /** A label and beside it a value, on as many lines as they need. */
    private void row(String label, String value, Color labelColour, Color valueColour) throws IOException {
        List<String> left = wrapped(label, LABELS - 10);
        List<String> right = wrapped(value, RIGHT - MARGIN - LABELS);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            room(LEADING);
            y -= LEADING;
            if (i < left.size()) {
                show(left.get(i), MARGIN, SIZE, labelColour);
            }
            if (i < right.size()) {
                show(right.get(i), MARGIN + LABELS, SIZE, valueColour);
            }
        }
    }

    private List<String> wrapped(String text, float width) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : StampFont.showable(font, text).split(" ", -1)) {
            String rest = word;
            if (!line.isEmpty() && width(line + " " + rest) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (width(rest) > width) {
                int fits = fitting(rest, width);
                lines.add(rest.substring(0, fits));
                rest = rest.substring(fits);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    private int fitting(String word, float width) throws IOException {
        int end = word.length() - 1;
        while (end > 1 && width(word.substring(0, end)) > width) {
            end--;
        }
        return end;
    }

    private float width(String text) throws IOException {
        return font.getStringWidth(text) / 1000 * SIZE;
    }

    private void show(String text, float x, float size, Color colour) throws IOException {
        PDPageContentStream open = content();
        open.beginText();
        open.setNonStrokingColor(colour);
        open.setFont(font, size);
        open.newLineAtOffset(x, y);
        open.showText(text);
        open.endText();
    }

    private void rule() throws IOException {
        PDPageContentStream open = content();
        open.setStrokingColor(RULE);
        open.setLineWidth(0.5f);
        open.moveTo(MARGIN, y);
        open.lineTo(RIGHT, y);
        open.stroke();
    }

    private void room(float height) throws IOException {
        if (y - height < MARGIN + 2 * LEADING) {
            close();
            newPage();
        }
    }

    private void newPage() throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        content = new PDPageContentStream(document, page);
        y = PDRectangle.A4.getHeight() - MARGIN;
    }

    private PDPageContentStream content() {
        if (content == null) {
            throw new IllegalStateException("no page is open");
        }
        return content;
    }

    private void close() throws IOException {
        content().close();
    }

    /** What the report is, and the number of each page. */
    private void feet(String words) throws IOException {
        int pages = document.getNumberOfPages();
        for (int i = 0; i < pages; i++) {
            content =
                    new PDPageContentStream(document, document.getPage(i), PDPageContentStream.AppendMode.APPEND, true);
            y = MARGIN;
            rule();
            y -= LEADING;
            show(words, MARGIN, SIZE - 2, QUIET);
            String number = (i + 1) + " / " + pages;
            show(number, RIGHT - width(number), SIZE - 2, QUIET);
            close();
        }
    }

    private void describe(String title, ValidationReport report, Locale locale) throws IOException {
        var catalog = document.getDocumentCatalog();
        catalog.setLanguage(locale.getLanguage().equals("vi") ? "vi" : "en");
        PDViewerPreferences preferences = new PDViewerPreferences(new org.apache.pdfbox.cos.COSDictionary());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
        byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        PDOutputIntent intent = new PDOutputIntent(document, new ByteArrayInputStream(srgb));
        intent.setOutputConditionIdentifier("sRGB");
        intent.setInfo("sRGB");
        catalog.addOutputIntent(intent);
        PDMetadata metadata = new PDMetadata(document);
        metadata.importXMPMetadata(xmp(title, report).getBytes(StandardCharsets.UTF_8));
        catalog.setMetadata(metadata);
    }

    private static String xmp(String title, ValidationReport report) {
        String time = report.validatedAt().truncatedTo(ChronoUnit.SECONDS).toString();
        return """
                <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/">
                 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
                    pdfaid:part="2" pdfaid:conformance="B"/>
                  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
                   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">TITLE</rdf:li></rdf:Alt></dc:title>
                  </rdf:Description>
                  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
                    xmp:CreateDate="TIME" xmp:ModifyDate="TIME" xmp:CreatorTool="Hoso"/>
                 </rdf:RDF>
                </x:xmpmeta>
                <?xpacket end="w"?>""".replace("TIME", time).replace("TITLE", escaped(title));
    }

    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}

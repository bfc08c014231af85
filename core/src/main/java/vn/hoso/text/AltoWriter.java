package vn.hoso.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes the text of a page as ALTO 4 (Analyzed Layout and Text Object, a standard of the Library of Congress).
 *
 * <p>Coordinates are pixels of the upright page, word confidences 0 to 1. What ALTO has no place for (resolution, rotation,
 * skew, origin of the text) stands in the settings of the processing step; codes are illustrations with a tag that holds
 * their content. {@link AltoReader} reads all of it back. Safe for use by several threads.
 */
public final class AltoWriter {
    static final String NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#";
    static final String CODE_NAMESPACE = "https://hoso.vn/ns/code/1.0/";

    private static final String VERSION = "4.4";

    private final XMLStreamWriter xml;
    private final PageText page;

    private AltoWriter(XMLStreamWriter xml, PageText page) {
        this.xml = xml;
        this.page = page;
    }

    /**
     * Writes a page to a file.
     *
     * @param page the page
     * @param target the file; an existing one is replaced
     * @throws IOException if it can't be written
     */
    public static void write(PageText page, Path target) throws IOException {
        Files.write(target, bytes(page));
    }

    /**
     * Writes a page to a file, packed with GZIP: about a tenth of its size. {@link AltoReader} reads it as it is.
     *
     * @param page the page
     * @param target the file; an existing one is replaced
     * @throws IOException if it can't be written
     */
    public static void writePacked(PageText page, Path target) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target))) {
            out.write(bytes(page));
        }
    }

    /**
     * The page as an XML document.
     *
     * @param page the page
     * @return the document in UTF-8
     */
    public static byte[] bytes(PageText page) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            XMLStreamWriter xml =
                    XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            new AltoWriter(xml, page).write();
            xml.close();
            return bytes.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML could not be written to memory", e);
        }
    }

    private void write() throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        start("alto");
        xml.writeDefaultNamespace(NAMESPACE);
        attribute("SCHEMAVERSION", VERSION);
        description();
        tags();
        start("Layout");
        start("Page");
        attribute("ID", "page_" + page.page());
        attribute("PHYSICAL_IMG_NR", page.page());
        attribute("WIDTH", page.width());
        attribute("HEIGHT", page.height());
        attribute("PROCESSINGREFS", "recognition");
        if (!page.lines().isEmpty()) {
            attribute("PC", part(page.confidence()));
        }
        start("PrintSpace");
        box(new Box(0, 0, page.width(), page.height()));
        blocks();
        illustrations();
        xml.writeEndDocument();
    }

    private void description() throws XMLStreamException {
        start("Description");
        element("MeasurementUnit", "pixel");
        start("Processing");
        attribute("ID", "recognition");
        element("processingCategory", "contentGeneration");
        element(
                "processingStepSettings",
                "dpi=" + page.dpi() + " rotation=" + page.rotation() + " skew=" + page.skew() + " blank=" + page.blank()
                        + " origin=" + page.origin() + attempts());
        start("processingSoftware");
        element("softwareName", "Hoso");
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private String attempts() {
        if (page.attempts().isEmpty()) {
            return "";
        }
        return page.attempts().stream()
                .map(attempt -> attempt.preparation() + ":" + Math.round(attempt.confidence())
                        + (attempt.chosen() ? ":chosen" : ""))
                .collect(Collectors.joining(",", " attempts=", ""));
    }

    private void tags() throws XMLStreamException {
        if (page.codes().isEmpty()) {
            return;
        }
        start("Tags");
        for (int i = 0; i < page.codes().size(); i++) {
            Code code = page.codes().get(i);
            start("OtherTag");
            attribute("ID", "code_" + (i + 1));
            attribute("TYPE", code.kind());
            attribute("LABEL", code.kind());
            start("XmlData");
            xml.writeStartElement("code");
            xml.writeDefaultNamespace(CODE_NAMESPACE);
            if (isXml(code.payload())) {
                xml.writeCharacters(code.payload());
            } else {
                attribute("encoding", "base64");
                byte[] utf8 = code.payload().getBytes(StandardCharsets.UTF_8);
                xml.writeCharacters(Base64.getEncoder().encodeToString(utf8));
            }
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** Whether text comes back from XML as it went in: bar codes may hold control characters. */
    private static boolean isXml(String text) {
        return text.codePoints().allMatch(c -> c == '\n' || c == '\t' || allowed(c));
    }

    private static boolean allowed(int c) {
        return c >= 0x20 && !(c >= 0x7f && c <= 0x9f) && !(c >= 0xd800 && c <= 0xdfff) && (c & 0xfffe) != 0xfffe;
    }

    /** Without what XML can't hold. */
    static String clean(String text) {
        if (text.codePoints().allMatch(AltoWriter::allowed)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> allowed(c) ? c : 0xfffd).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private void blocks() throws XMLStreamException {
        List<Line> lines = page.lines();
        Map<Integer, Integer> parts = new HashMap<>();
        for (int from = 0; from < lines.size(); ) {
            int block = lines.get(from).block();
            int to = from;
            Box hull = lines.get(from).box();
            while (to < lines.size() && lines.get(to).block() == block) {
                hull = hull.union(lines.get(to).box());
                to++;
            }
            // A block that other lines interrupt is written in parts, so that the order of the lines is kept.
            int part = parts.merge(block, 1, Integer::sum);
            start("TextBlock");
            attribute("ID", "block_" + block + (part == 1 ? "" : "_" + part));
            box(hull);
            for (Line line : lines.subList(from, to)) {
                line(line);
            }
            xml.writeEndElement();
            from = to;
        }
    }

    private void line(Line line) throws XMLStreamException {
        start("TextLine");
        box(line.box());
        List<Word> words = line.words();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (i > 0) {
                space(words.get(i - 1).box(), word.box());
            }
            xml.writeEmptyElement("String");
            box(word.box());
            attribute("CONTENT", clean(word.text()));
            attribute("WC", part(word.confidence()));
        }
        xml.writeEndElement();
    }

    private void space(Box before, Box after) throws XMLStreamException {
        xml.writeEmptyElement("SP");
        attribute("HPOS", before.right());
        attribute("VPOS", Math.min(before.top(), after.top()));
        attribute("WIDTH", Math.max(0, after.left() - before.right()));
    }

    private void illustrations() throws XMLStreamException {
        for (int i = 0; i < page.codes().size(); i++) {
            Code code = page.codes().get(i);
            xml.writeEmptyElement("Illustration");
            attribute("ID", "illustration_" + (i + 1));
            attribute("TAGREFS", "code_" + (i + 1));
            attribute("TYPE", code.kind());
            box(code.box());
        }
    }

    /** A percentage as a part of 1, with all its digits. */
    private static String part(double percentage) {
        return BigDecimal.valueOf(percentage).movePointLeft(2).toPlainString();
    }

    private void box(Box box) throws XMLStreamException {
        attribute("HPOS", box.left());
        attribute("VPOS", box.top());
        attribute("WIDTH", box.width());
        attribute("HEIGHT", box.height());
    }

    private void start(String name) throws XMLStreamException {
        xml.writeStartElement(name);
    }

    private void attribute(String name, Object value) throws XMLStreamException {
        xml.writeAttribute(name, String.valueOf(value));
    }

    private void element(String name, String value) throws XMLStreamException {
        start(name);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }
}

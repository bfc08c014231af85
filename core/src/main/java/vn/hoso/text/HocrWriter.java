package vn.hoso.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes the text of pages as hOCR 1.2: XHTML in which classes and titles carry layout and confidence.
 *
 * <p>Coordinates are pixels of the upright page. Safe for use by several threads.
 */
public final class HocrWriter {
    private static final String XHTML = "http://www.w3.org/1999/xhtml";

    private final XMLStreamWriter xml;
    private int blocks;
    private int lines;
    private int words;

    private HocrWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * Writes pages to a file.
     *
     * @param title the title of the document
     * @param pages the pages
     * @param target the file; an existing one is replaced
     * @throws IOException if it can't be written
     */
    public static void write(String title, List<PageText> pages, Path target) throws IOException {
        Files.write(target, bytes(title, pages));
    }

    /**
     * The pages as an XHTML document.
     *
     * @param title the title of the document
     * @param pages the pages
     * @return the document in UTF-8
     */
    public static byte[] bytes(String title, List<PageText> pages) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            XMLStreamWriter xml =
                    XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            new HocrWriter(xml).document(title, pages);
            xml.close();
            return bytes.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML could not be written to memory", e);
        }
    }

    private void document(String title, List<PageText> pages) throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        xml.writeStartElement("html");
        xml.writeDefaultNamespace(XHTML);
        xml.writeAttribute("lang", "vi");
        xml.writeStartElement("head");
        xml.writeStartElement("title");
        xml.writeCharacters(AltoWriter.clean(title));
        xml.writeEndElement();
        meta("ocr-system", "Hoso");
        meta("ocr-capabilities", "ocr_page ocr_carea ocr_line ocrx_word ocrp_wconf");
        meta("ocr-number-of-pages", Integer.toString(pages.size()));
        meta("ocr-langs", "vi");
        xml.writeEndElement();
        xml.writeStartElement("body");
        for (PageText page : pages) {
            page(page);
        }
        xml.writeEndDocument();
    }

    private void meta(String name, String content) throws XMLStreamException {
        xml.writeEmptyElement("meta");
        xml.writeAttribute("name", name);
        xml.writeAttribute("content", content);
    }

    private void page(PageText page) throws XMLStreamException {
        long dpi = Math.round(page.dpi());
        String size = box(new Box(0, 0, page.width(), page.height()));
        start(
                "div",
                "ocr_page",
                "page_" + page.page(),
                size + "; ppageno " + (page.page() - 1) + "; scan_res " + dpi + " " + dpi);
        for (int from = 0; from < page.lines().size(); ) {
            int to = from;
            Box hull = page.lines().get(from).box();
            int block = page.lines().get(from).block();
            while (to < page.lines().size() && page.lines().get(to).block() == block) {
                hull = hull.union(page.lines().get(to).box());
                to++;
            }
            start("div", "ocr_carea", "block_" + ++blocks, box(hull));
            for (Line line : page.lines().subList(from, to)) {
                line(line);
            }
            xml.writeEndElement();
            from = to;
        }
        xml.writeEndElement();
    }

    private void line(Line line) throws XMLStreamException {
        start("span", "ocr_line", "line_" + ++lines, box(line.box()));
        for (int i = 0; i < line.words().size(); i++) {
            Word word = line.words().get(i);
            if (i > 0) {
                xml.writeCharacters(" ");
            }
            long confidence = Math.round(word.confidence());
            start("span", "ocrx_word", "word_" + ++words, box(word.box()) + "; x_wconf " + confidence);
            xml.writeCharacters(AltoWriter.clean(word.text()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private void start(String element, String type, String id, String title) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("class", type);
        xml.writeAttribute("id", id);
        xml.writeAttribute("title", title);
    }

    private static String box(Box box) {
        return "bbox " + box.left() + " " + box.top() + " " + box.right() + " " + box.bottom();
    }
}

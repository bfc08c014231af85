package vn.hoso.search;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import vn.hoso.text.Box;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.Word;

/** Reads the text of a page back from the ALTO file in the archive: lines and words with their boxes. */
final class AltoText {
    private AltoText() {}

    /**
     * Reads one page.
     *
     * @param alto the file; not closed
     * @param page its number where the file does not say it
     * @throws IOException if it is not readable as ALTO
     */
    static PageText read(InputStream alto, int page) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(alto);
            try {
                return read(xml, page);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw new IOException("not readable as ALTO", e);
        }
    }

    private static PageText read(XMLStreamReader xml, int fallback) throws XMLStreamException {
        int page = fallback;
        int width = 1;
        int height = 1;
        int block = -1;
        List<Line> lines = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "Page" -> {
                        page = Math.max(1, number(xml, "PHYSICAL_IMG_NR", fallback));
                        width = Math.max(1, number(xml, "WIDTH", 1));
                        height = Math.max(1, number(xml, "HEIGHT", 1));
                    }
                    case "TextBlock" -> block++;
                    case "String" -> word(xml, words);
                    default -> {
                        // geometry and styles are not searched
                    }
                }
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("TextLine")
                    && !words.isEmpty()) {
                lines.add(Line.of(words, Math.max(0, block)));
                words = new ArrayList<>();
            }
        }
        TextOrigin origin = lines.isEmpty() ? TextOrigin.NONE : TextOrigin.OCR;
        return new PageText(page, width, height, 0, 0, 0, lines.isEmpty(), origin, lines, List.of());
    }

    private static void word(XMLStreamReader xml, List<Word> words) {
        String content = xml.getAttributeValue(null, "CONTENT");
        if (content == null || content.isBlank()) {
            return;
        }
        int left = number(xml, "HPOS", 0);
        int top = number(xml, "VPOS", 0);
        int right = left + Math.max(0, number(xml, "WIDTH", 0));
        int bottom = top + Math.max(0, number(xml, "HEIGHT", 0));
        words.add(new Word(content, new Box(left, top, right, bottom), 100));
    }

    private static int number(XMLStreamReader xml, String attribute, int otherwise) {
        String value = xml.getAttributeValue(null, attribute);
        return value == null || value.isBlank() ? otherwise : (int) Math.round(parse(value, otherwise));
    }

    private static double parse(@Nullable String value, int otherwise) {
        try {
            return value == null ? otherwise : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}

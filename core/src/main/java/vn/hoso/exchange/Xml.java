package vn.hoso.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** An XML document in the making, in memory. What XML can't hold, such as control characters, is left out of texts. */
final class Xml {
    static final String XLINK = "http://www.w3.org/1999/xlink";
    static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    static final ZoneOffset VIETNAM = ZoneOffset.ofHours(7);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter out;
    private final Map<String, String> spaces = new LinkedHashMap<>();

    private Xml() throws XMLStreamException {
        this.out = XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
    }

    /** Writes the inside of an element. */
    @FunctionalInterface
    interface Body {
        void write() throws XMLStreamException;
    }

    /** Writes a document. */
    @FunctionalInterface
    interface Document {
        void write(Xml xml) throws XMLStreamException;
    }

    /** The bytes of a document whose root is in a namespace; others by their prefix. */
    static byte[] document(String root, String space, Map<String, String> others, Document document) {
        try {
            Xml xml = new Xml();
            xml.out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.out.writeStartElement(root);
            xml.out.writeDefaultNamespace(space);
            for (Map.Entry<String, String> other : others.entrySet()) {
                xml.spaces.put(other.getKey(), other.getValue());
                xml.out.writeNamespace(other.getKey(), other.getValue());
            }
            document.write(xml);
            xml.out.writeEndDocument();
            xml.out.close();
            return xml.bytes.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML could not be written to memory", e);
        }
    }

    /** An attribute of the element that was begun last, such as {@code ID} or {@code xlink:href}; null leaves it out. */
    Xml attribute(String name, @Nullable Object value) throws XMLStreamException {
        if (value != null) {
            int colon = name.indexOf(':');
            if (colon < 0) {
                out.writeAttribute(name, clean(value.toString()));
            } else {
                String prefix = name.substring(0, colon);
                out.writeAttribute(
                        prefix, spaces.getOrDefault(prefix, ""), name.substring(colon + 1), clean(value.toString()));
            }
        }
        return this;
    }

    /** An element with attributes and elements in it, all written by the body. */
    void element(String name, Body body) throws XMLStreamException {
        out.writeStartElement(name);
        body.write();
        out.writeEndElement();
    }

    /** An element with a text; null leaves it out. */
    void element(String name, @Nullable String text) throws XMLStreamException {
        if (text != null) {
            element(name, () -> text(text));
        }
    }

    void text(String text) throws XMLStreamException {
        out.writeCharacters(clean(text));
    }

    private static String clean(String text) {
        return text.codePoints()
                .filter(Xml::isAllowed)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The characters of XML 1.0, without the carriage return, which no reader would give back. */
    private static boolean isAllowed(int c) {
        boolean plain = c >= ' ' && c <= 0xFFFD && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return plain || c == '\t' || c == '\n' || c > 0xFFFF;
    }

    static String time(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.SECONDS).atOffset(VIETNAM));
    }

    static String day(LocalDate day) {
        return DAY.format(day);
    }
}

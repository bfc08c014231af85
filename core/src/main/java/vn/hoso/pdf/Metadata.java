package vn.hoso.pdf;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What a file says of itself: the XMP packet and the information dictionary, with the mark of conversion from paper.
 *
 * @param title title of the document
 * @param mark who converted it, and when
 * @param sha256 digest of the source file
 * @param pages number of pages
 */
record Metadata(String title, ConversionMark mark, String sha256, int pages) {
    static final String PRODUCER = "Hoso";

    /** The namespace of the conversion mark. */
    static final String MARK_NAMESPACE = "https://hoso.vn/ns/conversion/1.0/";

    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final String DC = "http://purl.org/dc/elements/1.1/";
    private static final String XMP = "http://ns.adobe.com/xap/1.0/";
    private static final String PDF = "http://ns.adobe.com/pdf/1.3/";
    private static final String PDFAID = "http://www.aiim.org/pdfa/ns/id/";
    private static final String EXTENSION = "http://www.aiim.org/pdfa/ns/extension/";
    private static final String SCHEMA = "http://www.aiim.org/pdfa/ns/schema#";
    private static final String PROPERTY = "http://www.aiim.org/pdfa/ns/property#";

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    /** The sentence that a reader sees, as the law asks: that it was paper, when it was converted, and by whom. */
    String statement() {
        String agency = mark.agency().isBlank() ? "" : "; cơ quan: " + mark.agency();
        return clean("Chuyển đổi từ văn bản giấy; thời gian chuyển đổi: " + convertedAt() + "; người chuyển đổi: "
                + mark.officer() + agency);
    }

    private String convertedAt() {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(vietnamTime());
    }

    private OffsetDateTime vietnamTime() {
        return mark.convertedAt()
                .truncatedTo(ChronoUnit.SECONDS)
                .atZone(VIETNAM)
                .toOffsetDateTime();
    }

    /** The information dictionary: the same facts for readers that don't know XMP. */
    String information() {
        String at = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).format(vietnamTime());
        String date = "(D:" + at + "+07'00')";
        return "<</Title" + PdfSyntax.text(clean(title)) + "/Subject" + PdfSyntax.text(statement()) + "/Creator"
                + PdfSyntax.text(PRODUCER) + "/Producer" + PdfSyntax.text(PRODUCER) + "/CreationDate" + date
                + "/ModDate" + date + ">>";
    }

    /** The XMP packet (ISO 16684-1; ISO 19005-2, 6.6). */
    byte[] xmp() {
        try {
            StringWriter packet = new StringWriter();
            packet.append("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
            write(XMLOutputFactory.newFactory().createXMLStreamWriter(packet));
            packet.append("\n<?xpacket end=\"w\"?>");
            return packet.toString().getBytes(StandardCharsets.UTF_8);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML could not be written to memory", e);
        }
    }

    private void write(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("x", "xmpmeta", "adobe:ns:meta/");
        xml.writeNamespace("x", "adobe:ns:meta/");
        xml.writeStartElement("rdf", "RDF", RDF);
        xml.writeNamespace("rdf", RDF);
        xml.writeStartElement("rdf", "Description", RDF);
        xml.writeAttribute("rdf", RDF, "about", "");
        String[][] prefixes = {
            {"dc", DC},
            {"xmp", XMP},
            {"pdf", PDF},
            {"pdfaid", PDFAID},
            {"hoso", MARK_NAMESPACE},
            {"pdfaExtension", EXTENSION},
            {"pdfaSchema", SCHEMA},
            {"pdfaProperty", PROPERTY}
        };
        for (String[] prefix : prefixes) {
            xml.writeNamespace(prefix[0], prefix[1]);
        }

        simple(xml, "pdfaid", PDFAID, "part", "2");
        simple(xml, "pdfaid", PDFAID, "conformance", "U");
        alternatives(xml, "title", clean(title));
        alternatives(xml, "description", statement());
        list(xml, "language", "Bag", "vi");
        simple(xml, "pdf", PDF, "Producer", PRODUCER);
        simple(xml, "xmp", XMP, "CreatorTool", PRODUCER);
        simple(xml, "xmp", XMP, "CreateDate", convertedAt());
        simple(xml, "xmp", XMP, "ModifyDate", convertedAt());
        simple(xml, "xmp", XMP, "MetadataDate", convertedAt());

        simple(xml, "hoso", MARK_NAMESPACE, "convertedFrom", "paper");
        simple(xml, "hoso", MARK_NAMESPACE, "convertedAt", convertedAt());
        simple(xml, "hoso", MARK_NAMESPACE, "convertedBy", clean(mark.officer()));
        simple(xml, "hoso", MARK_NAMESPACE, "agency", clean(mark.agency()));
        simple(xml, "hoso", MARK_NAMESPACE, "sourceSha256", sha256);
        simple(xml, "hoso", MARK_NAMESPACE, "pages", Integer.toString(pages));
        schema(xml);

        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
        xml.flush();
    }

    /** The description of our own properties (ISO 19005-2, 6.6.2.3.3). */
    private static void schema(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("pdfaExtension", "schemas", EXTENSION);
        xml.writeStartElement("rdf", "Bag", RDF);
        item(xml);
        simple(xml, "pdfaSchema", SCHEMA, "schema", "Conversion of paper documents into data messages");
        simple(xml, "pdfaSchema", SCHEMA, "namespaceURI", MARK_NAMESPACE);
        simple(xml, "pdfaSchema", SCHEMA, "prefix", "hoso");
        xml.writeStartElement("pdfaSchema", "property", SCHEMA);
        xml.writeStartElement("rdf", "Seq", RDF);
        property(xml, "convertedFrom", "Text", "What the document was before: paper");
        property(xml, "convertedAt", "Date", "When it was converted");
        property(xml, "convertedBy", "Text", "Full name of the person who converted it");
        property(xml, "agency", "Text", "Name of the agency that converted it; may be empty");
        property(xml, "sourceSha256", "Text", "SHA-256 of the file that was scanned, hexadecimal");
        property(xml, "pages", "Integer", "Number of pages converted");
        for (int i = 0; i < 5; i++) {
            xml.writeEndElement();
        }
    }

    private static void property(XMLStreamWriter xml, String name, String type, String description)
            throws XMLStreamException {
        item(xml);
        simple(xml, "pdfaProperty", PROPERTY, "name", name);
        simple(xml, "pdfaProperty", PROPERTY, "valueType", type);
        simple(xml, "pdfaProperty", PROPERTY, "category", "external");
        simple(xml, "pdfaProperty", PROPERTY, "description", description);
        xml.writeEndElement();
    }

    private static void item(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("rdf", "li", RDF);
        xml.writeAttribute("rdf", RDF, "parseType", "Resource");
    }

    private static void simple(XMLStreamWriter xml, String prefix, String namespace, String name, String value)
            throws XMLStreamException {
        xml.writeStartElement(prefix, name, namespace);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }

    private static void alternatives(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeStartElement("dc", name, DC);
        xml.writeStartElement("rdf", "Alt", RDF);
        xml.writeStartElement("rdf", "li", RDF);
        xml.writeAttribute("xml", "http://www.w3.org/XML/1998/namespace", "lang", "x-default");
        xml.writeCharacters(value);
        for (int i = 0; i < 3; i++) {
            xml.writeEndElement();
        }
    }

    private static void list(XMLStreamWriter xml, String name, String kind, String value) throws XMLStreamException {
        xml.writeStartElement("dc", name, DC);
        xml.writeStartElement("rdf", kind, RDF);
        xml.writeStartElement("rdf", "li", RDF);
        xml.writeCharacters(value);
        for (int i = 0; i < 3; i++) {
            xml.writeEndElement();
        }
    }

    /** Without what XML can't hold. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isWhitespace(c) || Character.isISOControl(c) ? ' ' : c)
                .filter(c -> !(c >= 0xd800 && c <= 0xdfff) && (c & 0xfffe) != 0xfffe)
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }
}

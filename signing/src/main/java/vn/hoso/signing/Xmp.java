package vn.hoso.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Compares XMP metadata. Programs that add a signature note the time and themselves; whatever else changes was changed by
 * somebody.
 */
final class Xmp {
    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final Set<String> NOTED_BY_PROGRAMS =
            Set.of("ModifyDate", "MetadataDate", "InstanceID", "Producer", "History", "about", "xmptk");

    private Xmp() {}

    static boolean saysTheSame(byte[] one, byte[] other) {
        try {
            return statements(one).equals(statements(other));
        } catch (IOException | SAXException | ParserConfigurationException e) {
            return false;
        }
    }

    /** Paths with their values, sorted; how RDF writes them (attribute or element, one description or several) is no matter. */
    private static Map<String, List<String>> statements(byte[] xmp)
            throws IOException, SAXException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setNamespaceAware(true);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        Document document = builder.parse(new ByteArrayInputStream(xmp));
        Map<String, List<String>> statements = new TreeMap<>();
        walk(document.getDocumentElement(), "", statements, 0);
        statements.values().forEach(Collections::sort);
        return statements;
    }

    private static void walk(Element element, String path, Map<String, List<String>> statements, int depth)
            throws IOException {
        if (depth > 100) {
            throw new IOException("XMP nested too deep");
        }
        boolean transparent = RDF.equals(element.getNamespaceURI())
                && new HashSet<>(List.of("RDF", "Description")).contains(element.getLocalName());
        if (NOTED_BY_PROGRAMS.contains(element.getLocalName())) {
            return;
        }
        String own = transparent ? path : path + "/{" + element.getNamespaceURI() + "}" + element.getLocalName();
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Node attribute = attributes.item(i);
            if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())
                    && !NOTED_BY_PROGRAMS.contains(attribute.getLocalName())) {
                add(
                        statements,
                        own + "/{" + attribute.getNamespaceURI() + "}" + attribute.getLocalName(),
                        attribute.getNodeValue());
            }
        }
        NodeList children = element.getChildNodes();
        StringBuilder text = new StringBuilder();
        boolean nested = false;
        for (int i = 0; i < children.getLength(); i++) {
            Node child = children.item(i);
            if (child instanceof Element below) {
                nested = true;
                walk(below, own, statements, depth + 1);
            } else if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(child.getNodeValue());
            }
        }
        if (!nested && !transparent && !text.toString().isBlank()) {
            add(statements, own, text.toString().strip());
        }
    }

    private static void add(Map<String, List<String>> statements, String path, String value) {
        statements.computeIfAbsent(path, p -> new java.util.ArrayList<>()).add(value);
    }
}

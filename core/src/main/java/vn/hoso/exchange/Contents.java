package vn.hoso.exchange;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What a table of contents (METS) says, whoever wrote it.
 *
 * @param id its identifier, or empty
 * @param kind the kind of package, or null
 * @param named the files that it names
 * @param tables further tables of contents that it points to
 * @param described whether it names a description
 * @param preserved whether it names what was done for preservation
 */
record Contents(
        String id,
        @Nullable PackageKind kind,
        List<Named> named,
        List<String> tables,
        boolean described,
        boolean preserved) {
    /**
     * A file that is named.
     *
     * @param path its path as seen from the table of contents
     * @param bytes its size, -1 where none is given
     * @param algorithm the algorithm of the digest, or null
     * @param digest the digest in lower case, or null
     */
    record Named(
            String path,
            long bytes,
            @Nullable String algorithm,
            @Nullable String digest) {}

    static Contents read(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return new Reading(factory.createXMLStreamReader(in)).read();
    }

    /** One pass over the document. */
    private static final class Reading {
        private final XMLStreamReader xml;
        private final List<Named> named = new ArrayList<>();
        private final List<String> tables = new ArrayList<>();
        private String id = "";
        private @Nullable PackageKind kind;
        private boolean described;
        private boolean preserved;
        private @Nullable Named file;

        Reading(XMLStreamReader xml) {
            this.xml = xml;
        }

        Contents read() throws XMLStreamException {
            boolean root = true;
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    if (root && !(xml.getLocalName().equals("mets") && Mets.SPACE.equals(xml.getNamespaceURI()))) {
                        throw new XMLStreamException("no METS");
                    }
                    root = false;
                    element();
                }
            }
            return new Contents(id, kind, named, tables, described, preserved);
        }

        private void element() {
            switch (xml.getLocalName()) {
                case "mets" -> id = attribute("", "OBJID", "");
                case "metsHdr" -> kind = kind(attribute(Mets.CSIP, "OAISPACKAGETYPE", ""));
                case "dmdSec" -> described = true;
                case "digiprovMD" -> preserved = true;
                case "mdRef" -> named.add(facts(attribute(Xml.XLINK, "href", "")));
                case "file" -> file = facts("");
                case "FLocat" -> {
                    Named facts = file == null ? facts("") : file;
                    named.add(new Named(
                            attribute(Xml.XLINK, "href", ""), facts.bytes(), facts.algorithm(), facts.digest()));
                }
                case "mptr" -> tables.add(attribute(Xml.XLINK, "href", ""));
                default -> {
                    // tells nothing of files
                }
            }
        }

        private Named facts(String path) {
            String size = attribute("", "SIZE", "");
            String digest = attribute("", "CHECKSUM", "");
            return new Named(
                    path,
                    size.matches("[0-9]{1,18}") ? Long.parseLong(size) : -1,
                    digest.isEmpty() ? null : attribute("", "CHECKSUMTYPE", ""),
                    digest.isEmpty() ? null : digest.toLowerCase(Locale.ROOT));
        }

        private String attribute(String space, String name, String otherwise) {
            String value = xml.getAttributeValue(space.isEmpty() ? null : space, name);
            return value == null ? otherwise : value;
        }

        private static @Nullable PackageKind kind(String name) {
            for (PackageKind kind : PackageKind.values()) {
                if (kind.name().equals(name)) {
                    return kind;
                }
            }
            return null;
        }
    }
}

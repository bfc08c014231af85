package vn.hoso.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * The table of contents of a package or of a representation in it: METS 1.12 in the profile of the CSIP (the requirements
 * are cited by their numbers there).
 */
final class Mets {
    static final String SPACE = "http://www.loc.gov/METS/";
    static final String CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS";
    static final String NAME = "METS.xml";

    private static final String PROFILE = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml";

    private final String id;
    private final PackageKind kind;
    private final String label;
    private final Instant created;
    private final String version;

    /**
     * A table of contents.
     *
     * @param id what it is the contents of
     * @param kind the kind of package
     * @param label its title
     * @param created when it is made
     * @param version the version of Hoso
     */
    Mets(String id, PackageKind kind, String label, Instant created, String version) {
        this.id = id;
        this.kind = kind;
        this.label = label;
        this.created = created;
        this.version = version;
    }

    /** The package: its descriptions and its one representation, which has a table of its own. */
    byte[] ofPackage(List<Item> descriptions, List<Item> preservation, Item representation) {
        return document(xml -> {
            metadata(xml, descriptions, preservation);
            files(xml, "Representations/rep1", List.of(representation));
            structure(xml, descriptions, preservation, () -> {
                xml.attribute("ID", "div-rep1").attribute("LABEL", "Representations/rep1");
                xml.element(
                        "mptr",
                        () -> xml.attribute("LOCTYPE", "URL")
                                .attribute("xlink:type", "simple")
                                .attribute("xlink:href", representation.path())
                                .attribute("xlink:title", "group-1"));
            });
        });
    }

    /** A representation: its files. Paths are as seen from its folder. */
    byte[] ofRepresentation(List<Item> descriptions, List<Item> preservation, List<Item> data) {
        return document(xml -> {
            metadata(xml, descriptions, preservation);
            files(xml, "Data", data);
            structure(xml, descriptions, preservation, () -> {
                xml.attribute("ID", "div-data").attribute("LABEL", "Data");
                for (int i = 1; i <= data.size(); i++) {
                    String file = "file-" + i;
                    xml.element("fptr", () -> xml.attribute("FILEID", file));
                }
            });
        });
    }

    private byte[] document(Xml.Document inside) {
        return Xml.document("mets", SPACE, Map.of("csip", CSIP, "xlink", Xml.XLINK), xml -> {
            xml.attribute("OBJID", id) // CSIP1
                    .attribute("LABEL", label)
                    .attribute("TYPE", "OTHER") // CSIP2; the kinds of the circular are none of the vocabulary
                    .attribute("csip:OTHERTYPE", kind + "_hoso")
                    .attribute("csip:CONTENTINFORMATIONTYPE", "MIXED") // CSIP4
                    .attribute("PROFILE", PROFILE); // CSIP6
            header(xml);
            inside.write(xml);
        });
    }

    private void header(Xml xml) throws XMLStreamException {
        xml.element("metsHdr", () -> {
            xml.attribute("CREATEDATE", Xml.time(created)) // CSIP7
                    .attribute("LASTMODDATE", Xml.time(created))
                    .attribute("RECORDSTATUS", "NEW")
                    .attribute("csip:OAISPACKAGETYPE", kind); // CSIP9
            xml.element(
                    "agent",
                    () -> { // CSIP10 to CSIP16
                        xml.attribute("ROLE", "CREATOR")
                                .attribute("TYPE", "OTHER")
                                .attribute("OTHERTYPE", "SOFTWARE");
                        xml.element("name", "Hoso");
                        xml.element("note", () -> {
                            xml.attribute("csip:NOTETYPE", "SOFTWARE VERSION");
                            xml.text(version);
                        });
                    });
        });
    }

    /** CSIP17 to CSIP57: descriptions, and what is told of preservation. */
    private void metadata(Xml xml, List<Item> descriptions, List<Item> preservation) throws XMLStreamException {
        for (int i = 0; i < descriptions.size(); i++) {
            Item item = descriptions.get(i);
            String key = "dmd-" + (i + 1);
            xml.element("dmdSec", () -> section(xml, key, "EAD", item));
        }
        if (!preservation.isEmpty()) {
            xml.element("amdSec", () -> {
                for (int i = 0; i < preservation.size(); i++) {
                    Item item = preservation.get(i);
                    String key = "digiprov-" + (i + 1);
                    xml.element("digiprovMD", () -> section(xml, key, "PREMIS", item));
                }
            });
        }
    }

    private void section(Xml xml, String key, String type, Item item) throws XMLStreamException {
        xml.attribute("ID", key).attribute("CREATED", Xml.time(created)).attribute("STATUS", "CURRENT");
        xml.element("mdRef", () -> {
            location(xml, item);
            xml.attribute("MDTYPE", type);
            facts(xml, item);
        });
    }

    /** CSIP58 to CSIP79. */
    private void files(Xml xml, String use, List<Item> files) throws XMLStreamException {
        xml.element("fileSec", () -> {
            xml.attribute("ID", "files");
            xml.element("fileGrp", () -> {
                xml.attribute("ID", "group-1").attribute("USE", use);
                for (int i = 0; i < files.size(); i++) {
                    Item file = files.get(i);
                    String key = "file-" + (i + 1);
                    xml.element("file", () -> {
                        xml.attribute("ID", key);
                        facts(xml, file);
                        xml.element("FLocat", () -> location(xml, file));
                    });
                }
            });
        });
    }

    private static void location(Xml xml, Item item) throws XMLStreamException {
        xml.attribute("LOCTYPE", "URL").attribute("xlink:type", "simple").attribute("xlink:href", item.path());
    }

    private static void facts(Xml xml, Item item) throws XMLStreamException {
        xml.attribute("MIMETYPE", item.mime())
                .attribute("SIZE", item.bytes())
                .attribute("CREATED", Xml.time(item.created()))
                .attribute("CHECKSUM", item.sha256())
                .attribute("CHECKSUMTYPE", "SHA-256");
    }

    /** CSIP80 to CSIP112: the one structural map that is asked for. */
    private void structure(Xml xml, List<Item> descriptions, List<Item> preservation, Xml.Body content)
            throws XMLStreamException {
        xml.element("structMap", () -> {
            xml.attribute("ID", "map").attribute("TYPE", "PHYSICAL").attribute("LABEL", "CSIP");
            xml.element("div", () -> {
                xml.attribute("ID", "div-all").attribute("LABEL", id);
                xml.element(
                        "div",
                        () -> xml.attribute("ID", "div-metadata")
                                .attribute("LABEL", "Metadata")
                                .attribute("DMDID", keys("dmd-", descriptions.size()))
                                .attribute("ADMID", keys("digiprov-", preservation.size())));
                xml.element("div", content);
            });
        });
    }

    private static @Nullable String keys(String prefix, int count) {
        StringBuilder keys = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            keys.append(i == 1 ? "" : " ").append(prefix).append(i);
        }
        return count == 0 ? null : keys.toString();
    }
}

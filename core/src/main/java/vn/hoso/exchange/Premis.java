package vn.hoso.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** What preservation has to know and what was done: PREMIS 3.0. Values of fields are named nowhere in it. */
final class Premis {
    static final String SPACE = "http://www.loc.gov/premis/v3";

    private static final String SOFTWARE = "Hoso";

    private final List<String> papers = new ArrayList<>();
    private final List<File> files = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    /** A file, and by what standard name and key of PRONOM its format is known. */
    private record File(
            Item item, @Nullable String format, @Nullable String pronom) {}

    /** Something that was done with an object. */
    private record Event(String id, String type, Instant at, String agent, String object) {}

    /** A paper that files stand for. */
    void paper(String id) {
        papers.add(id);
    }

    /** A file; those that are PDF are of a flavour of PDF/A, or of none where it is empty. */
    void file(Item item, String flavour) {
        if (flavour.isEmpty() || !item.mime().equals("application/pdf")) {
            files.add(new File(item, null, null));
        } else {
            files.add(new File(item, "PDF/A-" + flavour, pronom(flavour)));
        }
    }

    void event(String id, String type, Instant at, String agent, String object) {
        events.add(new Event(id, type, at, agent, object));
    }

    private static @Nullable String pronom(String flavour) {
        return switch (flavour) {
            case "1a" -> "fmt/95";
            case "1b" -> "fmt/354";
            case "2a" -> "fmt/476";
            case "2b" -> "fmt/477";
            case "2u" -> "fmt/478";
            case "3a" -> "fmt/479";
            case "3b" -> "fmt/480";
            case "3u" -> "fmt/481";
            default -> null;
        };
    }

    /** The document: a representation, its papers and files, what was done, and by whom. */
    byte[] document(String representation, String version) {
        return Xml.document("premis", SPACE, Map.of("xsi", Xml.XSI), xml -> {
            xml.attribute("version", "3.0");
            xml.element("object", () -> {
                xml.attribute("xsi:type", "representation");
                identifier(xml, "object", "local", representation);
            });
            for (String paper : papers) {
                xml.element("object", () -> {
                    xml.attribute("xsi:type", "intellectualEntity");
                    identifier(xml, "object", "local", paper);
                });
            }
            for (File file : files) {
                xml.element("object", () -> object(xml, file));
            }
            for (Event event : events) {
                xml.element("event", () -> event(xml, event));
            }
            Set<String> agents = new LinkedHashSet<>();
            agents.add(SOFTWARE);
            events.forEach(event -> agents.add(event.agent()));
            for (String agent : agents) {
                xml.element("agent", () -> agent(xml, agent, version));
            }
        });
    }

    private static void object(Xml xml, File file) throws XMLStreamException {
        Item item = file.item();
        xml.attribute("xsi:type", "file");
        identifier(xml, "object", "local", item.path());
        xml.element("objectCharacteristics", () -> {
            xml.element("fixity", () -> {
                xml.element("messageDigestAlgorithm", "SHA-256");
                xml.element("messageDigest", item.sha256());
            });
            xml.element("size", String.valueOf(item.bytes()));
            xml.element("format", () -> {
                xml.element(
                        "formatDesignation",
                        () -> xml.element("formatName", file.format() == null ? item.mime() : file.format()));
                if (file.pronom() != null) {
                    xml.element("formatRegistry", () -> {
                        xml.element("formatRegistryName", "PRONOM");
                        xml.element("formatRegistryKey", file.pronom());
                    });
                }
            });
        });
        xml.element("originalName", item.name());
    }

    private static void event(Xml xml, Event event) throws XMLStreamException {
        identifier(xml, "event", "local", event.id());
        xml.element("eventType", event.type());
        xml.element("eventDateTime", Xml.time(event.at()));
        identifier(xml, "linkingAgent", "local", event.agent());
        identifier(xml, "linkingObject", "local", event.object());
    }

    private static void agent(Xml xml, String agent, String version) throws XMLStreamException {
        boolean software = agent.equals(SOFTWARE);
        identifier(xml, "agent", "local", agent);
        xml.element("agentName", agent);
        xml.element("agentType", software ? "software" : "person");
        if (software) {
            xml.element("agentVersion", version);
        }
    }

    private static void identifier(Xml xml, String of, String type, String value) throws XMLStreamException {
        xml.element(of + "Identifier", () -> {
            xml.element(of + "IdentifierType", type);
            xml.element(of + "IdentifierValue", value);
        });
    }
}

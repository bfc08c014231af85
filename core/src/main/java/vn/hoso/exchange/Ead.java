package vn.hoso.exchange;

import java.time.Instant;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/**
 * The description of a file, of a document or of a request, as EAD 3. The fields of the circular stand in the elements that
 * EAD has for them, else in {@code odd}; {@code encodinganalog} names the field.
 */
final class Ead {
    static final String SPACE = "http://ead3.archivists.org/schema/";

    private static final String CIRCULAR = "05/2025/TT-BNV";

    /** The elements of the fields that identify what is described. */
    private static final Map<String, String> IDENTIFYING = Map.ofEntries(
            Map.entry("fileCode", "unitid"),
            Map.entry("arcFileCode", "unitid"),
            Map.entry("paperFileCode", "unitid"),
            Map.entry("docId", "unitid"),
            Map.entry("docCode", "unitid"),
            Map.entry("arcDocCode", "unitid"),
            Map.entry("requestID", "unitid"),
            Map.entry("title", "unittitle"),
            Map.entry("subject", "unittitle"),
            Map.entry("startDate", "unitdate"),
            Map.entry("endDate", "unitdate"),
            Map.entry("issuedDate", "unitdate"),
            Map.entry("requestDate", "unitdate"),
            Map.entry("totalDoc", "physdesc"),
            Map.entry("numberOfPaper", "physdesc"),
            Map.entry("numberOfPage", "physdesc"));

    private static final Map<String, String> DESCRIBING =
            Map.of("mode", "accessrestrict", "format", "phystech", "description", "scopecontent");

    private Ead() {}

    /**
     * A description.
     *
     * @param id what identifies the description
     * @param level {@code file}, {@code item} or {@code otherlevel}
     * @param agency who describes
     * @param fields the fields of the circular, in its order
     */
    static byte[] document(String id, String level, String agency, Instant created, Map<String, String> fields) {
        return Xml.document("ead", SPACE, Map.of(), xml -> {
            xml.attribute("relatedencoding", CIRCULAR);
            xml.element("control", () -> control(xml, id, title(fields), agency, created));
            xml.element("archdesc", () -> {
                xml.attribute("level", level);
                if (level.equals("otherlevel")) {
                    xml.attribute("otherlevel", "request");
                }
                xml.attribute("relatedencoding", CIRCULAR);
                xml.element("did", () -> {
                    for (Map.Entry<String, String> field : fields.entrySet()) {
                        if (IDENTIFYING.containsKey(field.getKey())) {
                            named(xml, IDENTIFYING.get(field.getKey()), field.getKey(), field.getValue());
                        }
                    }
                });
                for (Map.Entry<String, String> field : fields.entrySet()) {
                    if (!IDENTIFYING.containsKey(field.getKey())) {
                        String element = DESCRIBING.getOrDefault(field.getKey(), "odd");
                        paragraph(xml, element, field.getKey(), field.getValue());
                    }
                }
            });
        });
    }

    private static String title(Map<String, String> fields) {
        return fields.getOrDefault(
                "title", fields.getOrDefault("subject", fields.getOrDefault("purposeContent", CIRCULAR)));
    }

    private static void control(Xml xml, String id, String title, String agency, Instant created)
            throws XMLStreamException {
        xml.element("recordid", id);
        xml.element("filedesc", () -> xml.element("titlestmt", () -> xml.element("titleproper", title)));
        xml.element("maintenancestatus", () -> xml.attribute("value", "new"));
        xml.element("maintenanceagency", () -> xml.element("agencyname", agency));
        xml.element("localtypedeclaration", () -> xml.element("citation", CIRCULAR));
        xml.element(
                "maintenancehistory",
                () -> xml.element("maintenanceevent", () -> {
                    xml.element("eventtype", () -> xml.attribute("value", "created"));
                    xml.element("eventdatetime", () -> {
                        xml.attribute("standarddatetime", Xml.time(created));
                        xml.text(Xml.time(created));
                    });
                    xml.element("agenttype", () -> xml.attribute("value", "machine"));
                    xml.element("agent", "Hoso");
                }));
    }

    private static void named(Xml xml, String element, String field, String value) throws XMLStreamException {
        xml.element(element, () -> {
            xml.attribute("encodinganalog", field);
            xml.text(value);
        });
    }

    private static void paragraph(Xml xml, String element, String field, String value) throws XMLStreamException {
        xml.element(element, () -> {
            xml.attribute("encodinganalog", field);
            xml.element("p", value);
        });
    }
}

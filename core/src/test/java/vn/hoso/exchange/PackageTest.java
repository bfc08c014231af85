package vn.hoso.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import vn.hoso.archive.Archive;
import vn.hoso.archive.OcflArchive;
import vn.hoso.exchange.PackageReport.Fault;
import vn.hoso.exchange.PackageReport.Finding;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;
import vn.hoso.record.Records;

class PackageTest {
    private static final PaperId FIRST = Records.ID;
    private static final PaperId SECOND = new PaperId(Records.ID + "-2");
    private static final Instant NOW = Instant.parse("2026-11-22T18:04:05.678Z");
    private static final String DOSSIER = "H56.14-240823-0001";

    @TempDir
    private static Path folder;

    private static OcflArchive archive;
    private static PackageWriter writer;

    @BeforeAll
    static void fillTheArchive() throws IOException {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        archive = OcflArchive.open(folder.resolve("archive"), folder.resolve("work"), clock);
        store(FIRST, "15", "QĐ-UBND", "Về việc cấp giấy phép \u0001<\"A\" & B>");
        store(SECOND, "16", "QĐ-UBND", "Về việc thu hồi");
        writer = PackageWriter.builder()
                .archive(archive)
                .agency("UBND phường")
                .clock(clock)
                .build();
    }

    @AfterAll
    static void close() {
        archive.close();
    }

    private static void store(PaperId id, String number, String symbol, String about) throws IOException {
        List<DigitisedRecord.Event> history = List.of(
                new DigitisedRecord.Event(NOW.minusSeconds(9), "Lê Thị Quét", "convert", null, null, null, null),
                new DigitisedRecord.Event(NOW, "Lê Thị Quét", "state", "dossier", null, DOSSIER, null));
        DigitisedRecord plain = Records.record(
                Level.RECOGNISED,
                null,
                List.of(
                        Records.field("document_number", number, 0.97),
                        Records.field("document_symbol", symbol, 0.97),
                        Records.field("issue_date", "2026-03-02", 0.9),
                        Records.field("issuing_agency", "UBND phường 1", 0.9),
                        Records.field("abstract", about, 0.9)));
        DigitisedRecord record = new DigitisedRecord(
                id,
                plain.type(),
                plain.typeConfidence(),
                plain.level(),
                plain.state(),
                null,
                plain.owner(),
                plain.validity(),
                plain.fields(),
                plain.source(),
                plain.rendition(),
                history);
        Map<String, Path> files = new LinkedHashMap<>();
        files.put(Archive.PDF, Files.writeString(folder.resolve("pdf"), "%PDF of " + id));
        files.put(Archive.RECORD, Files.write(folder.resolve("json"), new RecordCodec().encode(record)));
        files.put("text/page-0001.xml", Files.writeString(folder.resolve("alto"), "<alto/>"));
        archive.put(id, files, 0, "Lê Thị Quét", "convert");
    }

    private static FileSheet sheet() {
        return new FileSheet(DOSSIER, "Hồ sơ cấp phép", "03", "02", "G09", "HS-17", 3, null);
    }

    private Path aip() {
        Path zip = folder.resolve("aip.zip");
        writer.write(PackageKind.AIP, sheet(), List.of(FIRST, SECOND), zip);
        return zip;
    }

    @Test
    void packsPapersForGood() throws Exception {
        Path zip = folder.resolve("aip.zip");
        PackageResult result = writer.write(PackageKind.AIP, sheet(), List.of(FIRST, SECOND), zip);

        assertThat(result.gaps()).isEmpty();
        assertThat(result.id()).matches("urn:G09:uuid:[0-9a-f-]{36}");
        assertThat(result.bytes()).isEqualTo(Files.size(zip));
        PackageReport report = PackageCheck.check(zip);
        assertThat(report.findings()).isEmpty();
        assertThat(report.kind()).isEqualTo(PackageKind.AIP);
        assertThat(report.id()).isEqualTo(result.id());
        assertThat(report.files()).isEqualTo(result.files() - 1); // the table of contents can't name itself
        Map<String, byte[]> files = unpacked(zip);
        String root = result.id().replace(':', '_') + "/";
        String data = root + "representations/rep1/data/";
        assertThat(files)
                .containsOnlyKeys(
                        root + "METS.xml",
                        root + "metadata/descriptive/EAD.xml",
                        root + "metadata/preservation/PREMIS.xml",
                        root + "representations/rep1/METS.xml",
                        root + "representations/rep1/metadata/descriptive/EAD_doc_" + FIRST + ".xml",
                        root + "representations/rep1/metadata/descriptive/EAD_doc_" + SECOND + ".xml",
                        root + "representations/rep1/metadata/preservation/PREMIS_rep1.xml",
                        data + FIRST + ".paper.pdf",
                        data + FIRST + ".record.json",
                        data + FIRST + ".text.page-0001.xml",
                        data + SECOND + ".paper.pdf",
                        data + SECOND + ".record.json",
                        data + SECOND + ".text.page-0001.xml");
        assertThat(new String(files.get(data + FIRST + ".paper.pdf"), StandardCharsets.UTF_8))
                .isEqualTo("%PDF of " + FIRST);
        assertThat(fields(files.get(root + "metadata/descriptive/EAD.xml")))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("arcFileCode", "G09." + DOSSIER),
                        Map.entry("title", "Hồ sơ cấp phép"),
                        Map.entry("maintenance", "03"),
                        Map.entry("mode", "02"),
                        Map.entry("language", "01"),
                        Map.entry("startDate", "02/03/2026"),
                        Map.entry("endDate", "02/03/2026"),
                        Map.entry("totalDoc", "2"),
                        Map.entry("numberOfPaper", "3"),
                        Map.entry("numberOfPage", "4"),
                        Map.entry("confidenceLevel", "02"),
                        Map.entry("paperFileCode", "HS-17"),
                        Map.entry("riskRecovery", "0")));
        assertThat(fields(files.get(root + "representations/rep1/metadata/descriptive/EAD_doc_" + FIRST + ".xml")))
                .containsEntry("docCode", DOSSIER + ".0000001")
                .containsEntry("docOrdinal", "1")
                .containsEntry("typeName", "02")
                .containsEntry("codeNumber", "15")
                .containsEntry("codeNotation", "QĐ-UBND")
                .containsEntry("issuedDate", "02/03/2026")
                .containsEntry("organName", "UBND phường 1")
                .containsEntry("subject", "Về việc cấp giấy phép <\"A\" & B>")
                .doesNotContainKeys("docId", "maintenance", "riskRecovery");
        String premis = text(files, root + "representations/rep1/metadata/preservation/PREMIS_rep1.xml");
        assertThat(premis)
                .contains("<formatName>PDF/A-2u</formatName>", "fmt/478", "<eventType>capture</eventType>")
                .contains("2026-11-23T01:03:56+07:00")
                .doesNotContain("Về việc", DOSSIER);
        assertThat(text(files, root + "metadata/preservation/PREMIS.xml")).contains("information package creation");
    }

    @Test
    void followsTheProfile() throws Exception {
        for (Map.Entry<String, byte[]> file : unpacked(aip()).entrySet()) {
            if (file.getKey().endsWith("METS.xml")) {
                mets(document(file.getValue()).getDocumentElement());
            }
        }
    }

    /** The requirements of the CSIP, as far as they are about what every package has. */
    private static void mets(Element mets) {
        assertThat(mets.getNamespaceURI()).isEqualTo("http://www.loc.gov/METS/");
        assertThat(mets.getAttribute("PROFILE")).isEqualTo("https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml");
        assertThat(mets.getAttribute("OBJID")).isNotEmpty();
        assertThat(mets.getAttribute("TYPE")).isNotEmpty();
        List<String> parts = new ArrayList<>();
        for (Element part : elements(mets.getChildNodes())) {
            parts.add(part.getLocalName());
        }
        assertThat(String.join(" ", parts)).matches("metsHdr (dmdSec )+amdSec fileSec structMap");
        Element agent = (Element) mets.getElementsByTagNameNS("*", "agent").item(0);
        assertThat(agent.getAttribute("ROLE")).isEqualTo("CREATOR");
        Set<String> ids = new HashSet<>();
        for (Element element : elements(mets.getElementsByTagNameNS("*", "*"))) {
            if (element.hasAttribute("ID")) {
                assertThat(ids.add(element.getAttribute("ID"))).as("ID once").isTrue();
                assertThat(element.getAttribute("ID")).matches("[A-Za-z_][A-Za-z0-9._-]*");
            }
            if (element.hasAttribute("CHECKSUM")) {
                assertThat(element.getAttribute("CHECKSUM")).matches("[0-9a-f]{64}");
                assertThat(element.getAttribute("CHECKSUMTYPE")).isEqualTo("SHA-256");
                assertThat(element.getAttribute("CREATED"))
                        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+07:00");
            }
        }
        for (Element element : elements(mets.getElementsByTagNameNS("*", "*"))) {
            for (String reference : List.of("DMDID", "ADMID", "FILEID")) {
                if (element.hasAttribute(reference)) {
                    assertThat(ids).contains(element.getAttribute(reference).split(" "));
                }
            }
        }
    }

    /** With {@code -Dhoso.schemas=FOLDER}, which has {@code mets.xsd}, {@code premis.xsd} and {@code ead3.xsd}. */
    @Test
    void isValidByThePublishedSchemasWhereTheyAreGiven() throws Exception {
        String schemas = System.getProperty("hoso.schemas");
        for (Map.Entry<String, byte[]> file : unpacked(aip()).entrySet()) {
            String name = file.getKey().substring(file.getKey().lastIndexOf('/') + 1);
            String schema = name.startsWith("METS") ? "mets" : name.startsWith("PREMIS") ? "premis" : "ead3";
            if (!name.matches("(METS|PREMIS|EAD).*")) {
                continue;
            }
            document(file.getValue()); // well formed in any case
            if (schemas == null || !Files.exists(Path.of(schemas, schema + ".xsd"))) {
                System.out.println("not validated, since no schema was given: " + name);
            } else {
                SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                        .newSchema(Path.of(schemas, schema + ".xsd").toFile())
                        .newValidator()
                        .validate(new StreamSource(new java.io.ByteArrayInputStream(file.getValue())));
            }
        }
    }

    @Test
    void theSamePapersAlwaysMakeTheSamePackage() throws IOException {
        Path other = folder.resolve("again.zip");
        writer.write(PackageKind.AIP, sheet(), List.of(FIRST, SECOND), other);
        assertThat(Files.mismatch(aip(), other)).isEqualTo(-1);
    }

    @Test
    void handsOverToOtherSystemsAndToReaders() throws Exception {
        Path sip = folder.resolve("sip.zip");
        writer.write(PackageKind.SIP, sheet(), List.of(FIRST), sip);
        assertThat(PackageCheck.check(sip).findings()).isEmpty();
        assertThat(PackageCheck.check(sip).id()).startsWith("uuid-");
        assertThat(unpacked(sip).keySet())
                .noneMatch(name -> name.contains("PREMIS"))
                .anyMatch(name -> name.endsWith("record.json"));

        Path dip = folder.resolve("dip.zip");
        ReaderRequest request = new ReaderRequest("YC-1", LocalDate.of(2026, 11, 1), "02", "tra cứu", "địa chính");
        writer.write(request, sheet(), List.of(FIRST), dip);
        assertThat(PackageCheck.check(dip).kind()).isEqualTo(PackageKind.DIP);
        assertThat(PackageCheck.check(dip).findings()).isEmpty();
        Map<String, byte[]> files = unpacked(dip);
        assertThat(files.keySet()).noneMatch(name -> name.contains("record.json") || name.contains("text"));
        String asked = files.keySet().stream()
                .filter(name -> name.endsWith("EAD.xml"))
                .findFirst()
                .orElseThrow();
        assertThat(fields(files.get(asked)))
                .containsEntry("requestID", "YC-1")
                .containsEntry("requestDate", "01/11/2026")
                .containsEntry("purpose", "02")
                .containsEntry("purposeContent", "tra cứu");
    }

    @Test
    void namesWhatTheCircularAsksForAndNobodyKnows() {
        FileSheet bare = new FileSheet("HS-1", "Hồ sơ", "07", "02", null, null, null, null);
        PackageResult result = writer.write(PackageKind.SIP, bare, List.of(FIRST), folder.resolve("sip.zip"));
        assertThat(result.gaps()).containsExactly("paperFileCode");
        assertThatThrownBy(() -> new FileSheet("HS-1", "Hồ sơ", "08", "02", null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("08");
    }

    @Test
    void findsThePapersOfADossier() throws IOException {
        ArchivedRecords records = new ArchivedRecords(archive);
        assertThat(records.ofDossier(DOSSIER)).extracting(DigitisedRecord::id).containsExactly(FIRST, SECOND);
        assertThat(records.ofDossier("H56.14-240823-0002")).isEmpty();
        String portal = new PortalSync(vn.hoso.paper.PaperTypes.bundled()).json(records.ofDossier(DOSSIER));
        assertThat(portal)
                .contains("\"MaHoSo\" : \"" + DOSSIER + "\"", "\"NgayTiepNhan\" : \"20240823000000\"")
                .contains("\"LoaiDinhDanh\" : \"1\"", "\"SoDinhDanh\" : \"001093012345\"")
                .containsOnlyOnce("SoDinhDanh");
    }

    @Test
    void aPaperThatIsNotAsItWasStoredIsNotHandedOver() throws IOException {
        Path pdf = archive.files(SECOND, 1).get(Archive.PDF);
        String before = Files.readString(pdf);
        Files.writeString(pdf, "%PDF of another");
        Path zip = folder.resolve("none.zip");
        assertThatThrownBy(() -> writer.write(PackageKind.AIP, sheet(), List.of(FIRST, SECOND), zip))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.STORE_DAMAGED));
        assertThat(zip).doesNotExist();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).noneMatch(path -> path.toString().endsWith(".part"));
        }
        Files.writeString(pdf, before);
    }

    @Test
    void whatWasDoneToAPackageIsFound() throws IOException {
        Map<String, byte[]> sound = unpacked(aip());
        String root = sound.keySet().iterator().next().replaceFirst("/.*", "/");
        String data = root + "representations/rep1/data/" + FIRST;

        assertThat(faults(with(sound, data + ".paper.pdf", "%PDF of another one")))
                .containsExactly(Fault.CHANGED);
        assertThat(faults(with(sound, data + ".paper.pdf", "%PDF of " + FIRST + " ")))
                .containsExactly(Fault.CHANGED);
        assertThat(faults(with(sound, data + ".paper.pdf", null))).containsExactly(Fault.MISSING);
        assertThat(faults(with(sound, root + "representations/rep1/data/more.exe", "MZ")))
                .containsExactly(Fault.UNLISTED);
        assertThat(faults(with(sound, root + "../../etc/passwd", "x"))).containsExactly(Fault.UNSAFE_NAME);
        assertThat(faults(with(sound, "elsewhere.txt", "x"))).containsExactly(Fault.UNSAFE_NAME);
        assertThat(faults(with(sound, root + "METS.xml", null))).contains(Fault.NO_CONTENTS);
        assertThat(faults(with(sound, root + "METS.xml", "<mets/>"))).contains(Fault.NO_CONTENTS);
        String bomb = "<!DOCTYPE mets [<!ENTITY a \"x\">]><mets xmlns=\"http://www.loc.gov/METS/\">&a;</mets>";
        assertThat(faults(with(sound, root + "METS.xml", bomb))).contains(Fault.NO_CONTENTS);
        String mets = text(sound, root + "METS.xml");
        assertThat(faults(with(sound, root + "METS.xml", mets.replaceFirst("(?s)<amdSec>.*</amdSec>", ""))))
                .contains(Fault.INCOMPLETE, Fault.UNLISTED);
        assertThat(faults(with(sound, root + "METS.xml", mets.replace("OBJID=\"urn", "OBJID=\"irn"))))
                .containsExactly(Fault.NOT_AS_NAMED);
        assertThat(faults(with(sound, root + "METS.xml", mets.replace("\"SHA-256\"", "\"Adler-32\""))))
                .contains(Fault.NO_DIGEST);
        assertThat(faults(with(
                        sound,
                        root + "METS.xml",
                        mets.replace("href=\"metadata/descriptive", "href=\"../../metadata/descriptive"))))
                .contains(Fault.UNSAFE_NAME);
    }

    @Test
    void aChainOfTablesOfContentsIsFollowedToItsEnd() throws IOException {
        int tables = 20_000;
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < tables; i++) {
            String next = "t" + (i == 0 ? tables - 1 : i - 1) + ".xml"; // the last one points to the first
            files.put("p/t/t" + i + ".xml", table(next).getBytes(StandardCharsets.UTF_8));
        }
        files.put("p/METS.xml", table("t/t" + (tables - 1) + ".xml").getBytes(StandardCharsets.UTF_8));
        assertThat(faults(files)).doesNotContain(Fault.NO_CONTENTS, Fault.UNLISTED);
    }

    private static String table(String next) {
        return "<mets xmlns=\"http://www.loc.gov/METS/\" xmlns:x=\"http://www.w3.org/1999/xlink\"><mptr x:href=\""
                + next + "\"/></mets>";
    }

    @Test
    void whatIsNoPackageIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.zip"), "no ZIP file");
        assertThatThrownBy(() -> PackageCheck.check(text))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.DAMAGED));
        assertThatThrownBy(() -> PackageCheck.check(folder.resolve("missing.zip")))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNREADABLE));
    }

    private List<Fault> faults(Map<String, byte[]> files) throws IOException {
        Path zip = folder.resolve("changed.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream packed = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                packed.putNextEntry(new ZipEntry(file.getKey()));
                packed.write(file.getValue());
                packed.closeEntry();
            }
        }
        return PackageCheck.check(zip).findings().stream()
                .map(Finding::fault)
                .distinct()
                .toList();
    }

    private static Map<String, byte[]> with(Map<String, byte[]> files, String name, String content) {
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        if (content == null) {
            changed.remove(name);
        } else {
            changed.put(name, content.getBytes(StandardCharsets.UTF_8));
        }
        return changed;
    }

    private static Map<String, byte[]> unpacked(Path zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (FileSystem packed = FileSystems.newFileSystem(zip);
                Stream<Path> all = Files.walk(packed.getPath("/"))) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                files.put(file.toString().substring(1), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    private static Document document(byte[] xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        try (InputStream in = new java.io.ByteArrayInputStream(xml)) {
            return factory.newDocumentBuilder().parse(in);
        }
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** The fields of the circular by their names. */
    private static Map<String, String> fields(byte[] ead) throws Exception {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Element element : elements(document(ead).getElementsByTagNameNS("*", "*"))) {
            if (element.hasAttribute("encodinganalog")) {
                fields.put(element.getAttribute("encodinganalog"), element.getTextContent());
            }
        }
        return fields;
    }
}

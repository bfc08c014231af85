package vn.hoso.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

class AltoTest {
    @TempDir
    Path folder;

    @Test
    void readsBackWhatWasWritten() throws IOException {
        PageText page = new PageText(
                3,
                2480,
                3508,
                300,
                90,
                -1.25,
                false,
                TextOrigin.OCR,
                List.of(
                        line(0, "CỘNG", "HÒA", "<XÃ>", "\"HỘI\"", "&"),
                        line(0, "Độc", "lập"),
                        line(1, "Số:", "12/QĐ-UBND", "𝄞"),
                        line(0, "trở", "lại")),
                List.of(
                        new Code(Code.Kind.QR, "001093012345||Nguyễn Văn Ảnh|01011993", 3, new Box(10, 10, 90, 90)),
                        new Code(
                                Code.Kind.MRZ,
                                "IDVNM0930123456001093012345<<2\nNGUYEN<<VAN<ANH",
                                3,
                                new Box(0, 0, 5, 5)),
                        new Code(Code.Kind.BARCODE, "a\u001db\r\n\u0000\uffff", 3, new Box(1, 2, 3, 4))));

        Path file = folder.resolve("page.xml");
        AltoWriter.write(page, file);

        assertThat(AltoReader.read(file)).isEqualTo(page);
        Path packed = folder.resolve("page.xml.gz");
        AltoWriter.writePacked(page, packed);
        assertThat(AltoReader.read(packed)).isEqualTo(page);
        assertThat(Files.size(packed)).isLessThan(Files.size(file));
    }

    @Test
    void readsBackPagesWithoutText() throws IOException {
        PageText page = new PageText(1, 10, 20, 199.9, 0, 0, true, TextOrigin.NONE, List.of(), List.of());
        assertThat(read(AltoWriter.bytes(page))).isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsBackAnyPage(long seed) throws IOException {
        Random random = new Random(seed);
        List<Line> lines = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            List<Word> words = new ArrayList<>();
            for (int j = random.nextInt(8); j >= 0; j--) {
                words.add(new Word(text(random), box(random), random.nextInt(10_001) / 100.0));
            }
            lines.add(new Line(words, box(random), random.nextInt(4)));
        }
        PageText page = new PageText(
                1 + random.nextInt(999),
                5000,
                7000,
                random.nextDouble() * 600,
                90 * random.nextInt(4),
                random.nextDouble() * 6 - 3,
                random.nextBoolean(),
                random.nextBoolean() ? TextOrigin.OCR : TextOrigin.TEXT_LAYER,
                lines,
                List.of());
        assertThat(read(AltoWriter.bytes(page))).isEqualTo(page);
    }

    @Test
    void writesTheElementsOfTheStandardInTheirOrder() throws Exception {
        PageText page = new PageText(
                1,
                100,
                200,
                300,
                0,
                0,
                false,
                TextOrigin.OCR,
                List.of(line(0, "một", "hai"), line(1, "ba")),
                List.of(new Code(Code.Kind.QR, "x", 1, new Box(0, 0, 1, 1))));

        Document document = parse(AltoWriter.bytes(page));

        Element alto = document.getDocumentElement();
        assertThat(alto.getNamespaceURI()).isEqualTo("http://www.loc.gov/standards/alto/ns-v4#");
        assertThat(children(alto)).containsExactly("Description", "Tags", "Layout");
        assertThat(children(first(alto, "Description"))).containsExactly("MeasurementUnit", "Processing");
        assertThat(first(alto, "MeasurementUnit").getTextContent()).isEqualTo("pixel");
        assertThat(children(first(alto, "PrintSpace"))).containsExactly("TextBlock", "TextBlock", "Illustration");
        assertThat(children(first(alto, "TextLine"))).containsExactly("String", "SP", "String");
        Element word = first(alto, "String");
        assertThat(word.getAttribute("CONTENT")).isEqualTo("một");
        assertThat(word.getAttribute("WC")).isEqualTo("0.905");
        assertThat(List.of("HPOS", "VPOS", "WIDTH", "HEIGHT"))
                .allMatch(name -> !word.getAttribute(name).isEmpty());
        assertThat(first(alto, "Illustration").getAttribute("TAGREFS"))
                .isEqualTo(first(alto, "OtherTag").getAttribute("ID"));
    }

    @Test
    void hocrIsWellFormedAndComplete() throws Exception {
        PageText page = new PageText(
                1,
                100,
                200,
                300,
                0,
                0,
                false,
                TextOrigin.OCR,
                List.of(line(0, "một", "<hai>"), line(1, "ba")),
                List.of());

        Document document = parse(HocrWriter.bytes("Quyết định & khác", List.of(page, page)));

        assertThat(first(document.getDocumentElement(), "title").getTextContent())
                .isEqualTo("Quyết định & khác");
        NodeList spans = document.getElementsByTagName("span");
        List<String> words = new ArrayList<>();
        for (int i = 0; i < spans.getLength(); i++) {
            Element span = (Element) spans.item(i);
            if ("ocrx_word".equals(span.getAttribute("class"))) {
                assertThat(span.getAttribute("title")).matches("bbox \\d+ \\d+ \\d+ \\d+; x_wconf 9[01]");
                words.add(span.getTextContent());
            }
        }
        assertThat(words).containsExactly("một", "<hai>", "ba", "một", "<hai>", "ba");
    }

    @Test
    void refusesExternalEntities() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        String evil = "<!DOCTYPE alto [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>"
                + "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\"><Layout><Page PHYSICAL_IMG_NR=\"1\" WIDTH=\"1\""
                + " HEIGHT=\"1\"><PrintSpace><TextBlock ID=\"block_0\"><TextLine HPOS=\"0\" VPOS=\"0\" WIDTH=\"1\""
                + " HEIGHT=\"1\"><String HPOS=\"0\" VPOS=\"0\" WIDTH=\"1\" HEIGHT=\"1\" CONTENT=\"&x;\"/></TextLine>"
                + "</TextBlock></PrintSpace></Page></Layout></alto>";
        assertThatThrownBy(() -> read(evil.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.DAMAGED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<html/>",
                "<alto/>",
                "<alto><Layout><Page WIDTH='x' HEIGHT='1'/></Layout></alto>",
                "<alto><Layout><Page WIDTH='1' HEIGHT='1'><TextLine HPOS='0' VPOS='0' WIDTH='-1' HEIGHT='1'/></Page></Layout></alto>",
                "<alto><Layout><Page WIDTH='1' HEIGHT='1'></Layout></alto>",
                "<alto><Layout><Page WIDTH='1e30' HEIGHT='1'/></Layout></alto>"
            })
    void namesDamage(String document) {
        assertThatThrownBy(() -> read(document.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.DAMAGED));
    }

    private static PageText read(byte[] alto) throws IOException {
        return AltoReader.read(new ByteArrayInputStream(alto), "page.xml");
    }

    private static Line line(int block, String... words) {
        List<Word> list = new ArrayList<>();
        for (String word : words) {
            int left = 100 * list.size();
            list.add(new Word(word, new Box(left, 10, left + 80, 40), 90.5));
        }
        return Line.of(list, block);
    }

    private static String text(Random random) {
        String letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyÁẰẤĐẾỘỢỮỲ0123456789/-.,:;()<>&\"'";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i >= 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static Box box(Random random) {
        int left = random.nextInt(4000);
        int top = random.nextInt(6000);
        return new Box(left, top, left + random.nextInt(500), top + random.nextInt(100));
    }

    private static Document parse(byte[] xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }

    private static Element first(Element parent, String name) {
        return (Element) parent.getElementsByTagName(name).item(0);
    }

    private static List<String> children(Element parent) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < parent.getChildNodes().getLength(); i++) {
            if (parent.getChildNodes().item(i) instanceof Element child) {
                names.add(child.getLocalName());
            }
        }
        return names;
    }
}

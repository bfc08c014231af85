package vn.hoso.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * Reads back what {@link AltoWriter} wrote.
 *
 * <p>Other writers' ALTO 4 in pixels is read as far as it says the same things. Document types, external entities and
 * absurd lengths are refused. Safe for use by several threads.
 */
public final class AltoReader {
    private static final int MOST_WORDS = 1_000_000;

    private final XMLStreamReader xml;
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> payloads = new HashMap<>();
    private final Map<String, String> kinds = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Code> codes = new ArrayList<>();
    private List<Word> words = new ArrayList<>();
    private @Nullable Box lineBox;
    private int block;
    private int blocks;
    private int wordCount;
    private String tag = "";
    private int page = 1;
    private int width;
    private int height;

    private AltoReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    /**
     * Reads a page from a file.
     *
     * @param file the file
     * @return the page
     * @throws IOException if it can't be read
     * @throws HosoException with {@code DAMAGED} if it is not such a document
     */
    public static PageText read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in, String.valueOf(file.getFileName()));
        }
    }

    /**
     * Reads a page from a stream.
     *
     * @param in the document; it is not closed
     * @param name how messages call it
     * @return the page
     * @throws IOException if it can't be read
     * @throws HosoException with {@code DAMAGED} if it is not such a document
     */
    public static PageText read(InputStream in, String name) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            return new AltoReader(factory.createXMLStreamReader(unpacked(in))).read();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException io) {
                throw io;
            }
            throw new HosoException(Problem.DAMAGED, e, name, "not well-formed XML");
        } catch (IllegalArgumentException | ArithmeticException e) {
            // A box turned inside out, a number that is none, a confidence above one.
            throw new HosoException(Problem.DAMAGED, e, name, "not an ALTO page");
        }
    }

    /** A document that is packed is known by its first two bytes. */
    private static InputStream unpacked(InputStream in) throws IOException {
        PushbackInputStream start = new PushbackInputStream(in, 2);
        byte[] magic = start.readNBytes(2);
        start.unread(magic);
        boolean packed = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
        return packed ? new GZIPInputStream(start) : start;
    }

    private PageText read() throws XMLStreamException {
        if (xml.nextTag() != XMLStreamConstants.START_ELEMENT || !"alto".equals(xml.getLocalName())) {
            throw new IllegalArgumentException("no ALTO");
        }
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                start(xml.getLocalName());
            } else if (event == XMLStreamConstants.END_ELEMENT && "TextLine".equals(xml.getLocalName())) {
                endLine();
            }
        }
        return new PageText(
                page,
                width,
                height,
                Double.parseDouble(settings.getOrDefault("dpi", "300")),
                Integer.parseInt(settings.getOrDefault("rotation", "0")),
                Double.parseDouble(settings.getOrDefault("skew", "0")),
                Boolean.parseBoolean(settings.getOrDefault("blank", "false")),
                TextOrigin.valueOf(
                        settings.getOrDefault("origin", (lines.isEmpty() ? TextOrigin.NONE : TextOrigin.OCR).name())),
                lines,
                codes,
                attempts(settings.getOrDefault("attempts", "")));
    }

    private static List<Attempt> attempts(String written) {
        List<Attempt> attempts = new ArrayList<>();
        for (String attempt : written.isEmpty() ? new String[0] : written.split(",", -1)) {
            String[] parts = attempt.split(":", -1);
            attempts.add(
                    new Attempt(Attempt.Preparation.valueOf(parts[0]), Double.parseDouble(parts[1]), parts.length > 2));
        }
        return attempts;
    }

    private void start(String element) throws XMLStreamException {
        switch (element) {
            case "processingStepSettings" -> settings(xml.getElementText());
            case "OtherTag" -> {
                tag = attribute("ID", "");
                kinds.put(tag, attribute("TYPE", ""));
            }
            case "code" -> {
                boolean packed = "base64".equals(xml.getAttributeValue(null, "encoding"));
                String text = xml.getElementText();
                payloads.put(tag, packed ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8) : text);
            }
            case "Page" -> {
                page = integer("PHYSICAL_IMG_NR", "1");
                width = integer("WIDTH", "");
                height = integer("HEIGHT", "");
            }
            case "TextBlock" -> {
                block = block(attribute("ID", ""));
                blocks++;
            }
            case "TextLine" -> {
                words = new ArrayList<>();
                lineBox = box();
            }
            case "String" -> word();
            case "Illustration" -> code();
            default -> {
                // Layout that a PageText does not hold.
            }
        }
    }

    private void settings(String text) {
        for (String setting : text.split(" ", -1)) {
            int equals = setting.indexOf('=');
            if (equals > 0) {
                settings.put(setting.substring(0, equals), setting.substring(equals + 1));
            }
        }
    }

    /** The number in an identifier that we gave, or the next number. */
    private int block(String id) {
        String[] parts = id.split("_", -1);
        boolean ours = parts.length > 1 && "block".equals(parts[0]) && parts[1].matches("-?\\d{1,9}");
        return ours ? Integer.parseInt(parts[1]) : blocks;
    }

    private void word() {
        String text = attribute("CONTENT", "");
        if (++wordCount > MOST_WORDS) {
            throw new IllegalArgumentException("more than " + MOST_WORDS + " words");
        }
        if (!text.isEmpty()) {
            double confidence =
                    new BigDecimal(attribute("WC", "0")).movePointRight(2).doubleValue();
            words.add(new Word(text, box(), confidence));
        }
    }

    private void endLine() {
        Box box = lineBox;
        if (!words.isEmpty() && box != null) {
            lines.add(new Line(words, box, block));
        }
    }

    private void code() {
        String reference = attribute("TAGREFS", "");
        String payload = payloads.get(reference);
        if (payload != null) {
            codes.add(new Code(Code.Kind.valueOf(kinds.getOrDefault(reference, "")), payload, page, box()));
        }
    }

    private Box box() {
        int left = integer("HPOS", "");
        int top = integer("VPOS", "");
        return new Box(left, top, left + integer("WIDTH", ""), top + integer("HEIGHT", ""));
    }

    private int integer(String name, String otherwise) {
        return Math.toIntExact(Math.round(Double.parseDouble(attribute(name, otherwise))));
    }

    private String attribute(String name, String otherwise) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? otherwise : value;
    }
}

package vn.hoso.pdf;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The font of the invisible text: it draws nothing, but every character has a width and a Unicode value.
 *
 * <p>A character gets a two-byte code when it is used first, so that any character of Unicode has one, not only those of
 * the basic plane. The font program is made here, with two empty glyphs beside the obligatory one: one half an em wide for
 * characters, and a narrower one for the space. Text extractors take the width of the space as the measure for what still
 * stands on one line, so a narrow one lets them follow the lines of a page that was laid on the glass askew.
 */
final class GlyphlessFont {
    /** Width of a character, thousandths of an em. */
    static final int CHARACTER = 500;

    /** Width of the space, thousandths of an em. */
    static final int SPACE = 250;

    /** Height of a line above its base line, thousandths of an em. */
    static final int ASCENT = 800;

    /** Depth of a line below its base line, thousandths of an em. */
    static final int DESCENT = 200;

    private static final String NAME = "HosoGlyphless";
    private static final int SPACE_CODE = 1;
    private static final int GLYPHS = 3;
    private static final int REPLACEMENT = 0xfffd;
    private static final int LAST_CODE = 0xffff;

    private final Map<Integer, Integer> codes = new LinkedHashMap<>();

    GlyphlessFont() {
        codes.put((int) ' ', SPACE_CODE);
    }

    /** Whether any character but the space was used. */
    boolean isUsed() {
        return codes.size() > 1;
    }

    /** The codes of a text as a PDF string. */
    String encode(String text) {
        HexFormat hex = HexFormat.of().withUpperCase();
        StringBuilder string = new StringBuilder("<");
        text.codePoints().forEach(c -> string.append(hex.toHexDigits((char) code(c))));
        return string.append('>').toString();
    }

    private int code(int character) {
        int c = mappable(character) ? character : REPLACEMENT;
        Integer code = codes.get(c);
        if (code == null) {
            // A file can't hold more than 65,535 different characters; no paper does.
            c = codes.size() < LAST_CODE - 1 ? c : REPLACEMENT;
            code = codes.computeIfAbsent(c, ignored -> codes.size() + 1);
        }
        return code;
    }

    /** ISO 19005-2, 6.2.11.7.2: no map to U+0000, U+FEFF or U+FFFE. Controls and lone surrogates are no text either. */
    private static boolean mappable(int c) {
        boolean surrogate = c >= 0xd800 && c <= 0xdfff;
        boolean nonCharacter = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
        return !surrogate && !nonCharacter && c != 0xfeff && !Character.isISOControl(c);
    }

    /** Writes the font under a number that was reserved for it. */
    void write(PdfFile file, int number) throws IOException {
        byte[] program = program();
        int programNumber = file.deflated("/Length1 " + program.length, program);
        int descriptor = file.object("<</Type/FontDescriptor/FontName/" + NAME + "/Flags 4/FontBBox[0 -" + DESCENT + " "
                + CHARACTER + " " + ASCENT + "]/ItalicAngle 0/Ascent " + ASCENT + "/Descent -" + DESCENT
                + "/CapHeight " + ASCENT + "/StemV 80/FontFile2 " + programNumber + " 0 R>>");
        int glyphs = file.deflated("", glyphOfEachCode());
        int descendant = file.object("<</Type/Font/Subtype/CIDFontType2/BaseFont/" + NAME
                + "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor " + descriptor
                + " 0 R/DW " + CHARACTER + "/W[" + SPACE_CODE + "[" + SPACE + "]]/CIDToGIDMap " + glyphs + " 0 R>>");
        int unicode = file.deflated("", toUnicode().getBytes(StandardCharsets.US_ASCII));
        file.object(
                number,
                "<</Type/Font/Subtype/Type0/BaseFont/" + NAME + "/Encoding/Identity-H/DescendantFonts[" + descendant
                        + " 0 R]/ToUnicode " + unicode + " 0 R>>");
    }

    private byte[] glyphOfEachCode() {
        ByteBuffer map = ByteBuffer.allocate(2 * (codes.size() + 1));
        map.putShort((short) 0);
        for (int code : codes.values()) {
            map.putShort((short) (code == SPACE_CODE ? 2 : 1));
        }
        return map.array();
    }

    private String toUnicode() {
        StringBuilder cmap = new StringBuilder("""
                /CIDInit /ProcSet findresource begin
                12 dict begin
                begincmap
                /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
                /CMapName /Adobe-Identity-UCS def
                /CMapType 2 def
                1 begincodespacerange
                <0000> <FFFF>
                endcodespacerange
                """);
        HexFormat hex = HexFormat.of().withUpperCase();
        int left = codes.size();
        int inSection = 0;
        for (Map.Entry<Integer, Integer> entry : codes.entrySet()) {
            if (inSection == 0) {
                inSection = Math.min(left, 100);
                cmap.append(inSection).append(" beginbfchar\n");
            }
            String utf16 = hex.formatHex(Character.toString(entry.getKey()).getBytes(StandardCharsets.UTF_16BE));
            cmap.append('<').append(hex.toHexDigits((char) entry.getValue().intValue()));
            cmap.append("> <").append(utf16).append(">\n");
            left--;
            if (--inSection == 0) {
                cmap.append("endbfchar\n");
            }
        }
        return cmap.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
                .toString();
    }

    /** The TrueType program: the tables that a viewer may ask for, all glyphs empty. */
    static byte[] program() {
        Map<String, byte[]> tables = new TreeMap<>();
        tables.put("OS/2", os2());
        tables.put("cmap", shorts(0, 1, 3, 1, 0, 12, 4, 24, 0, 2, 2, 0, 0, 0xffff, 0, 0xffff, 1, 0));
        tables.put("glyf", new byte[4]);
        tables.put("head", head());
        tables.put("hhea", shorts(1, 0, ASCENT, -DESCENT, 0, CHARACTER, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, GLYPHS));
        tables.put("hmtx", shorts(CHARACTER, 0, CHARACTER, 0, SPACE, 0));
        tables.put("loca", shorts(0, 0, 0, 0));
        tables.put("maxp", shorts(1, 0, GLYPHS, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0));
        tables.put("name", names());
        tables.put("post", shorts(3, 0, 0, 0, -100, 50, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0));
        return assemble(tables);
    }

    private static byte[] assemble(Map<String, byte[]> tables) {
        int count = tables.size();
        int log = 31 - Integer.numberOfLeadingZeros(count);
        int position = 12 + 16 * count;
        int size = position
                + tables.values().stream().mapToInt(t -> (t.length + 3) & ~3).sum();
        ByteBuffer font = ByteBuffer.allocate(size);
        font.putInt(0x00010000).putShort((short) count).putShort((short) (16 << log));
        font.putShort((short) log).putShort((short) (16 * count - (16 << log)));
        int head = 0;
        for (Map.Entry<String, byte[]> entry : tables.entrySet()) {
            byte[] table = entry.getValue();
            font.put(entry.getKey().getBytes(StandardCharsets.US_ASCII));
            font.putInt(sum(ByteBuffer.wrap(table))).putInt(position).putInt(table.length);
            font.duplicate().position(position).put(table);
            head = "head".equals(entry.getKey()) ? position : head;
            position += (table.length + 3) & ~3;
        }
        font.putInt(head + 8, 0xb1b0afba - sum(ByteBuffer.wrap(font.array())));
        return font.array();
    }

    private static int sum(ByteBuffer table) {
        int sum = 0;
        while (table.hasRemaining()) {
            int word = 0;
            for (int i = 0; i < 4; i++) {
                word = word << 8 | (table.hasRemaining() ? table.get() & 0xff : 0);
            }
            sum += word;
        }
        return sum;
    }

    private static byte[] head() {
        return shorts(
                1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0x000b, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0);
    }

    private static byte[] os2() {
        ByteBuffer table = ByteBuffer.allocate(96);
        table.put(shorts(3, CHARACTER, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 250, 0));
        table.position(58).put("HOSO".getBytes(StandardCharsets.US_ASCII));
        table.put(shorts(0x40, 0x20, 0xffff, ASCENT, -DESCENT, 0, ASCENT, DESCENT));
        table.position(86).put(shorts(500, ASCENT, 0, 0x20, 0));
        return table.array();
    }

    private static byte[] names() {
        Map<Integer, String> names =
                new TreeMap<>(Map.of(1, NAME, 2, "Regular", 3, NAME + " 1", 4, NAME, 5, "Version 1.0", 6, NAME));
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        names.forEach((id, value) -> {
            byte[] utf16 = value.getBytes(StandardCharsets.UTF_16BE);
            records.writeBytes(shorts(3, 1, 0x409, id, utf16.length, strings.size()));
            strings.writeBytes(utf16);
        });
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        table.writeBytes(shorts(0, names.size(), 6 + 12 * names.size()));
        table.writeBytes(records.toByteArray());
        table.writeBytes(strings.toByteArray());
        return table.toByteArray();
    }

    private static byte[] shorts(int... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * values.length);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (int value : values) {
                out.writeShort(value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return NAME.toLowerCase(Locale.ROOT) + " with " + codes.size() + " characters";
    }
}

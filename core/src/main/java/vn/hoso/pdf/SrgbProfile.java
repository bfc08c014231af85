package vn.hoso.pdf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The colour profile of sRGB (IEC 61966-2-1), computed from its definition: an ICC profile of version 2.1 for a display.
 *
 * <p>It tells a viewer how the plain red, green, blue and grey values of the page images are meant.
 */
final class SrgbProfile {
    private static final int CURVE_POINTS = 1024;
    private static final double[] WHITE = {0.9642, 1.0, 0.8249};
    private static final double[] RED = {0.4360747, 0.2225045, 0.0139322};
    private static final double[] GREEN = {0.3850649, 0.7168786, 0.0971045};
    private static final double[] BLUE = {0.1430804, 0.0606169, 0.7141733};

    private SrgbProfile() {}

    static byte[] bytes() {
        byte[] curve = curve();
        Map<String, byte[]> tags = new LinkedHashMap<>();
        tags.put("desc", description("sRGB"));
        tags.put("cprt", text("No copyright, use freely"));
        tags.put("wtpt", xyz(WHITE));
        tags.put("rXYZ", xyz(RED));
        tags.put("gXYZ", xyz(GREEN));
        tags.put("bXYZ", xyz(BLUE));
        tags.put("rTRC", curve);
        tags.put("gTRC", curve);
        tags.put("bTRC", curve);
        return profile(tags);
    }

    private static byte[] profile(Map<String, byte[]> tags) {
        int offset = 128 + 4 + 12 * tags.size();
        int size = offset
                + tags.values().stream().distinct().mapToInt(tag -> tag.length).sum();
        ByteBuffer profile = ByteBuffer.allocate(size);
        profile.putInt(size).putInt(0).putInt(0x02100000);
        profile.put(ascii("mntrRGB XYZ "));
        // The date is that of the first version, so that the bytes never change.
        for (int part : new int[] {2026, 11, 22, 0, 0, 0}) {
            profile.putShort((short) part);
        }
        profile.put(ascii("acsp"));
        profile.position(68);
        for (double value : WHITE) {
            profile.putInt(fixed(value));
        }
        profile.position(128).putInt(tags.size());
        IdentityHashMap<byte[], Integer> places = new IdentityHashMap<>();
        for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
            byte[] data = tag.getValue();
            Integer place = places.get(data);
            if (place == null) {
                place = offset;
                places.put(data, place);
                profile.duplicate().position(offset).put(data);
                offset += data.length;
            }
            profile.put(ascii(tag.getKey())).putInt(place).putInt(data.length);
        }
        return profile.array();
    }

    private static byte[] description(String name) {
        // Type, the name in ASCII, and no name in Unicode nor for a Macintosh (78 bytes).
        ByteBuffer tag = ByteBuffer.allocate(aligned(12 + name.length() + 1 + 8 + 3 + 67));
        tag.put(ascii("desc")).putInt(0).putInt(name.length() + 1).put(ascii(name));
        return tag.array();
    }

    private static byte[] text(String value) {
        return ByteBuffer.allocate(aligned(8 + value.length() + 1))
                .put(ascii("text"))
                .putInt(0)
                .put(ascii(value))
                .array();
    }

    private static byte[] xyz(double... values) {
        ByteBuffer tag = ByteBuffer.allocate(20).put(ascii("XYZ ")).putInt(0);
        for (double value : values) {
            tag.putInt(fixed(value));
        }
        return tag.array();
    }

    private static byte[] curve() {
        ByteBuffer tag = ByteBuffer.allocate(aligned(12 + 2 * CURVE_POINTS));
        tag.put(ascii("curv")).putInt(0).putInt(CURVE_POINTS);
        for (int i = 0; i < CURVE_POINTS; i++) {
            double value = (double) i / (CURVE_POINTS - 1);
            double linear = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
            tag.putShort((short) Math.round(linear * 65535));
        }
        return tag.array();
    }

    private static int fixed(double value) {
        return (int) Math.round(value * 65536);
    }

    private static int aligned(int length) {
        return (length + 3) & ~3;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

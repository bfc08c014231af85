package vn.hoso.ocr;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.NotFoundException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.oned.MultiFormatOneDReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hoso.text.Box;
import vn.hoso.text.Code;

/**
 * Finds bar codes on a page, such as those of separator sheets and of the labels of a registry.
 *
 * <p>Bars are tall, narrow pieces of ink of about one height beside each other; only where many of them stand is a
 * decoder set to work. Upright pages have level codes as a rule; those that stand on their side are read as well.
 */
final class BarCodeReader {
    /** Fewer bars make no code. */
    private static final int FEWEST_BARS = 14;

    private static final Map<DecodeHintType, Object> HINTS = new EnumMap<>(DecodeHintType.class);

    static {
        HINTS.put(DecodeHintType.TRY_HARDER, true);
        HINTS.put(
                DecodeHintType.POSSIBLE_FORMATS,
                List.of(BarcodeFormat.CODE_39, BarcodeFormat.CODE_128, BarcodeFormat.ITF, BarcodeFormat.CODABAR));
    }

    /** A piece of ink, its long side along {@code from} and {@code to}. */
    private record Bar(int near, int far, int from, int to) {
        int length() {
            return to - from;
        }

        boolean isBeside(Bar other) {
            int slack = Math.max(2, length() / 5);
            return Math.abs(from - other.from) <= slack
                    && Math.abs(to - other.to) <= slack
                    && near - other.far < length() * 0.8;
        }
    }

    private BarCodeReader() {}

    /**
     * Finds the codes of a page.
     *
     * @param page the page at full resolution
     * @param ink the pieces of a copy of it
     * @param factor pixels of the page for a pixel of the copy
     * @param number the page number for the result
     */
    static List<Code> find(Gray page, Ink ink, double factor, int number) {
        List<Code> codes = new ArrayList<>();
        for (boolean level : new boolean[] {true, false}) {
            for (List<Bar> group : groups(bars(ink, level))) {
                Box box = box(group, level, factor, page);
                String payload = decode(page, box, level);
                if (payload != null) {
                    codes.add(new Code(Code.Kind.BARCODE, payload, number, box));
                }
            }
        }
        return codes;
    }

    private static List<Bar> bars(Ink ink, boolean level) {
        List<Bar> bars = new ArrayList<>();
        int shortest = Math.max(20, Math.max(ink.width, ink.height) / 100);
        for (int p = 0; p < ink.pieces; p++) {
            Bar bar = level
                    ? new Bar(ink.left[p], ink.right[p], ink.top[p], ink.bottom[p])
                    : new Bar(ink.top[p], ink.bottom[p], ink.left[p], ink.right[p]);
            if (bar.length() >= shortest && bar.length() >= 4 * (bar.far - bar.near)) {
                bars.add(bar);
            }
        }
        bars.sort(Comparator.comparingInt(Bar::near));
        return bars;
    }

    private static List<List<Bar>> groups(List<Bar> bars) {
        List<List<Bar>> groups = new ArrayList<>();
        for (Bar bar : bars) {
            List<Bar> home = null;
            for (List<Bar> group : groups) {
                home = bar.isBeside(group.get(group.size() - 1)) ? group : home;
            }
            if (home == null) {
                home = new ArrayList<>();
                groups.add(home);
            }
            home.add(bar);
        }
        groups.removeIf(group -> group.size() < FEWEST_BARS);
        return groups;
    }

    /** What holds the bars and the white on both sides, on the page. */
    private static Box box(List<Bar> group, boolean level, double factor, Gray page) {
        int near = group.get(0).near;
        int far = group.stream().mapToInt(Bar::far).max().orElse(near);
        int from = group.stream().mapToInt(Bar::from).min().orElse(0);
        int to = group.stream().mapToInt(Bar::to).max().orElse(0);
        int quiet = (far - near) / 8 + 10;
        Box box = level ? new Box(near - quiet, from, far + quiet, to) : new Box(from, near - quiet, to, far + quiet);
        return new Box(
                (int) Math.max(0, box.left() * factor),
                (int) Math.max(0, box.top() * factor),
                (int) Math.min(page.width(), box.right() * factor),
                (int) Math.min(page.height(), box.bottom() * factor));
    }

    private static @Nullable String decode(Gray page, Box box, boolean level) {
        Gray crop = page.crop(box.left(), box.top(), box.width(), box.height());
        Gray upright = level ? crop : crop.turned(90);
        for (double size : new double[] {1, 2}) {
            try {
                BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(new GraySource(upright.scaled(size))));
                return new MultiFormatOneDReader(HINTS).decode(bitmap, HINTS).getText();
            } catch (NotFoundException | FormatException e) {
                // Not readable in this size: the next one may do.
            }
        }
        return null;
    }
}

package vn.hoso.ocr;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.Result;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hoso.text.Box;
import vn.hoso.text.Code;

/**
 * Finds QR codes on a page.
 *
 * <p>The three corner marks are looked for in the runs of ink that the page was taken apart into anyway; only where they
 * stand is a decoder set to work, on enlarged and smoothed copies of that spot until one of them can be read.
 */
final class CodeReader {
    private static final Map<DecodeHintType, Object> HINTS = new EnumMap<>(DecodeHintType.class);

    static {
        HINTS.put(DecodeHintType.TRY_HARDER, true);
        HINTS.put(DecodeHintType.CHARACTER_SET, "UTF-8");
        HINTS.put(DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE));
    }

    /** A corner mark: its centre and the width of one of its seven modules. */
    private record Corner(double x, double y, double module, int seen) {}

    private CodeReader() {}

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
        for (Spot spot : spots(ink)) {
            double x = spot.x() * factor;
            double y = spot.y() * factor;
            if (codes.stream()
                    .anyMatch(code -> code.box().left() <= x
                            && code.box().right() >= x
                            && code.box().top() <= y
                            && code.box().bottom() >= y)) {
                continue;
            }
            String payload = decode(page, spot, factor);
            if (payload != null) {
                codes.add(new Code(Code.Kind.QR, payload, number, spot.box(factor, page)));
            }
        }
        return codes;
    }

    /** Sets the code upright by its three corners, in several sizes, and then tries it as it stands. */
    private static @Nullable String decode(Gray page, Spot spot, double factor) {
        int across = spot.modules() + 14;
        for (int size : new int[] {4, 6, 9}) {
            int side = across * size;
            if (side > 2500) {
                break;
            }
            Gray level = spot.level(size, 7, factor).draw(page, side, side);
            String payload = tryAll(level);
            if (payload == null && size > 4) {
                payload = tryAll(blurred(level));
            }
            if (payload != null) {
                return payload;
            }
        }
        Box box = spot.box(factor, page);
        Gray crop = page.crop(box.left(), box.top(), box.width(), box.height());
        String payload = tryAll(crop);
        return payload == null && Math.max(crop.width(), crop.height()) < 800 ? tryAll(crop.scaled(2)) : payload;
    }

    private static @Nullable String tryAll(Gray gray) {
        LuminanceSource source = new GraySource(gray);
        for (BinaryBitmap bitmap : List.of(
                new BinaryBitmap(new HybridBinarizer(source)),
                new BinaryBitmap(new GlobalHistogramBinarizer(source)),
                new BinaryBitmap(new HybridBinarizer(source.invert())))) {
            try {
                Result result = new QRCodeReader().decode(bitmap, HINTS);
                return result.getText();
            } catch (NotFoundException | ChecksumException | FormatException e) {
                // Not readable in this way: the next one may do.
            }
        }
        return null;
    }

    private static Gray blurred(Gray gray) {
        int w = gray.width();
        int h = gray.height();
        byte[] in = gray.pixels();
        byte[] out = in.clone();
        for (int y = 1; y < h - 1; y++) {
            for (int x = 1; x < w - 1; x++) {
                int i = y * w + x;
                int sum = 0;
                for (int dy = -w; dy <= w; dy += w) {
                    sum += (in[i + dy - 1] & 0xff) + (in[i + dy] & 0xff) * 2 + (in[i + dy + 1] & 0xff);
                }
                sum += (in[i - 1] & 0xff) + (in[i] & 0xff) * 2 + (in[i + 1] & 0xff);
                out[i] = (byte) (sum / 16);
            }
        }
        return new Gray(w, h, out);
    }

    /**
     * Three corner marks that stand like those of a QR code.
     *
     * @param corner the one at the right angle
     * @param right the one that lies to its right when the code stands upright
     * @param below the one that lies below it then
     */
    private record Spot(Corner corner, Corner right, Corner below) {
        double x() {
            return (right.x + below.x) / 2;
        }

        double y() {
            return (right.y + below.y) / 2;
        }

        /** Modules from one edge of the code to the other: 21, 25, 29 and so on. */
        int modules() {
            double side = (distance(corner, right) + distance(corner, below)) / 2;
            double lean = Math.abs(Math.atan2(right.y - corner.y, right.x - corner.x));
            double quarter = lean % (Math.PI / 2);
            // A row through a turned code is longer than its modules.
            double module =
                    (corner.module + right.module + below.module) / 3 * Math.max(Math.cos(quarter), Math.sin(quarter));
            int version = (int) Math.round((side / module + 7 - 17) / 4);
            return 17 + 4 * Math.max(1, Math.min(40, version));
        }

        /** From an upright picture of the code, some pixels a module, with a margin of some modules, to the page. */
        Warp level(int size, int margin, double factor) {
            double span = (modules() - 7.0) * size;
            double xx = (right.x - corner.x) / span * factor;
            double yx = (right.y - corner.y) / span * factor;
            double xy = (below.x - corner.x) / span * factor;
            double yy = (below.y - corner.y) / span * factor;
            double at = (margin + 3.5) * size;
            return new Warp(xx, xy, yx, yy, corner.x * factor - (xx + xy) * at, corner.y * factor - (yx + yy) * at);
        }

        Box box(double factor, Gray page) {
            double half = Math.max(
                            Math.max(Math.abs(corner.x - x()), Math.abs(right.x - x())),
                            Math.max(Math.abs(corner.y - y()), Math.abs(right.y - y())))
                    + 6 * corner.module;
            return new Box(
                    (int) Math.max(0, (x() - half) * factor),
                    (int) Math.max(0, (y() - half) * factor),
                    (int) Math.min(page.width(), (x() + half) * factor),
                    (int) Math.min(page.height(), (y() + half) * factor));
        }
    }

    /** The places where three corner marks stand like those of a QR code. */
    private static List<Spot> spots(Ink ink) {
        List<Corner> corners = corners(ink);
        List<Spot> spots = new ArrayList<>();
        for (Corner a : corners) {
            for (Corner b : corners) {
                for (Corner c : corners) {
                    if ((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) <= 0) {
                        continue;
                    }
                    double module = (a.module + b.module + c.module) / 3;
                    double max = Math.max(a.module, Math.max(b.module, c.module));
                    double min = Math.min(a.module, Math.min(b.module, c.module));
                    double right = distance(a, b);
                    double below = distance(a, c);
                    double across = distance(b, c);
                    if (max < 1.6 * min
                            && Math.min(right, below) > 0.8 * Math.max(right, below)
                            && Math.abs(across - Math.hypot(right, below)) < 0.12 * across
                            && right > 9 * module
                            && right < 190 * module) {
                        spots.add(new Spot(a, b, c));
                    }
                }
            }
        }
        // The likeliest first: corners that were seen in many rows.
        spots.sort((s, t) -> Integer.compare(seen(t), seen(s)));
        return spots.size() > 24 ? spots.subList(0, 24) : spots;
    }

    private static int seen(Spot spot) {
        return Math.min(spot.corner().seen, Math.min(spot.right().seen, spot.below().seen));
    }

    private static double distance(Corner a, Corner b) {
        return Math.hypot(a.x - b.x, a.y - b.y);
    }

    /** Looks along the rows for ink and paper in the lengths 1:1:3:1:1, then checks the column through the middle. */
    private static List<Corner> corners(Ink ink) {
        List<Corner> corners = new ArrayList<>();
        for (int y = 0; y < ink.height; y++) {
            for (int i = ink.rowStart[y]; i + 2 < ink.rowStart[y + 1]; i++) {
                int dark1 = ink.runTo[i] - ink.runFrom[i];
                int light1 = ink.runFrom[i + 1] - ink.runTo[i];
                int dark3 = ink.runTo[i + 1] - ink.runFrom[i + 1];
                int light2 = ink.runFrom[i + 2] - ink.runTo[i + 1];
                int dark2 = ink.runTo[i + 2] - ink.runFrom[i + 2];
                double total = dark1 + light1 + dark3 + light2 + dark2;
                double module = total / 7;
                if (module < 1.2 || module > 60) {
                    continue;
                }
                double slack = Math.max(0.75 * module, 1);
                if (Math.abs(dark1 - module) > slack
                        || Math.abs(light1 - module) > slack
                        || Math.abs(light2 - module) > slack
                        || Math.abs(dark2 - module) > slack
                        || Math.abs(dark3 - 3 * module) > 1.3 * slack) {
                    continue;
                }
                double x = (ink.runFrom[i + 1] + ink.runTo[i + 1]) / 2.0;
                double centre = vertical(ink, (int) x, y, module);
                if (centre >= 0) {
                    add(corners, x, centre, module);
                }
            }
        }
        corners.removeIf(corner -> corner.seen < 2);
        corners.sort((a, b) -> Integer.compare(b.seen, a.seen));
        return corners.size() > 40 ? corners.subList(0, 40) : corners;
    }

    private static void add(List<Corner> corners, double x, double y, double module) {
        for (int i = 0; i < corners.size(); i++) {
            Corner c = corners.get(i);
            if (Math.hypot(c.x - x, c.y - y) < 3 * module) {
                corners.set(
                        i,
                        new Corner(
                                (c.x * c.seen + x) / (c.seen + 1),
                                (c.y * c.seen + y) / (c.seen + 1),
                                (c.module * c.seen + module) / (c.seen + 1),
                                c.seen + 1));
                return;
            }
        }
        corners.add(new Corner(x, y, module, 1));
    }

    /** The middle of the centre square in the column through it, or -1 where the column is no corner mark. */
    private static double vertical(Ink ink, int x, int y, double module) {
        int[] lengths = new int[5];
        int up = y;
        int limit = (int) (module * 5) + 2;
        while (up >= 0 && y - up < limit && dark(ink, x, up)) {
            up--;
        }
        int down = y + 1;
        while (down < ink.height && down - y < limit && dark(ink, x, down)) {
            down++;
        }
        lengths[2] = down - up - 1;
        double centre = (up + 1 + down) / 2.0;
        int at = up;
        while (at >= 0 && up - at < limit && !dark(ink, x, at)) {
            at--;
        }
        lengths[1] = up - at;
        int start = at;
        while (at >= 0 && start - at < limit && dark(ink, x, at)) {
            at--;
        }
        lengths[0] = start - at;
        at = down;
        while (at < ink.height && at - down < limit && !dark(ink, x, at)) {
            at++;
        }
        lengths[3] = at - down;
        start = at;
        while (at < ink.height && at - start < limit && dark(ink, x, at)) {
            at++;
        }
        lengths[4] = at - start;
        double slack = Math.max(0.9 * module, 1.2);
        return Math.abs(lengths[2] - 3 * module) < 1.5 * slack
                        && Math.abs(lengths[1] - module) < slack
                        && Math.abs(lengths[3] - module) < slack
                        && Math.abs(lengths[0] - module) < slack
                        && Math.abs(lengths[4] - module) < slack
                ? centre
                : -1;
    }

    private static boolean dark(Ink ink, int x, int y) {
        int low = ink.rowStart[y];
        int high = ink.rowStart[y + 1] - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (x < ink.runFrom[middle]) {
                high = middle - 1;
            } else if (x >= ink.runTo[middle]) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }
}

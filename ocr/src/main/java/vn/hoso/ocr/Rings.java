package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Takes the rings of black seals off a page: those of photocopies, faxes and black-and-white scans, where no colour tells
 * the seal from the name beneath it.
 *
 * <p>Only the thin arcs of the ring go; strokes of letters that cross it, and what stands within, stay.
 */
final class Rings {
    /** Radius of the outer ring, halves of small letters, which are millimetres about. */
    private static final int SMALLEST = 11;

    private static final int LARGEST = 25;

    /** A distance from the middle at which so much of the way round is inked belongs to the ring. */
    private static final double ROUND = 0.5;

    /** A circle with more ink than this in it is no ring. */
    private static final double SOLID = 0.5;

    /** The inner ring is looked for as far in as this share of the radius. */
    private static final double INNER = 0.6;

    private static final int DIRECTIONS = 180;

    private final Gray page;
    private final int threshold;
    private final double thick;

    private Rings(Gray page, int threshold, double letter) {
        this.page = page;
        this.threshold = threshold;
        this.thick = Math.max(3, letter * 0.5);
    }

    /**
     * Takes rings off in place.
     *
     * @param ink the pieces of the page
     * @param letter how high small letters are, pixels
     * @return the seals whose rings were taken off, pixels
     */
    static List<Circles.Circle> erase(Gray page, Ink ink, double letter) {
        int cell = (int) Math.max(3, Math.round(letter / 2));
        int columns = (page.width() + cell - 1) / cell;
        int rows = (page.height() + cell - 1) / cell;
        boolean[] inked = large(ink, letter * 4, cell, columns, rows);
        List<Circles.Circle> circles =
                inked.length == 0 ? List.of() : Circles.find(inked, columns, rows, SMALLEST, LARGEST);
        Rings rings = new Rings(page, ink.threshold, letter);
        List<Circles.Circle> seals = new ArrayList<>();
        for (Circles.Circle circle : circles) {
            if (solid(circle, inked, columns)) {
                continue;
            }
            Circles.Circle seal = rings.centred(
                    new Circles.Circle(circle.x() * cell, circle.y() * cell, circle.radius() * cell), cell);
            if (rings.erase(seal, (int) (seal.radius() * INNER), 2 * cell)) {
                seals.add(seal);
            }
        }
        return seals;
    }

    /** Whether a circle is a disc: a portrait, an emblem. */
    private static boolean solid(Circles.Circle circle, boolean[] inked, int columns) {
        int all = 0;
        int full = 0;
        for (int y = (int) (circle.y() - circle.radius()); y < circle.y() + circle.radius(); y++) {
            for (int x = (int) (circle.x() - circle.radius()); x < circle.x() + circle.radius(); x++) {
                if (circle.holds(x + 0.5, y + 0.5, -2)) {
                    all++;
                    full += inked[y * columns + x] ? 1 : 0;
                }
            }
        }
        return full > SOLID * all;
    }

    /** The cells that large pieces pass through; none where nothing is as large as an arc of a seal. */
    private static boolean[] large(Ink ink, double least, int cell, int columns, int rows) {
        boolean[] inked = {};
        for (int i = 0; i < ink.runs; i++) {
            int piece = ink.runPiece[i];
            if (ink.width(piece) < least || ink.height(piece) < least) {
                continue;
            }
            if (inked.length == 0) {
                inked = new boolean[columns * rows];
            }
            int row = ink.runRow[i] / cell * columns;
            for (int x = ink.runFrom[i] / cell; x <= (ink.runTo[i] - 1) / cell; x++) {
                inked[row + x] = true;
            }
        }
        return inked;
    }

    /** The circle with its middle found to the pixel: where the ring is sharpest. */
    private Circles.Circle centred(Circles.Circle circle, int cell) {
        Circles.Circle best = circle;
        int sharpest = sharpness(best, cell);
        for (int step = Math.max(1, cell / 2); step >= 1; step /= 2) {
            boolean moved = true;
            for (int turns = 0; moved && turns < cell; turns++) {
                moved = false;
                for (int direction = 0; direction < 4; direction++) {
                    Circles.Circle next = new Circles.Circle(
                            best.x() + step * (direction == 0 ? 1 : direction == 1 ? -1 : 0),
                            best.y() + step * (direction == 2 ? 1 : direction == 3 ? -1 : 0),
                            best.radius());
                    int sharp = sharpness(next, cell);
                    if (sharp > sharpest) {
                        sharpest = sharp;
                        best = next;
                        moved = true;
                    }
                }
            }
        }
        return best;
    }

    private int sharpness(Circles.Circle circle, int reach) {
        int sharp = 0;
        for (int count : coverage(circle, 2 * reach, 2 * reach)) {
            sharp += count * count;
        }
        return sharp;
    }

    /** For each distance from the middle, from some way within the radius on, in how many directions there is ink. */
    private int[] coverage(Circles.Circle circle, int within, int beyond) {
        int[] counts = new int[within + beyond + 1];
        for (int i = 0; i < DIRECTIONS; i++) {
            double cos = Math.cos(2 * Math.PI * i / DIRECTIONS);
            double sin = Math.sin(2 * Math.PI * i / DIRECTIONS);
            for (int off = -within; off <= beyond; off++) {
                double r = circle.radius() + off;
                counts[off + within] += dark(circle.x() + r * cos, circle.y() + r * sin) ? 1 : 0;
            }
        }
        return counts;
    }

    private boolean erase(Circles.Circle circle, int within, int beyond) {
        int[] counts = coverage(circle, within, beyond);
        boolean[] ring = new boolean[counts.length];
        boolean any = false;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] >= ROUND * DIRECTIONS) {
                // With the soft and ragged edge of the ring.
                Arrays.fill(ring, Math.max(0, i - 1), Math.min(ring.length, i + 2), true);
                any = true;
            }
        }
        if (!any) {
            return false;
        }
        int outer = (int) (circle.radius() + beyond);
        int top = (int) Math.max(0, circle.y() - outer);
        int bottom = (int) Math.min(page.height(), circle.y() + outer + 1);
        int left = (int) Math.max(0, circle.x() - outer);
        int right = (int) Math.min(page.width(), circle.x() + outer + 1);
        // Gathered first: how thick a stroke is, is seen on the ring as it was.
        BitSet cleared = new BitSet((bottom - top) * (right - left));
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                double dx = x + 0.5 - circle.x();
                double dy = y + 0.5 - circle.y();
                double distance = Math.hypot(dx, dy);
                int at = (int) Math.round(distance - circle.radius()) + within;
                if (at >= 0 && at < ring.length && ring[at] && thickness(x, y, dx / distance, dy / distance) <= thick) {
                    cleared.set((y - top) * (right - left) + x - left);
                }
            }
        }
        cleared.stream().forEach(i -> {
            int y = top + i / (right - left);
            int x = left + i % (right - left);
            page.pixels()[y * page.width() + x] = (byte) 255;
        });
        return true;
    }

    /** How far ink goes on from a pixel, towards the middle and away from it. */
    private double thickness(int x, int y, double cos, double sin) {
        int count = 1;
        for (int away = 1; away <= thick && dark(x + 0.5 + away * cos, y + 0.5 + away * sin); away++) {
            count++;
        }
        for (int near = 1; near <= thick && dark(x + 0.5 - near * cos, y + 0.5 - near * sin); near++) {
            count++;
        }
        return count;
    }

    private boolean dark(double x, double y) {
        int px = (int) Math.floor(x);
        int py = (int) Math.floor(y);
        return px >= 0
                && py >= 0
                && px < page.width()
                && py < page.height()
                && (page.pixels()[py * page.width() + px] & 0xff) < threshold;
    }
}

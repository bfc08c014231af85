package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the outer rings of round seals in a coarse grid of inked cells, by a Hough transform.
 *
 * <p>The ring is what tells a seal from all else, whatever stands within it, touches it or lies over it: a name stamped
 * beside it, a signature through it.
 */
final class Circles {
    /** A ring of this many inked parts of its rim, of {@link #PARTS}, is a ring. */
    private static final int ENOUGH = 42;

    private static final int PARTS = 56;

    /** A cell that so many of them stand around, as far as cells can tell, is looked at. */
    private static final int LIKELY = 28;

    /** So much of what lies just outside may be inked: a name, a title, a signature. */
    private static final int OUTSIDE = 24;

    /**
     * A round seal.
     *
     * @param x middle, cells
     * @param y middle, cells
     * @param radius of the outer ring, cells
     */
    record Circle(double x, double y, double radius) {
        boolean holds(double px, double py, double margin) {
            return Math.hypot(px - x, py - y) <= radius + margin;
        }
    }

    private final boolean[] inked;
    private final int columns;
    private final int rows;

    private Circles(boolean[] inked, int columns, int rows) {
        this.inked = inked;
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Finds circles that lie wholly within the grid and not over one another.
     *
     * @param inked the cells, row by row
     * @param least the smallest radius, cells
     * @param most the largest radius, cells
     */
    static List<Circle> find(boolean[] inked, int columns, int rows, int least, int most) {
        return new Circles(inked, columns, rows).find(least, most);
    }

    private List<Circle> find(int least, int most) {
        List<Circle> found = new ArrayList<>();
        for (int radius = least; radius <= most; radius++) {
            int[] votes = votes(radius);
            int wide = columns + 2 * radius;
            for (int row = radius; row < rows - radius; row++) {
                for (int column = radius; column < columns - radius; column++) {
                    if (votes[(row + radius) * wide + column + radius] < LIKELY) {
                        continue;
                    }
                    Circle circle = new Circle(column + 0.5, row + 0.5, radius);
                    if (rim(circle, 0, 0.8) >= ENOUGH && rim(circle, 2.6, 0.4) <= OUTSIDE) {
                        found.add(circle);
                    }
                }
            }
        }
        found.sort(Comparator.comparingInt((Circle circle) -> -rim(circle, 0, 0.8))
                .thenComparingInt(circle -> rim(circle, 2.6, 0.4)));
        List<Circle> apart = new ArrayList<>();
        for (Circle circle : found) {
            if (apart.stream().noneMatch(other -> other.holds(circle.x, circle.y, circle.radius))) {
                apart.add(circle);
            }
        }
        return apart;
    }

    /** For each cell, and those around the grid as far as a radius, how many parts of the rim around it are inked. */
    private int[] votes(int radius) {
        int wide = columns + 2 * radius;
        int[] votes = new int[wide * (rows + 2 * radius)];
        int[] parts = new int[PARTS];
        for (int i = 0; i < PARTS; i++) {
            int dx = (int) Math.round(radius * Math.cos(2 * Math.PI * i / PARTS));
            int dy = (int) Math.round(radius * Math.sin(2 * Math.PI * i / PARTS));
            parts[i] = dy * wide + dx;
        }
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                if (inked[y * columns + x]) {
                    int at = (y + radius) * wide + x + radius;
                    for (int part : parts) {
                        votes[at - part]++;
                    }
                }
            }
        }
        return votes;
    }

    /** How many parts of a rim are inked. */
    private int rim(Circle circle, double beyond, double tolerance) {
        int parts = 0;
        for (int i = 0; i < PARTS; i++) {
            double cos = Math.cos(2 * Math.PI * i / PARTS);
            double sin = Math.sin(2 * Math.PI * i / PARTS);
            boolean found = false;
            for (double off = -tolerance; off <= tolerance; off += 0.4) {
                double r = circle.radius + beyond + off;
                found |= isInked(circle.x + r * cos, circle.y + r * sin);
            }
            parts += found ? 1 : 0;
        }
        return parts;
    }

    private boolean isInked(double x, double y) {
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        return column >= 0 && row >= 0 && column < columns && row < rows && inked[row * columns + column];
    }
}

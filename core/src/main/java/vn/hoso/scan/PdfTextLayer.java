package vn.hoso.scan;

import java.awt.geom.Point2D;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hoso.text.Box;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.Word;

/** Makes words and lines of the glyphs of a PDF page. */
final class PdfTextLayer {
    /** Text that is inclined by more than this is a watermark, not a line. */
    private static final double INCLINED = 15;
    /**
     * Glyphs with a gap narrower than this share of the type size follow each other; in a wider one the narrowest letter
     * may stand that another font is to draw.
     */
    private static final double TOUCHING = 0.1;

    private final double scaleX;
    private final double scaleY;
    private final int width;
    private final int height;

    private PdfTextLayer(PdfPageContent content, int width, int height) {
        this.width = width;
        this.height = height;
        scaleX = width / content.width();
        scaleY = height / content.height();
    }

    /** The text of a page whose image is of a certain size. */
    static Optional<PageText> of(PdfPageContent content, int page, int width, int height, double dpi) {
        PdfTextLayer layer = new PdfTextLayer(content, width, height);
        List<List<Placed>> byDirection =
                List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        double[] skews = new double[4];
        int[] weights = new int[4];
        for (Glyph glyph : content.glyphs()) {
            Placed placed = layer.place(glyph);
            int direction = placed.direction();
            byDirection.get(direction).add(placed);
            if (!placed.text().isBlank() && !placed.inclined()) {
                weights[direction]++;
                skews[direction] += placed.skew();
            }
        }
        int main = 0;
        for (int i = 1; i < 4; i++) {
            if (weights[i] > weights[main]) {
                main = i;
            }
        }
        int rotation = main * 90;
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int direction = (main + i) % 4;
            int firstBlock = lines.stream().mapToInt(Line::block).max().orElse(-1) + 1;
            lines.addAll(layer.lines(byDirection.get(direction), direction * 90, rotation, firstBlock));
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        boolean lying = rotation == 90 || rotation == 270;
        double skew = weights[main] == 0 ? 0 : skews[main] / weights[main];
        return Optional.of(new PageText(
                page,
                lying ? layer.height : layer.width,
                lying ? layer.width : layer.height,
                dpi,
                rotation,
                Math.abs(skew) < 0.05 ? 0 : skew,
                false,
                TextOrigin.TEXT_LAYER,
                lines,
                List.of()));
    }

    private Placed place(Glyph glyph) {
        double ax = glyph.along().getX() * scaleX;
        double ay = glyph.along().getY() * scaleY;
        double ux = glyph.up().getX() * scaleX;
        double uy = glyph.up().getY() * scaleY;
        boolean wide = Math.hypot(ax, ay) > 1e-6;
        // A glyph without width (a mark over the letter before) runs where its line runs.
        double angle = Math.toDegrees(wide ? Math.atan2(ay, ax) : Math.atan2(ux, -uy));
        int direction = Math.floorMod((int) Math.round(angle / 90), 4);
        double skew = angle - 90 * Math.round(angle / 90);
        double x = glyph.start().getX() * scaleX;
        double y = glyph.start().getY() * scaleY;
        Point2D start = turnedBack(x, y, direction * 90);
        Point2D end = turnedBack(x + ax, y + ay, direction * 90);
        double size = Math.hypot(ux, uy);
        double base = (start.getY() + end.getY()) / 2;
        return new Placed(
                Normalizer.normalize(clean(glyph.text()), Normalizer.Form.NFC),
                direction,
                Math.abs(skew) > INCLINED,
                skew,
                Math.min(start.getX(), end.getX()),
                Math.max(start.getX(), end.getX()),
                base - glyph.ascent() * size,
                base - glyph.descent() * size,
                base,
                size);
    }

    /** Control characters and marks of order have no place in a word. */
    private static String clean(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                kept.append(' ');
            } else if (type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.SURROGATE
                    && type != Character.UNASSIGNED) {
                kept.appendCodePoint(c);
            }
        });
        return kept.toString();
    }

    /** A point of the page on the page turned back by some quarters. */
    private Point2D turnedBack(double x, double y, int rotation) {
        return switch (rotation) {
            case 90 -> new Point2D.Double(y, width - x);
            case 180 -> new Point2D.Double(width - x, height - y);
            case 270 -> new Point2D.Double(height - y, x);
            default -> new Point2D.Double(x, y);
        };
    }

    /** A point of the page turned back by some quarters on the page. */
    private Point2D turned(double x, double y, int rotation) {
        return switch (rotation) {
            case 90 -> new Point2D.Double(width - y, x);
            case 180 -> new Point2D.Double(width - x, height - y);
            case 270 -> new Point2D.Double(y, height - x);
            default -> new Point2D.Double(x, y);
        };
    }

    private List<Line> lines(List<Placed> glyphs, int direction, int rotation, int firstBlock) {
        List<Placed> drawn = DrawnMarks.composed(withoutDoubles(glyphs));
        List<Line> lines = new ArrayList<>();
        for (TextFlow.Row row : TextFlow.order(pieces(drawn), new Blanks(drawn))) {
            List<Word> words = new ArrayList<>();
            for (TextFlow.Piece piece : row.pieces()) {
                Box box = box(piece, direction, rotation);
                if (box != null) {
                    words.add(new Word(piece.text(), box, 100));
                }
            }
            if (!words.isEmpty()) {
                lines.add(Line.of(words, firstBlock + row.block()));
            }
        }
        return lines;
    }

    /** Bold type is sometimes made by printing a glyph twice with a small shift. */
    private static List<Placed> withoutDoubles(List<Placed> glyphs) {
        Map<String, List<Placed>> seen = new HashMap<>();
        List<Placed> kept = new ArrayList<>();
        for (Placed glyph : glyphs) {
            String key = glyph.text() + Math.round(glyph.base() / Math.max(1, glyph.size()));
            List<Placed> same = seen.computeIfAbsent(key, k -> new ArrayList<>());
            boolean doubled = !glyph.text().isBlank()
                    && same.stream()
                            .anyMatch(other -> Math.abs(other.left() - glyph.left()) < 0.12 * glyph.size()
                                    && Math.abs(other.base() - glyph.base()) < 0.12 * glyph.size());
            if (!doubled) {
                kept.add(glyph);
                if (same.size() < 512) {
                    same.add(glyph);
                }
            }
        }
        return kept;
    }

    /** Runs of glyphs that follow each other in the page's own order and touch. */
    private static List<TextFlow.Piece> pieces(List<Placed> glyphs) {
        List<TextFlow.Piece> pieces = new ArrayList<>();
        TextFlow.@Nullable Builder open = null;
        @Nullable Placed last = null;
        for (Placed glyph : glyphs) {
            for (String part : glyph.text().split("(?<= )|(?= )", -1)) {
                boolean joins = open != null
                        && last != null
                        && last.besides(glyph)
                        && glyph.left() - open.right() < TOUCHING * glyph.size()
                        && glyph.left() - open.right() > -0.5 * glyph.size();
                if (open != null && !part.isEmpty() && (part.isBlank() || !joins)) {
                    pieces.add(open.build());
                    open = null;
                }
                if (!part.isBlank()) {
                    open = open == null ? new TextFlow.Builder(glyph.inclined()) : open;
                    open.add(part, glyph);
                    last = glyph;
                }
            }
        }
        if (open != null) {
            pieces.add(open.build());
        }
        return pieces;
    }

    private @Nullable Box box(TextFlow.Piece piece, int direction, int rotation) {
        Point2D a = turned(piece.left(), piece.top(), direction);
        Point2D b = turned(piece.right(), piece.bottom(), direction);
        Point2D c = turnedBack(a.getX(), a.getY(), rotation);
        Point2D d = turnedBack(b.getX(), b.getY(), rotation);
        boolean lying = rotation == 90 || rotation == 270;
        int w = lying ? height : width;
        int h = lying ? width : height;
        int left = clamp(Math.floor(Math.min(c.getX(), d.getX())), w);
        int right = clamp(Math.ceil(Math.max(c.getX(), d.getX())), w);
        int top = clamp(Math.floor(Math.min(c.getY(), d.getY())), h);
        int bottom = clamp(Math.ceil(Math.max(c.getY(), d.getY())), h);
        return right > left && bottom > top ? new Box(left, top, right, bottom) : null;
    }

    private static int clamp(double value, int most) {
        return (int) Math.max(0, Math.min(most, value));
    }
}

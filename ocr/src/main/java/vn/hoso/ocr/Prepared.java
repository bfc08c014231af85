package vn.hoso.ocr;

import vn.hoso.text.Attempt.Preparation;
import vn.hoso.text.Box;
import vn.hoso.text.PageImage;

/**
 * A page made ready for recognition.
 *
 * @param upright the page as scanned, turned upright
 * @param rotation by how many degrees clockwise it was turned
 * @param skew by how many degrees clockwise its lines are inclined
 * @param working the even, straight, well-sized copy for the engine
 * @param toUpright from the pixels of the copy to those of the upright page
 * @param workingDpi resolution of the copy
 * @param letters how high its small letters are in the copy, pixels; 0 where there is no text
 * @param text the pieces of ink of the copy
 * @param ink the pieces of ink of an unstraightened copy of the upright page
 * @param inkFactor pixels of the upright page for one of that copy
 */
record Prepared(
        Gray upright,
        int rotation,
        double skew,
        Gray working,
        Warp toUpright,
        double workingDpi,
        double letters,
        Ink text,
        Ink ink,
        double inkFactor) {
    /** The longest side of the copy that posture is told from. */
    private static final int SURVEY_SIDE = 2400;

    /** The height of small letters that the models read best: capitals of about 28 pixels. */
    private static final double BEST_LETTER = 19;

    /** The white around the text that is kept, small letters. */
    static final double MARGIN = 8;

    private static final double SMALL_LETTER = 14;
    private static final double LARGE_LETTER = 25;

    /** How much larger a page is drawn that is to be enlarged. */
    private static final double ENLARGEMENT = 1.4;

    static Prepared of(PageImage image, Preparation how) {
        Gray scanned = how == Preparation.WITHOUT_COLOUR
                ? Gray.of(image.pixels(), Gray.BRIGHTEST)
                : Seals.grey(image.pixels(), image.dpi());
        int side = Math.max(scanned.width(), scanned.height());
        double factor = Math.min(1, (double) SURVEY_SIDE / side);
        Gray survey = scanned.scaled(factor);
        double dpi = image.dpi() * factor;
        Gray flat = Background.flatten(survey, Math.max(16, (int) (dpi / 6)));
        Ink ink = Ink.of(flat, Background.threshold(flat));
        int rotation = 0;
        if (Posture.levelness(ink, dpi) < 1) {
            rotation = 90;
        }
        double letter = Posture.smallLetterHeight(ink, rotation != 0, dpi);
        if (rotation != 0) {
            flat = flat.turned(270);
            ink = Ink.of(flat, Background.threshold(flat));
        }
        double skew = letter == 0 ? 0 : Posture.skew(ink, letter);
        if (letter > 0 && Posture.uprightness(ink, letter, skew) < -0.05) {
            rotation += 180;
            flat = flat.turned(180);
            ink = Ink.of(flat, Background.threshold(flat));
        }
        Gray upright = scanned.turned(360 - rotation);
        double inkFactor = (double) upright.width() / flat.width();
        Gray source = flat;
        double size = 1;
        Box part = new Box(0, 0, flat.width(), flat.height());
        boolean enlarged = how == Preparation.ENLARGED;
        if (letter > 0 && (enlarged || letter < SMALL_LETTER || letter > LARGE_LETTER)) {
            size = Math.max(0.3, Math.min(2.5, BEST_LETTER / letter)) * (enlarged ? ENLARGEMENT : 1);
            part = size > 1 ? written(flat, ink, letter, skew) : part;
            Gray sized = size > 1
                    ? cut(upright, part, inkFactor).scaled(factor * size)
                    : survey.turned(360 - rotation).scaled(size);
            source = Background.flatten(sized, Math.max(16, (int) (dpi * size / 6)));
        }
        Gray working;
        Warp map = Warp.NONE;
        if (Math.abs(skew) > 0.2) {
            map = Warp.level(source.width(), source.height(), skew);
            working = map.draw(source, source.width(), source.height());
        } else {
            working = source;
        }
        if (how == Preparation.LOCAL_THRESHOLD && letter > 0) {
            working = LocalThreshold.apply(working, (int) (letter * size * 4));
        }
        Ink text = ink;
        if (letter > 0) {
            // Nothing was done to the even page: its pieces are known.
            Ink whole = working.pixels() == flat.pixels() ? ink : Ink.of(working, Background.threshold(working));
            text = Sweeper.sweep(working, whole, letter * size);
        }
        return new Prepared(
                upright,
                rotation,
                skew,
                working,
                map.scaled(part.width() * inkFactor / source.width(), part.height() * inkFactor / source.height())
                        .from(part.left() * inkFactor, part.top() * inkFactor),
                dpi * size,
                letter * size,
                text,
                ink,
                inkFactor);
    }

    /**
     * Where text stands on an even page, with white around it that lets it be made level: only that is worth enlarging.
     * The page is swept for that, and of no further use.
     */
    private static Box written(Gray flat, Ink ink, double letter, double skew) {
        Box text = Sweeper.sweep(flat, ink, letter).bounds();
        double swing = Math.abs(Math.sin(Math.toRadians(skew))) * Math.max(text.width(), text.height()) / 2;
        int margin = (int) (letter * MARGIN + swing);
        return new Box(
                Math.max(0, text.left() - margin),
                Math.max(0, text.top() - margin),
                Math.min(flat.width(), text.right() + margin),
                Math.min(flat.height(), text.bottom() + margin));
    }

    private static Gray cut(Gray upright, Box part, double factor) {
        return upright.crop(
                (int) Math.round(part.left() * factor),
                (int) Math.round(part.top() * factor),
                (int) Math.round(part.width() * factor),
                (int) Math.round(part.height() * factor));
    }

    /** How high small letters are in the copy that {@link #ink} was taken from, pixels. */
    double lettersOfInk() {
        return letters * Math.hypot(toUpright.xx(), toUpright.yx()) / inkFactor;
    }

    /** The hull of a box of the copy on the upright page. */
    Box toUpright(int left, int top, int right, int bottom) {
        double[] xs = {left, right, left, right};
        double[] ys = {top, top, bottom, bottom};
        double minX = Double.MAX_VALUE;
        double minY = Double.MAX_VALUE;
        double maxX = 0;
        double maxY = 0;
        for (int i = 0; i < 4; i++) {
            double x = toUpright.sourceX(xs[i], ys[i]);
            double y = toUpright.sourceY(xs[i], ys[i]);
            minX = Math.min(minX, x);
            maxX = Math.max(maxX, x);
            minY = Math.min(minY, y);
            maxY = Math.max(maxY, y);
        }
        int l = clamp((int) Math.round(minX), upright.width());
        int t = clamp((int) Math.round(minY), upright.height());
        return new Box(
                l,
                t,
                Math.max(l, clamp((int) Math.round(maxX), upright.width())),
                Math.max(t, clamp((int) Math.round(maxY), upright.height())));
    }

    private static int clamp(int value, int high) {
        return Math.max(0, Math.min(high, value));
    }
}

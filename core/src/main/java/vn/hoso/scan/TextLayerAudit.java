package vn.hoso.scan;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.Vietnamese;
import vn.hoso.text.Word;

/**
 * Judges whether the text that a file carries for a page can be trusted.
 *
 * <p>One in four real government scans has a text layer that was made with the wrong language; it makes the file
 * "searchable" for nothing. In right Vietnamese text about 0.25 to 0.30 of the letters carry a mark and nearly every
 * word is a possible syllable; in text read with an English model 0 to 0.08. English is trusted for its own frequent
 * words.
 *
 * <p>This judges form, not truth: a trusted text can still have wrong letters. It has no state.
 */
public final class TextLayerAudit {
    /** Below this share of marked letters a text is not Vietnamese as it is printed. */
    private static final double MARKED = 0.15;
    /** Right text has 0.94 and more of possible words, junk 0.68 to 0.88 with marks missing on top. */
    private static final double POSSIBLE = 0.80;
    /** Fewer letters than this say nothing. */
    private static final int TOO_FEW_LETTERS = 60;
    /** A scanned page where more of the ink than this has no words is not covered by its text. */
    private static final double BARE = 0.60;

    /** A share of signs beyond letters, digits and what forms are filled with; glyphs given wrong names come out so. */
    private static final double ODD = 0.30;

    /** Above this share of words that were torn apart a text is not read; right text has next to none. */
    private static final double TORN = 0.03;
    /** Fewer torn words may be chance on a short page. */
    private static final int FEWEST_TORN = 3;

    private static final double FOREIGN = 0.03;
    private static final double ENGLISH = 0.18;

    private static final Set<String> FREQUENT_ENGLISH = Set.of(
            ("a about after all also an and any are as at be been between but by can could do each first for from had"
                            + " has have he her his if in into is it its may more most must new no not of on one only or"
                            + " other our out over shall she should such than that the their there these they this to"
                            + " under up upon was we were when where which will with would you your")
                    .split(" ", -1));

    private TextLayerAudit() {}

    /** What is thought of a text. */
    public enum Verdict {
        /** Plausible Vietnamese or English: take it. */
        TRUSTED,
        /** Not plausible: recognise the page anew. */
        JUNK,
        /** There is no text. */
        EMPTY,
        /** Too short to tell, or only digits and symbols. */
        UNDECIDED,
        /** Plausible, but most of what is printed on the page has no words: recognise the page as well. */
        PARTIAL
    }

    /**
     * What was found.
     *
     * @param verdict the verdict
     * @param letters how many letters there are
     * @param marked the share of letters that carry a Vietnamese mark (đ counts)
     * @param possible the share of words of letters that are possible Vietnamese syllables or frequent English words
     * @param foreign the share of characters that neither language has, unknown glyphs among them
     * @param bareInk the share of the page's ink that lies in images and has no words, see {@link PageMakeup#bareInk};
     *     0 where only a text was judged
     */
    public record Judgement(
            Verdict verdict, int letters, double marked, double possible, double foreign, double bareInk) {}

    /**
     * Judges the text layer of a page, together with how much of the page it covers.
     *
     * @param scan an open scan
     * @param page the page, from 1
     * @return what was found
     * @throws vn.hoso.failure.HosoException as {@link Scan#image}
     */
    public static Judgement judge(Scan scan, int page) {
        Optional<PageText> text = scan.textLayer(page);
        if (text.isEmpty()) {
            return new Judgement(Verdict.EMPTY, 0, 0, 0, 0, 0);
        }
        Judgement of = judge(text.get());
        boolean takes = of.verdict() == Verdict.TRUSTED || of.verdict() == Verdict.UNDECIDED;
        double bare = takes ? scan.makeup(page).bareInk() : 0;
        Verdict verdict = of.verdict() == Verdict.TRUSTED && bare > BARE ? Verdict.PARTIAL : of.verdict();
        return new Judgement(verdict, of.letters(), of.marked(), of.possible(), of.foreign(), bare);
    }

    /**
     * Judges a text alone.
     *
     * @param text the text of a page
     * @return what was found, with no ink counted
     */
    public static Judgement judge(PageText text) {
        Tally tally = new Tally();
        for (Line line : text.lines()) {
            String last = "";
            for (Word word : line.words()) {
                tally.add(word.text());
                tally.addTorn(last, word.text());
                last = word.text();
            }
        }
        return tally.judgement();
    }

    private static final class Tally {
        private int letters;
        private int marked;
        private int foreign;
        private int odd;
        private int solid;
        private int characters;
        private int words;
        private int possible;
        private int english;
        private int torn;

        /** Two words beside each other, of which the second may end in punctuation. */
        void addTorn(String first, String second) {
            int end = second.length();
            while (end > 0 && !Character.isLetter(second.charAt(end - 1))) {
                end--;
            }
            torn += Vietnamese.isTorn(first, second.substring(0, end)) ? 1 : 0;
        }

        void add(String word) {
            String plain = Normalizer.normalize(word, Normalizer.Form.NFC);
            StringBuilder core = new StringBuilder();
            int[] points = plain.codePoints().toArray();
            for (int c : points) {
                characters++;
                if (Syllables.isForeign(c)) {
                    foreign++;
                }
                if (isOdd(c)) {
                    odd++;
                } else if (Character.isLetterOrDigit(c)) {
                    solid++;
                }
                if (Character.isLetter(c)) {
                    letters++;
                    if (Syllables.isMarked(c)) {
                        marked++;
                    }
                }
            }
            // A word is judged without the punctuation around it; what stands inside of it counts.
            int from = 0;
            int to = points.length;
            while (from < to && !Character.isLetterOrDigit(points[from])) {
                from++;
            }
            while (to > from && !Character.isLetterOrDigit(points[to - 1])) {
                to--;
            }
            boolean anyLetter = false;
            for (int i = from; i < to; i++) {
                core.appendCodePoint(points[i]);
                anyLetter |= Character.isLetter(points[i]);
            }
            if (!anyLetter || to - from < 2) {
                return;
            }
            words++;
            String lower = core.toString().toLowerCase(Locale.ROOT);
            if (FREQUENT_ENGLISH.contains(lower)) {
                english++;
            }
            if (Syllables.isPossible(lower) || FREQUENT_ENGLISH.contains(lower)) {
                possible++;
            }
        }

        Judgement judgement() {
            double m = share(marked, letters);
            double p = share(possible, words);
            double f = share(foreign, characters);
            return new Judgement(verdict(m, p, f), letters, m, p, f, 0);
        }

        private Verdict verdict(double m, double p, double f) {
            if (characters == 0) {
                return Verdict.EMPTY;
            }
            if (f > FOREIGN && characters >= TOO_FEW_LETTERS / 2) {
                return Verdict.JUNK;
            }
            if (odd + solid >= TOO_FEW_LETTERS && share(odd, odd + solid) > ODD) {
                return Verdict.JUNK;
            }
            if (letters < TOO_FEW_LETTERS) {
                return Verdict.UNDECIDED;
            }
            if (torn >= FEWEST_TORN && share(torn, words) > TORN) {
                return Verdict.JUNK;
            }
            if (m >= MARKED && p >= POSSIBLE) {
                return Verdict.TRUSTED;
            }
            if (m < 0.02 && share(english, words) >= ENGLISH) {
                return Verdict.TRUSTED;
            }
            return Verdict.JUNK;
        }

        /** Neither letter nor digit, nor a sign that texts and forms are full of. */
        private static boolean isOdd(int c) {
            return !Character.isLetterOrDigit(c) && !Character.isWhitespace(c) && ".,:;()/-–—_…%\"'“”".indexOf(c) < 0;
        }

        private static double share(int part, int whole) {
            return whole == 0 ? 0 : (double) part / whole;
        }
    }
}

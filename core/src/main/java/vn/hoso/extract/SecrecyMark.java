package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vn.hoso.paper.Field;
import vn.hoso.paper.Method;
import vn.hoso.text.Box;
import vn.hoso.text.Vietnamese;

/**
 * The stamp of a state secret (dấu chỉ độ mật): {@code MẬT}, {@code TỐI MẬT}, {@code TUYỆT MẬT}.
 *
 * <p>It is looked for on every page of every paper, also where the type is not known or does not declare it: whatever
 * carries it must not go on. Words that only speak of secrets ({@code BẢO MẬT}, {@code BÍ MẬT NHÀ NƯỚC}) are none, and
 * neither is what a rule about such stamps shows or names. In doubt it is a stamp.
 */
final class SecrecyMark {
    /** The key under which the mark stands among the fields. */
    static final String KEY = "secrecy_mark";

    /** The stamps of more than three letters, folded. */
    private static final Map<String, String> MARKS =
            Map.of("tuyetmat", "TUYỆT MẬT", "toimat", "TỐI MẬT", "domat", "MẬT");

    /** The stamp stands in the upper left of a first page, or at the very top of further ones. */
    private static final double UPPER = 0.45;

    private static final Pattern QUOTED = Pattern.compile("[\"“”„«].*[\"“”»][,;.:]?");

    private static final Pattern OF_SPECIMENS =
            Pattern.compile("mau (?:con |hinh )?dau|dau (?:chi )?(?:cac )?(?:do|muc) mat|dau chi mat");

    /** After these words a mark is named, not set: dấu, độ, mức, loại, hoặc, và, là. */
    private static final Set<String> SPEAKING = Set.of("dau", "do", "muc", "loai", "hoac", "va", "la");

    private SecrecyMark() {}

    static Optional<Field> find(List<PageView> pages) {
        return pages.stream()
                .flatMap(page -> stamps(page).stream())
                .findFirst()
                .map(stamp -> field(stamp.mark(), stamp.run()));
    }

    /** What was read as a stamp, and the row it stands in. */
    private record Stamp(String mark, List<Token> run, Row row, boolean upper) {}

    /** The stamps of a page, without those that only show how a stamp looks. */
    private static List<Stamp> stamps(PageView page) {
        List<Stamp> found = new ArrayList<>();
        for (Row row : page.layout().rows()) {
            for (Row.Segment segment : row.segments()) {
                boolean upper = segment.middle() < UPPER * page.layout().height();
                for (List<Token> run : runs(segment, upper)) {
                    mark(run, upper).ifPresent(mark -> found.add(new Stamp(mark, run, row, upper)));
                }
            }
        }
        return found.stream()
                .filter(stamp -> !isColumnHead(stamp, found) && !isSpecimen(stamp, found, page))
                .toList();
    }

    /** Low on a page, several different marks side by side are the heads of columns. */
    private static boolean isColumnHead(Stamp stamp, List<Stamp> all) {
        return !stamp.upper()
                && all.stream()
                        .anyMatch(other -> other.row().index() == stamp.row().index()
                                && !other.mark().equals(stamp.mark()));
    }

    /**
     * Whether a page shows how stamps look, as annexes of decrees do: it is not the first of a document, and several
     * different marks stand on it or what precedes the mark speaks of specimens. A mark above all other print is never one.
     */
    private static boolean isSpecimen(Stamp stamp, List<Stamp> all, PageView page) {
        if (page.heading().motto().isPresent() || page.heading().number().isPresent()) {
            return false;
        }
        String above = page.layout().rows().stream()
                .filter(row -> row.index() < stamp.row().index())
                .map(Row::text)
                .collect(Collectors.joining(" "));
        boolean first = above.chars().filter(Character::isLetter).count() < 3;
        boolean several = all.stream().map(Stamp::mark).distinct().count() > 1;
        return !first
                && (several || OF_SPECIMENS.matcher(Vietnamese.fold(above)).find());
    }

    /** What may be a stamp: all of a segment; high on the page also what begins or ends one, beside other print. */
    private static List<List<Token>> runs(Row.Segment segment, boolean upper) {
        List<Token> tokens = segment.tokens();
        List<List<Token>> runs = new ArrayList<>();
        if (tokens.size() <= 3 && (upper || !QUOTED.matcher(segment.text()).matches())) {
            runs.add(tokens);
        }
        for (int n = 1; upper && n <= 2 && n < tokens.size(); n++) {
            if (!tokens.get(n).capitals() && !isListed(tokens.subList(0, n + 1))) {
                runs.add(tokens.subList(0, n));
            }
            if (!tokens.get(tokens.size() - n - 1).capitals()
                    && !isSpokenOf(tokens.subList(tokens.size() - n - 1, tokens.size()))) {
                runs.add(tokens.subList(tokens.size() - n, tokens.size()));
            }
        }
        return runs;
    }

    /** Words of a sentence that goes on behind them: {@code TỐI MẬT, người có thẩm quyền …}. */
    private static boolean isListed(List<Token> runAndNext) {
        String last = runAndNext.get(runAndNext.size() - 2).text();
        String next = runAndNext.get(runAndNext.size() - 1).text();
        return isQuoted(runAndNext.subList(0, runAndNext.size() - 1))
                || (last.matches(".*[,;]") && next.equals(next.toLowerCase(java.util.Locale.ROOT)));
    }

    /** Words at the end of a line that name the mark: {@code … đóng dấu TỐI MẬT}. */
    private static boolean isSpokenOf(List<Token> beforeAndRun) {
        return isQuoted(beforeAndRun.subList(1, beforeAndRun.size()))
                || SPEAKING.contains(beforeAndRun.get(0).bare());
    }

    private static boolean isQuoted(List<Token> run) {
        return QUOTED.matcher(Row.join(run)).matches();
    }

    private static Optional<String> mark(List<Token> run, boolean upper) {
        String text = Row.join(run);
        String letters = text.replaceAll("[^\\p{L}]", "");
        if (letters.isEmpty() || !letters.equals(letters.toUpperCase(java.util.Locale.ROOT))) {
            return Optional.empty();
        }
        String bare = Token.bare(letters);
        if (bare.equals("mat")) {
            // low on the page the letters must be right: MẮT and MẶT are other words
            boolean exact = Vietnamese.normaliseTonePlacement(letters).equals("MẬT");
            boolean other = letters.matches("M[ẮẶẤ]T");
            return exact || (upper && !other) ? Optional.of("MẬT") : Optional.empty();
        }
        return MARKS.keySet().stream()
                .filter(known -> known.length() > 4 && Fuzzy.distance(known, bare, 1) <= (known.length() > 6 ? 1 : 0))
                .findFirst()
                .map(MARKS::get);
    }

    private static Field field(String mark, List<Token> run) {
        Box box =
                run.stream().map(token -> token.word().box()).reduce(Box::union).orElse(null);
        double confidence = run.stream().mapToDouble(Token::confidence).min().orElse(0) / 100;
        return new Field(
                KEY,
                mark,
                Row.join(run),
                Math.min(0.99, confidence),
                run.get(0).page(),
                box,
                Method.LAYOUT,
                false,
                List.of(),
                List.of());
    }
}

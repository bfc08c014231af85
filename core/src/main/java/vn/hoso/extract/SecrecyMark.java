package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.hoso.paper.Field;
import vn.hoso.paper.Method;
import vn.hoso.text.Box;
import vn.hoso.text.Vietnamese;

/**
 * The stamp of a state secret (dấu chỉ độ mật): {@code MẬT}, {@code TỐI MẬT}, {@code TUYỆT MẬT}.
 *
 * <p>It is looked for on every page of every paper, also where the type is not known or does not declare it: whatever
 * carries it must not go on. Words that only speak of secrets ({@code BẢO MẬT}, {@code BÍ MẬT NHÀ NƯỚC}) are none.
 */
final class SecrecyMark {
    /** The key under which the mark stands among the fields. */
    static final String KEY = "secrecy_mark";

    /** The stamps of more than three letters, folded. */
    private static final Map<String, String> MARKS =
            Map.of("tuyetmat", "TUYỆT MẬT", "toimat", "TỐI MẬT", "domat", "MẬT");

    /** The stamp stands in the upper left of a first page, or at the very top of further ones. */
    private static final double UPPER = 0.45;

    private SecrecyMark() {}

    static Optional<Field> find(List<PageView> pages) {
        for (PageView page : pages) {
            for (Row row : page.layout().rows()) {
                for (Row.Segment segment : row.segments()) {
                    boolean upper = segment.middle() < UPPER * page.layout().height();
                    for (List<Token> run : runs(segment, upper)) {
                        Optional<String> mark = mark(run, upper);
                        if (mark.isPresent()) {
                            return Optional.of(field(mark.get(), run));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** What may be a stamp: all of a segment; high on the page also what begins or ends one, beside other print. */
    private static List<List<Token>> runs(Row.Segment segment, boolean upper) {
        List<Token> tokens = segment.tokens();
        List<List<Token>> runs = new ArrayList<>();
        if (tokens.size() <= 3) {
            runs.add(tokens);
        }
        for (int n = 1; upper && n <= 2 && n < tokens.size(); n++) {
            if (!tokens.get(n).capitals()) {
                runs.add(tokens.subList(0, n));
            }
            if (!tokens.get(tokens.size() - n - 1).capitals()) {
                runs.add(tokens.subList(tokens.size() - n, tokens.size()));
            }
        }
        return runs;
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

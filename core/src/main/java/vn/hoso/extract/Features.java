package vn.hoso.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vn.hoso.paper.FieldKind;
import vn.hoso.paper.Method;
import vn.hoso.text.Vietnamese;

/** What the confidence in a reading is computed from. */
final class Features {
    /** The names, in the order of the numbers of {@link #of}; a coefficient stands under each in the model. */
    static final List<String> NAMES = List.of(
            "lowest_word",
            "mean_word",
            "fit",
            "well_formed",
            "repaired",
            "unusual",
            "agreements",
            "contradictions",
            "proven",
            "support",
            "syllables",
            "page",
            "length",
            "wrapped",
            "type",
            "code",
            "kind_closed",
            "kind_date",
            "kind_id",
            "kind_number",
            "kind_name",
            "kind_text",
            "kind_agency",
            "weak_words",
            "missing_confidence");

    private final Map<String, Integer> words = new HashMap<>();
    private final Map<Integer, Double> pageConfidence = new HashMap<>();
    private final double typeConfidence;

    Features(List<PageView> pages, double typeConfidence) {
        this.typeConfidence = typeConfidence;
        for (PageView page : pages) {
            pageConfidence.put(page.page(), page.layout().page().confidence() / 100);
            for (Row row : page.layout().rows()) {
                row.tokens().forEach(token -> words.merge(key(token.text()), 1, Integer::sum));
            }
        }
    }

    double[] of(Reading reading) {
        Candidate c = reading.candidate();
        FieldKind kind = c.field().kind();
        boolean code = c.method() == Method.QR || c.method() == Method.MRZ;
        List<Double> f = new ArrayList<>();
        f.add(c.lowestConfidence() / 100);
        f.add(c.tokens().stream().mapToDouble(Token::confidence).average().orElse(100) / 100);
        f.add(c.fit());
        f.add(flag(c.wellFormed()));
        f.add(flag(reading.doubts().contains("repaired")));
        f.add(flag(reading.doubts().contains("unusual")));
        f.add((double) Math.min(3, reading.agreements()));
        f.add((double) Math.min(2, reading.contradictions()));
        f.add(flag(reading.proven()));
        f.add(support(c));
        f.add(syllables(c));
        f.add(pageConfidence.getOrDefault(c.page(), 1.0));
        f.add(Math.log1p(c.value().length()) / 4);
        f.add(flag(c.rows() > 1));
        f.add(typeConfidence);
        f.add(flag(code));
        f.add(flag(is(kind, FieldKind.SEX, FieldKind.ETHNICITY, FieldKind.NATIONALITY, FieldKind.YEAR)
                || !c.field().choices().isEmpty()));
        f.add(flag(is(kind, FieldKind.DATE)));
        f.add(flag(is(kind, FieldKind.PERSON_ID, FieldKind.TAX_CODE, FieldKind.DIGITS, FieldKind.PHONE)));
        f.add(flag(is(
                kind,
                FieldKind.NUMBER,
                FieldKind.SYMBOL,
                FieldKind.SERIAL,
                FieldKind.INTEGER,
                FieldKind.DECIMAL,
                FieldKind.MONEY)));
        f.add(flag(is(kind, FieldKind.NAME)));
        f.add(flag(is(
                kind,
                FieldKind.TEXT,
                FieldKind.PLACE,
                FieldKind.ORGANISATION,
                FieldKind.DATE_WORDS,
                FieldKind.NUMBER_WORDS)));
        f.add(flag(is(kind, FieldKind.AGENCY, FieldKind.POST)));
        f.add(Math.min(
                        4,
                        c.tokens().stream()
                                .filter(token -> token.confidence() < 93)
                                .count())
                / 4.0);
        f.add(Math.min(
                1,
                c.tokens().stream()
                        .mapToDouble(token -> Math.max(0, 0.97 - token.confidence() / 100))
                        .sum()));
        return f.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double flag(boolean on) {
        return on ? 1 : 0;
    }

    private static boolean is(FieldKind kind, FieldKind... kinds) {
        return List.of(kinds).contains(kind);
    }

    /** The share of the words of a value that occur elsewhere on the paper with the same marks. */
    private double support(Candidate c) {
        List<String> keys = c.tokens().stream()
                .map(token -> key(token.text()))
                .filter(key -> !key.isEmpty())
                .toList();
        long elsewhere = keys.stream()
                .filter(key -> words.getOrDefault(key, 0)
                        > keys.stream().filter(key::equals).count())
                .count();
        return keys.isEmpty() ? 1 : (double) elsewhere / keys.size();
    }

    private static double syllables(Candidate c) {
        int words = 0;
        int good = 0;
        for (String word : c.value().split("[\\s,;.()/:\\-]+", -1)) {
            if (!word.isEmpty()) {
                words++;
                boolean letters = word.chars().allMatch(Character::isLetter);
                boolean digits = word.chars().allMatch(Character::isDigit);
                good += digits || (letters && Vietnamese.isSyllable(word)) || word.equals(word.toUpperCase(Locale.ROOT))
                        ? 1
                        : 0;
            }
        }
        return words == 0 ? 1 : (double) good / words;
    }

    private static String key(String text) {
        return Label.exact(text);
    }
}

package vn.hoso.extract;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.FieldType;
import vn.hoso.paper.Method;
import vn.hoso.text.Box;

/**
 * A value that a field may have, with what speaks for it.
 *
 * @param field the field
 * @param value the normalised value
 * @param printed as it stands on the paper
 * @param tokens the words that it was read from; none for codes
 * @param page its page, 0 where it stands nowhere
 * @param box where it stands, or null
 * @param method how it was found
 * @param fit how well caption and position fit, 0 to 1
 * @param rows over how many rows it goes
 * @param wellFormed whether it has the form that its kind demands
 * @param doubts what was noticed
 */
record Candidate(
        FieldType field,
        String value,
        String printed,
        List<Token> tokens,
        int page,
        @Nullable Box box,
        Method method,
        double fit,
        int rows,
        boolean wellFormed,
        List<String> doubts) {
    Candidate {
        tokens = List.copyOf(tokens);
        doubts = List.copyOf(doubts);
    }

    static Candidate of(FieldType field, Normalised normalised, Method method, double fit, int rows) {
        List<Token> tokens = normalised.tokens();
        boolean respelt = tokens.stream().anyMatch(Token::respelt);
        List<String> doubts = respelt && !normalised.doubts().contains("repaired")
                ? Stream.concat(normalised.doubts().stream(), Stream.of("repaired"))
                        .toList()
                : normalised.doubts();
        Box box = tokens.stream()
                .map(token -> token.word().box())
                .reduce(Box::union)
                .orElse(null);
        return new Candidate(
                field,
                normalised.value(),
                Normaliser.clean(normalised.printed()),
                tokens,
                tokens.isEmpty() ? 0 : tokens.get(0).page(),
                box,
                method,
                fit,
                rows,
                normalised.wellFormed(),
                doubts);
    }

    /** A value known by its place in the layout. */
    static Optional<Candidate> inLayout(FieldType field, Normalised normalised, double fit) {
        return Optional.of(of(field, normalised, Method.LAYOUT, fit, 1));
    }

    /** The value of a field's kind in words that are known by their place; empty where there is none. */
    static Optional<Candidate> read(FieldType field, List<Token> words, double fit) {
        return Normaliser.normalise(field.kind(), words).flatMap(value -> inLayout(field, value, fit));
    }

    /** The same with a further doubt. */
    Candidate doubted(String doubt) {
        if (doubts.contains(doubt)) {
            return this;
        }
        List<String> more = Stream.concat(doubts.stream(), Stream.of(doubt)).toList();
        return new Candidate(field, value, printed, tokens, page, box, method, fit, rows, wellFormed, more);
    }

    /** The lowest confidence of its words, 0 to 100; 100 where it was not read from words. */
    double lowestConfidence() {
        return tokens.stream().mapToDouble(Token::confidence).min().orElse(100);
    }
}

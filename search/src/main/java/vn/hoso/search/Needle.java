package vn.hoso.search;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hoso.search.PaperQuery.Match;

/** Words to find again in a text: one, or several in a row. */
record Needle(@Nullable String key, List<Syllables.Token> row, Match match) {
    Needle {
        row = List.copyOf(row);
    }

    static List<Needle> of(@Nullable String key, List<Syllables.Token> tokens, Match match) {
        if (match == Match.PHRASE) {
            return List.of(new Needle(key, Syllables.parts(tokens), match));
        }
        return Syllables.chunks(tokens).stream()
                .map(chunk -> new Needle(key, Syllables.parts(chunk), match))
                .toList();
    }

    boolean fits(int i, Syllables.Token token) {
        Syllables.Token wanted = row.get(i);
        String folded = token.folded();
        if (folded.equals(wanted.folded())) {
            return true;
        }
        if (wanted.folded().startsWith(IdentifierGuard.MARK)) {
            return folded.equals(wanted.exact()); // stored text shows the last digits only
        }
        return switch (match) {
            case PREFIX -> i == row.size() - 1 && folded.startsWith(wanted.folded());
            case TOLERANT -> Tolerance.near(folded, wanted.folded());
            default -> false;
        };
    }
}

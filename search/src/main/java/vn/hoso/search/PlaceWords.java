package vn.hoso.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PresentPlaces;

/**
 * A province that a query names, and what else papers may call it: since the re-organisation of 2025 the same place has an
 * old name and a new one.
 *
 * @param rest the words of the query beside the place
 * @param others the other names of the place, each as its words
 */
record PlaceWords(List<Syllables.Token> rest, List<List<Syllables.Token>> others) {
    private static final int LONGEST = 4;

    /** What a place under its other name counts. */
    private static final float OTHER_NAME = 0.1f;

    /**
     * The place in a query: the whole of it, or what follows the word for a province or city. Other words may be the name of
     * a person just as well.
     *
     * @return null where none is named, or one that has one name only
     */
    static @Nullable PlaceWords in(List<Syllables.Token> words, IdentifierGuard guard) {
        int start = 0;
        for (int i = 0; i + 1 < words.size(); i++) {
            String word = words.get(i).folded();
            boolean city = word.equals("thanh") && words.get(i + 1).folded().equals("pho");
            if (word.equals("tinh") || word.equals("tp") || city) {
                int name = city ? i + 2 : i + 1;
                for (int end = Math.min(words.size(), name + LONGEST); end > name; end--) {
                    List<Syllables.Token> rest = new ArrayList<>(words.subList(0, i));
                    rest.addAll(words.subList(end, words.size()));
                    PlaceWords place = of(words.subList(name, end), rest, guard);
                    if (place != null) {
                        return place;
                    }
                }
                start = name;
            }
        }
        return start == 0 ? of(words, List.of(), guard) : null;
    }

    /** Below what is found as it was written, what is found by the other names of the place. */
    Query besides(Query written) {
        BooleanQuery.Builder either = new BooleanQuery.Builder().add(written, Occur.SHOULD);
        for (List<Syllables.Token> other : others) {
            BooleanQuery.Builder both =
                    new BooleanQuery.Builder().add(WordQueries.phrase(Schema.TEXT, Schema.EXACT, other), Occur.MUST);
            rest.forEach(word -> both.add(WordQueries.term(Schema.TEXT, word.folded()), Occur.MUST));
            either.add(new BoostQuery(both.build(), OTHER_NAME), Occur.SHOULD);
        }
        return either.build();
    }

    /** The other names, to be found again in a text. */
    List<Needle> needles() {
        return others.stream()
                .flatMap(other -> Needle.of(null, other, PaperQuery.Match.PHRASE).stream())
                .toList();
    }

    private static @Nullable PlaceWords of(
            List<Syllables.Token> name, List<Syllables.Token> rest, IdentifierGuard guard) {
        if (name.size() > LONGEST) {
            return null;
        }
        String written = name.stream().map(Syllables.Token::exact).collect(Collectors.joining(" "));
        List<String> others = PresentPlaces.bundled().alsoCalled(written);
        return others.isEmpty()
                ? null
                : new PlaceWords(
                        rest,
                        others.stream()
                                .map(other -> Syllables.parts(Syllables.of(other, guard)))
                                .toList());
    }
}

package vn.hoso.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.text.Vietnamese;

/** Random papers, changes and queries: the index and a plain list of texts agree on what is found. */
class SearchProperties {
    private static final String[] SYLLABLES = {
        "nguyễn", "nguyên", "văn", "vân", "hoà", "hòa", "quý", "đặng", "bình", "binh", "Á", "số"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsWhatAPlainScanFinds(long seed, @TempDir Path home) {
        Random random = new Random(seed);
        Map<PaperId, Plain> model = new HashMap<>();
        Map<PaperId, Plain> committed = new HashMap<>();
        LuceneRecordIndex index = LuceneRecordIndex.open(home.resolve("index"));
        try {
            for (int round = 0; round < 30; round++) {
                for (int change = 0; change < 5; change++) {
                    change(random, index, model);
                }
                if (random.nextInt(3) == 0) {
                    index.commit(round);
                    committed = new HashMap<>(model);
                }
                if (random.nextInt(10) == 0) { // a crash: back to the last commit
                    index.close();
                    index = LuceneRecordIndex.open(home.resolve("index"));
                    model = new HashMap<>(committed);
                }
                index.refresh(Duration.ofSeconds(9));
                for (int query = 0; query < 5; query++) {
                    ask(random, index, model, "seed " + seed + " round " + round);
                }
            }
        } finally {
            index.close();
        }
    }

    private record Plain(String type, String day, List<String> words) {}

    private static void change(Random random, LuceneRecordIndex index, Map<PaperId, Plain> model) {
        int n = random.nextInt(30);
        if (random.nextInt(4) == 0) {
            index.remove(Papers.id(n));
            model.remove(Papers.id(n));
            return;
        }
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(8) + 1; i > 0; i--) {
            words.add(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        String type = random.nextBoolean() ? "diploma" : "permit";
        String day = "2024-0" + (random.nextInt(9) + 1) + "-1" + random.nextInt(10);
        index.put(Papers.record(n, type, Owner.UNKNOWN, day), 1, List.of(Papers.page(1, String.join(" ", words))));
        model.put(
                Papers.id(n),
                new Plain(type, day, words.stream().map(Vietnamese::fold).toList()));
    }

    private static void ask(Random random, LuceneRecordIndex index, Map<PaperId, Plain> model, String where) {
        String first = SYLLABLES[random.nextInt(SYLLABLES.length)];
        String second = SYLLABLES[random.nextInt(SYLLABLES.length)];
        String a = Vietnamese.fold(first);
        String b = Vietnamese.fold(second);
        String from = "2024-0" + (random.nextInt(9) + 1) + "-15";
        Map<String, java.util.function.Predicate<Plain>> queries = Map.of(
                first + " " + second,
                        paper -> paper.words().contains(a) && paper.words().contains(b),
                "\"" + first + " " + second + "\"", paper -> inARow(paper.words(), a, b),
                first + " OR " + second,
                        paper -> paper.words().contains(a) || paper.words().contains(b),
                first + " NOT " + second,
                        paper -> paper.words().contains(a) && !paper.words().contains(b),
                "type:permit " + first,
                        paper -> paper.type().equals("permit") && paper.words().contains(a),
                "issued:[" + from + " TO *]", paper -> paper.day().compareTo(from) >= 0,
                a.substring(0, 1) + "* type:diploma",
                        paper -> paper.type().equals("diploma")
                                && paper.words().stream().anyMatch(word -> word.startsWith(a.substring(0, 1))));
        queries.forEach((query, fits) -> {
            Set<PaperId> expected = model.entrySet().stream()
                    .filter(entry -> fits.test(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
            SearchResult found = index.find(query, 100);
            Set<PaperId> ids = new TreeSet<>();
            found.hits().forEach(hit -> ids.add(hit.id()));
            assertThat(ids).as(where + ": " + query).isEqualTo(expected);
            assertThat(found.total()).isEqualTo(new SearchResult.Count(expected.size(), true));
        });
    }

    private static boolean inARow(List<String> words, String a, String b) {
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i - 1).equals(a) && words.get(i).equals(b)) {
                return true;
            }
        }
        return false;
    }
}

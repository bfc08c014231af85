package vn.hoso.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.paper.Owner;

/** Names of which text recognition has misread letters. */
class MisreadNamesTest {
    private static final String[] FAMILY = {"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Võ", "Ngô", "Lý"};
    private static final String[] MIDDLE = {"Văn", "Thị", "Minh", "Hữu", "Đức", "Ngọc", "Thanh", "Quang", "Xuân", "Mỹ"};
    private static final String[] GIVEN = {"An", "Bình", "Cường", "Dũng", "Hà", "Hùng", "Lan", "Nga", "Oanh", "Thủy"};

    @TempDir
    Path folder;

    private LuceneRecordIndex index;
    private final Random random = new Random(7);

    @BeforeEach
    void open() {
        index = LuceneRecordIndex.open(folder.resolve("index"));
    }

    @AfterEach
    void close() {
        index.close();
    }

    private void put(int n, String name) {
        index.put(Papers.record(n, "diploma", new Owner(null, name, null), "2024-01-01"), 1, List.of());
    }

    private String name() {
        StringBuilder name = new StringBuilder(one(FAMILY));
        for (int i = random.nextInt(2) + 1; i > 0; i--) {
            name.append(' ').append(one(MIDDLE));
        }
        return name.append(' ').append(one(GIVEN)).toString();
    }

    private String one(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    @Test
    void findsThePersonAmongTheFirstTen() {
        String[] names = new String[800];
        for (int n = 0; n < names.length; n++) {
            names[n] = name();
            put(n, names[n]);
        }
        index.refresh(Duration.ofSeconds(30));
        int found = 0;
        for (int question = 0; question < 300; question++) {
            String wanted = one(names);
            StringBuilder misread = new StringBuilder(wanted);
            for (int i = 0; i < misread.length(); i++) {
                if (misread.charAt(i) != ' ' && random.nextInt(20) == 0) {
                    misread.setCharAt(i, (char) ('a' + random.nextInt(26)));
                }
            }
            SearchRequest request = SearchRequest.of(PaperQuery.tolerant(misread.toString()), 10);
            found += index.find(request).hits().stream().anyMatch(hit -> wanted.equals(hit.owner())) ? 1 : 0;
        }
        assertThat(found).as("of 300").isGreaterThanOrEqualTo(285);
    }

    @Test
    void putsTheNearestNameFirstAndAmongEquallyNearTheOneWithTheSameAccents() {
        put(1, "Trần Văn Hùng");
        put(2, "Trần Văn Hưng");
        put(3, "Trần Văn Hừngg");
        index.refresh(Duration.ofSeconds(30));
        assertThat(owners("Trần Văn Hưng")).containsExactly("Trần Văn Hưng", "Trần Văn Hùng", "Trần Văn Hừngg");
    }

    @Test
    void findsPartsOfANameWhereNoWholeNameIsNear() {
        put(1, "Công Tằng Tôn Nữ Thị Hoài");
        index.refresh(Duration.ofSeconds(30));
        assertThat(owners("Tôn Nũ Thị")).containsExactly("Công Tằng Tôn Nữ Thị Hoài");
        assertThat(owners("Phạm Văn Oanh")).isEmpty();
    }

    private List<String> owners(String misread) {
        return index.find(SearchRequest.of(PaperQuery.tolerant(misread), 10)).hits().stream()
                .map(SearchResult.Hit::owner)
                .toList();
    }
}

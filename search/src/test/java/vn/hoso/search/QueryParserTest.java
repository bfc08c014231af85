package vn.hoso.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.paper.Owner;

class QueryParserTest {
    @Test
    void readsWordsPhrasesFieldsAndRanges() {
        assertThat(parse("nguyen van a")).isEqualTo(PaperQuery.words("nguyen van a"));
        assertThat(parse("\"về việc\" x"))
                .isEqualTo(PaperQuery.all(PaperQuery.phrase("về việc"), PaperQuery.words("x")));
        assertThat(parse("loại:diploma")).isEqualTo(new PaperQuery.Text("loai", "diploma", PaperQuery.Match.WORDS));
        assertThat(parse("issue_date:[2024-01-01 TO *]"))
                .isEqualTo(PaperQuery.between("issue_date", "2024-01-01", null));
        assertThat(parse("a OR b AND NOT c"))
                .isEqualTo(PaperQuery.any(
                        PaperQuery.words("a"),
                        PaperQuery.all(PaperQuery.words("b"), PaperQuery.not(PaperQuery.words("c")))));
        assertThat(parse("nguyen~ van~")).isEqualTo(PaperQuery.tolerant("nguyen van"));
        assertThat(parse("(a OR b) c"))
                .isEqualTo(PaperQuery.all(
                        PaperQuery.any(PaperQuery.words("a"), PaperQuery.words("b")), PaperQuery.words("c")));
        assertThat(parse("")).isEqualTo(PaperQuery.everything());
        assertThat(parse("Số: 15/QĐ-UBND")).isEqualTo(PaperQuery.words("Số: 15/QĐ-UBND"));
    }

    @Test
    void notesWhatItLeftOut() {
        for (String odd : List.of("\"open", "(open", "close)", "x:[1 2]", "a".repeat(3000))) {
            assertThat(PaperQuery.parse(odd).notes()).as(odd).isNotEmpty();
        }
    }

    /** Whatever is typed: an answer, never an exception. */
    @Test
    void neverFails(@TempDir Path home) {
        String[] parts = {
            "a",
            "Nguyễn",
            "\"",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ":",
            "~",
            "*",
            "-",
            "+",
            " ",
            " AND ",
            " OR ",
            " NOT ",
            "TO",
            "x:",
            "issued:",
            "type:",
            "owner:",
            "name:",
            "text:",
            "area:",
            "2024",
            "31/02/2024",
            "..",
            "/",
            "\\",
            "^",
            "?",
            "!",
            "\u0000",
            "\uD83D",
            "😀",
            "15/QĐ-UBND",
            "030089822188",
            ":[",
            ":>",
            ":(",
            "\"~",
            "#",
            "•",
            "\n"
        };
        Random random = new Random(5);
        try (LuceneRecordIndex index = LuceneRecordIndex.open(home.resolve("index"))) {
            index.put(
                    Papers.record(1, "t", new Owner("030089822188", "Nguyễn A", null), "2024-01-01", "area", "5"),
                    1,
                    List.of(Papers.page(1, "a Nguyễn 15/QĐ-UBND 2024")));
            index.refresh(java.time.Duration.ofSeconds(1));
            for (int round = 0; round < 3000; round++) {
                StringBuilder query = new StringBuilder();
                for (int i = random.nextInt(12); i >= 0; i--) {
                    query.append(parts[random.nextInt(parts.length)]);
                }
                assertThat(index.find(query.toString(), 3).total().value())
                        .as("seed 5, " + query)
                        .isBetween(0L, 1L);
            }
            for (String big :
                    List.of("a~ ".repeat(600), "(".repeat(1500), "a OR ".repeat(399) + "b", "-".repeat(1999))) {
                assertThat(index.find(big, 3).total().value()).isBetween(0L, 1L);
            }
        }
    }

    private static PaperQuery parse(String text) {
        return PaperQuery.parse(text).query();
    }
}

package vn.hoso.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.digitize.Home;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.search.Reindexer;

class ScenarioRunnerTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path home;

    @Test
    void answersOurOwnScenarioAsExpected() throws Exception {
        assertAsExpected(
                Path.of(ScenarioRunnerTest.class.getResource("scenario.json").toURI()));
    }

    @Test
    void answersTheScenarioOfTheCorpusAsExpected(TestReporter reporter) throws IOException {
        Optional<Path> corpus = corpus();
        if (corpus.isEmpty()) {
            reporter.publishEntry("left out", "shared/corpus/dev/scenario.json is not here");
            return;
        }
        assertAsExpected(corpus.get());
    }

    private void assertAsExpected(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Home scratch = Home.open(home);
                LuceneRecordIndex index = LuceneRecordIndex.open(scratch.indexFolder(), scratch.keysFolder())) {
            ScenarioRunner.into(scratch.archive(), index, scratch.registry()).run(file, lines::add);
            assertThat(scratch.registry().checkLedger()).isEmpty();
            assertThat(index.check()).isEmpty();
        }
        assertThat(afterRebuild(file))
                .as("with an index that was made again from the archive")
                .isEqualTo(lines);
        JsonNode questions = JSON.readTree(Files.readAllBytes(file)).get("questions");
        assertThat(lines).hasSize(questions.size()).isNotEmpty();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            JsonNode answer = JSON.readTree(lines.get(i));
            JsonNode question = questions.get(i);
            JsonNode expected = question.get("expected");
            boolean right = answer.get("question_id").equals(question.get("question_id"))
                    && answer.get("resolved_owner_id").equals(expected.get("resolved_owner_id"))
                    && answer.get("prefill").equals(expected.get("prefill"))
                    && sameComponents(answer.get("components"), expected.get("components"));
            if (!right) {
                wrong.add(answer + "\n  expected " + expected);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private List<String> afterRebuild(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Home scratch = Home.open(home)) {
            Reindexer reindexer = Reindexer.of(scratch.archive());
            long last = scratch.registry().lastSequence();
            assertThat(reindexer
                            .rebuild(scratch.indexFolder(), last, (papers, failures) -> {})
                            .failures())
                    .isEmpty();
            try (LuceneRecordIndex index = LuceneRecordIndex.open(scratch.indexFolder(), scratch.keysFolder())) {
                ScenarioRunner.into(scratch.archive(), index, scratch.registry())
                        .run(file, lines::add);
            }
        }
        return lines;
    }

    private static boolean sameComponents(JsonNode answers, JsonNode expected) {
        boolean same = answers.size() == expected.size();
        for (int i = 0; same && i < answers.size(); i++) {
            for (String key : List.of("component", "answer", "record")) {
                same &= answers.get(i).get(key).equals(expected.get(i).get(key));
            }
        }
        return same;
    }

    private static Optional<Path> corpus() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("shared/corpus/dev/scenario.json");
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}

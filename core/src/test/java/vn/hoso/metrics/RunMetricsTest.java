package vn.hoso.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.hoso.digitize.FileReport;
import vn.hoso.digitize.FileReport.Outcome;
import vn.hoso.digitize.Progress;
import vn.hoso.digitize.Step;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.PaperEntry;

class RunMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RunMetrics metrics = new RunMetrics(registry);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void allIsThereAtZeroBeforeAnythingHappens() {
        assertThat(registry.get("hoso.pages").counter().count()).isZero();
        assertThat(registry.get("hoso.queue").gauge().value()).isZero();
        for (Step step : Step.values()) {
            assertThat(registry.get("hoso.step")
                            .tag("step", step.name().toLowerCase(java.util.Locale.ROOT))
                            .timer()
                            .count())
                    .isZero();
        }
        assertThat(registry.find("hoso.files").counters()).hasSize(4);
        assertThat(registry.find("hoso.failures").counters()).isEmpty();
    }

    @Test
    void countsPagesOfOneRunAfterAnother() {
        metrics.progress(progress(10, 1, 3));
        metrics.progress(progress(10, 4, 8));
        assertThat(registry.get("hoso.pages").counter().count()).isEqualTo(8);
        assertThat(registry.get("hoso.queue").gauge().value()).isEqualTo(6);
        metrics.progress(progress(2, 0, 1));
        assertThat(registry.get("hoso.pages").counter().count()).isEqualTo(9);
        assertThat(registry.get("hoso.queue").gauge().value()).isEqualTo(2);
    }

    @Test
    void countsFilesByOutcomeFailuresByReasonAndTimeByStep() {
        metrics.finished(report(Outcome.CONVERTED, null));
        metrics.finished(report(Outcome.CONVERTED, null));
        metrics.finished(report(Outcome.SKIPPED, null));
        metrics.finished(report(Outcome.NOT_DONE, null));
        metrics.finished(report(
                Outcome.FAILED, PaperEntry.Failure.of(new HosoException(Problem.ENCRYPTED, "Nguyễn Văn A.pdf"))));
        assertThat(files("converted")).isEqualTo(2);
        assertThat(files("skipped")).isEqualTo(1);
        assertThat(files("failed")).isEqualTo(1);
        assertThat(registry.get("hoso.failures")
                        .tag("problem", "encrypted")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("hoso.papers").counter().count()).isEqualTo(2);
        assertThat(registry.get("hoso.bytes").tag("of", "rendition").counter().count())
                .isEqualTo(400);
        assertThat(registry.get("hoso.step").tag("step", "sign").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(5 * 30 - 30);
        assertThat(registry.getMeters().toString()).doesNotContain("Nguyễn");
    }

    private double files(String outcome) {
        return registry.get("hoso.files").tag("outcome", outcome).counter().count();
    }

    private static Progress progress(int files, int converted, long pages) {
        return new Progress(files, converted, 0, 0, 0, pages, pages, converted, Duration.ofSeconds(1));
    }

    private static FileReport report(Outcome outcome, PaperEntry.@Nullable Failure failure) {
        return new FileReport(
                Path.of("Nguyễn Văn A.pdf"),
                outcome,
                "0".repeat(64),
                List.of(PaperId.of("0".repeat(64), 1)),
                null,
                1,
                100,
                200,
                Map.of(Step.SIGN, Duration.ofMillis(30)),
                List.of(),
                failure);
    }
}

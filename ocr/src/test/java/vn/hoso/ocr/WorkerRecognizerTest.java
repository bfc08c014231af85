package vn.hoso.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.TextRecognizer;

class WorkerRecognizerTest {
    @Test
    void readsAPageAsTheRecogniserInThisProcessDoes() {
        Optional<Font> font = DrawnPage.font();
        if (font.isEmpty()) {
            System.err.println("left out: this machine has no font with Vietnamese letters");
            return;
        }
        PageImage page = DrawnPage.image(DrawnPage.turned(DrawnPage.page(font.get()), 1, 0.7));
        try (TextRecognizer workers = WorkerRecognizer.builder().build();
                TextRecognizer here = TesseractRecognizer.builder().build()) {
            assertThat(workers.recognize(page)).isEqualTo(here.recognize(page));
            assertThat(workers.engine()).isEqualTo(here.engine());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {FaultyWorker.CRASH, FaultyWorker.OUT_OF_MEMORY, FaultyWorker.GARBAGE})
    void aWorkerThatDiesCostsOnePage(int fault) {
        try (WorkerRecognizer recognizer = faulty().build()) {
            String before = worker(recognizer, 1);
            assertThatThrownBy(() -> recognizer.recognize(page(fault)))
                    .isInstanceOfSatisfying(
                            HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.RECOGNITION_FAILED));
            assertThat(worker(recognizer, 2)).isNotEqualTo(before);
            assertThat(recognizer.workers()).isEqualTo(1);
        }
    }

    @Test
    void aWorkerThatHangsIsKilledAtTheDeadline() {
        try (WorkerRecognizer recognizer =
                faulty().timeout(Duration.ofMillis(200)).build()) {
            String before = worker(recognizer, 1);
            assertThatThrownBy(() -> recognizer.recognize(page(FaultyWorker.HANG)))
                    .isInstanceOfSatisfying(
                            HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.RECOGNITION_TIMEOUT));
            long pid = Long.parseLong(before.substring(3));
            ProcessHandle.of(pid).ifPresent(child -> child.onExit().join());
            assertThat(worker(recognizer, 2)).isNotEqualTo(before);
        }
    }

    @Test
    void aFailureThatTheWorkerReportsLeavesItAtWork() {
        try (WorkerRecognizer recognizer = faulty().build()) {
            String before = worker(recognizer, 1);
            assertThatThrownBy(() -> recognizer.recognize(page(FaultyWorker.REFUSE)))
                    .isInstanceOf(HosoException.class)
                    .hasMessageContaining("refused");
            assertThat(worker(recognizer, FaultyWorker.CHATTER)).isEqualTo(before);
        }
    }

    @Test
    void workersAreReplacedAfterSoManyPages() {
        try (WorkerRecognizer recognizer = faulty().recycleAfter(2).build()) {
            String first = worker(recognizer, 1);
            assertThat(worker(recognizer, 2)).isEqualTo(first);
            assertThat(worker(recognizer, 3)).isNotEqualTo(first);
        }
    }

    @Test
    void aHugePageIsMadeSmallerForTheWorkerOnly() {
        try (WorkerRecognizer recognizer = faulty().maxPixels(1_000_000).build()) {
            PageText text = recognizer.recognize(
                    new PageImage(1, new BufferedImage(3000, 2000, BufferedImage.TYPE_BYTE_BINARY), 300));
            assertThat(text.width()).isEqualTo(3000);
            assertThat(text.height()).isEqualTo(2000);
            assertThat(text.dpi()).isEqualTo(300);
            assertThat(text.lines().get(0).box().right()).isBetween(2990, 3000);
        }
    }

    @Test
    void endsItsWorkersWhenClosed() {
        WorkerRecognizer recognizer = faulty().build();
        long pid = Long.parseLong(worker(recognizer, 1).substring(3));
        recognizer.close();
        recognizer.close();
        ProcessHandle.of(pid).ifPresent(child -> child.onExit().join());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThatThrownBy(() -> recognizer.recognize(page(1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void ctrlCIsTheParentsToHear() throws Exception {
        try (WorkerRecognizer recognizer = faulty().build()) {
            String before = worker(recognizer, 1);
            new ProcessBuilder("kill", "-INT", before.substring(3)).start().waitFor();
            assertThat(worker(recognizer, 2)).isEqualTo(before);
        }
    }

    @Test
    void saysAtOnceWhatIsWrongWithTheSettings(@TempDir Path empty) {
        assertThatThrownBy(() -> WorkerRecognizer.builder().models(empty).build())
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.BAD_CONFIGURATION))
                .hasMessageContaining("vie.traineddata");
    }

    private static WorkerRecognizer.Builder faulty() {
        return WorkerRecognizer.builder().main(FaultyWorker.class);
    }

    private static String worker(TextRecognizer recognizer, int page) {
        return recognizer.recognize(page(page)).text();
    }

    private static PageImage page(int number) {
        return new PageImage(number, new BufferedImage(40, 30, BufferedImage.TYPE_3BYTE_BGR), 200);
    }
}

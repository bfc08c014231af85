package vn.hoso.digitize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.hoso.digitize.FileReport.Outcome;
import vn.hoso.digitize.Probe.Moment;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.scan.Scan;
import vn.hoso.scan.ScanReader;

/** What the world does to a run: each fault is met, said, costs no more than it must, and the next run makes up for it. */
class FaultsTest extends HomeFixture {
    private List<Path> papers(int count) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(Papers.png(scans, i + ".png", i));
        }
        return files;
    }

    private void makesUpForIt(List<Path> files) {
        convert(files.toArray(Path[]::new));
        TestRoad.assertSound(home, files.size());
    }

    /** Something happens to the second of three files, at one moment of its road. */
    private BatchReport disturbed(List<Path> files, Moment moment, Disturbance disturbance) {
        AtomicLong reached = new AtomicLong();
        return TestRoad.converter(home, reader)
                .jobs(1)
                .probe(at -> {
                    if (at == moment && reached.incrementAndGet() == 2) {
                        try {
                            disturbance.happens(files.get(1));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                })
                .build()
                .convert(files);
    }

    @FunctionalInterface
    private interface Disturbance {
        void happens(Path file) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(
            value = Moment.class,
            names = {"RECEIVED", "READ"})
    void aFileChangesWhileItIsWorkedOn(Moment moment) throws IOException {
        List<Path> files = papers(3);
        BatchReport report = disturbed(files, moment, file -> Papers.png(scans, "1.png", 77));

        FileReport changed = report.files().get(1);
        assertThat(changed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(changed.failure().problem()).isEqualTo(Problem.CHANGED);
        TestRoad.assertSound(home, 2);
        assertThat(report.with(Outcome.CONVERTED))
                .contains(report.files().get(0), report.files().get(2));
        BatchReport again = convert(files.get(1));
        assertThat(again.count(Outcome.CONVERTED)).isEqualTo(1);
        assertThat(archivedNumber(again.files().get(0).papers().get(0))).isEqualTo(77);
    }

    private int archivedNumber(PaperId paper) throws IOException {
        Path pdf = home.archive().files(paper, 1).get("paper.pdf");
        try (Scan scan = ScanReader.builder().build().open(pdf, Files.createTempDirectory(temporary, "look"))) {
            return Papers.number(scan.image(1).pixels());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Moment.class,
            names = {"READ", "EXTRACTED"})
    void aFileVanishesWhileItIsWorkedOn(Moment moment) throws IOException {
        List<Path> files = papers(3);
        BatchReport report = disturbed(files, moment, Files::delete);

        FileReport gone = report.files().get(1);
        if (gone.outcome() == Outcome.FAILED) {
            assertThat(gone.failure().problem()).isIn(Problem.UNREADABLE, Problem.CHANGED);
        }
        int archived = report.count(Outcome.CONVERTED);
        assertThat(archived).isGreaterThanOrEqualTo(2);
        TestRoad.assertSound(home, archived);
        Papers.png(scans, "1.png", 1);
        makesUpForIt(files);
    }

    @Test
    void anotherProcessHoldsTheRegistryForAWhile() throws Exception {
        List<Path> files = papers(4);
        home.registry().lastSequence();
        CountDownLatch held = new CountDownLatch(1);
        Thread holder = new Thread(() -> {
            try (Connection connection = DriverManager.getConnection(
                            "jdbc:sqlite:" + home.folder().resolve("registry.db"));
                    Statement statement = connection.createStatement()) {
                statement.execute("begin immediate");
                held.countDown();
                Thread.sleep(700);
                statement.execute("rollback");
            } catch (SQLException | InterruptedException e) {
                held.countDown();
            }
        });
        holder.start();
        held.await();
        BatchReport report = convert(files.toArray(Path[]::new));
        holder.join();

        assertThat(report.count(Outcome.CONVERTED)).isEqualTo(4);
        TestRoad.assertSound(home, 4);
    }

    @Test
    void theClockGoesBackwards() throws IOException {
        home.close();
        home = Home.open(temporary.resolve("home"), new Backwards());
        List<Path> files = papers(3);
        assertThat(convert(files.toArray(Path[]::new)).count(Outcome.CONVERTED)).isEqualTo(3);
        assertThat(home.registry().checkLedger()).isEmpty();
        reopen();
        makesUpForIt(files);
    }

    /** Each look at the clock finds it a minute earlier. */
    private static final class Backwards extends Clock {
        private final AtomicLong looks = new AtomicLong();

        @Override
        public Instant instant() {
            return Instant.parse("2026-11-22T03:04:05Z").minusSeconds(60 * looks.incrementAndGet());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** On a small file system that {@code -Dhoso.small.disk} names, such as a tmpfs of 24 MB: there the disk is really full. */
    @Test
    void theDiskIsFullWhereverThatHits() throws IOException {
        String disk = System.getProperty("hoso.small.disk");
        if (disk == null) {
            System.out.println("not tried, since no small file system was given: a disk that is really full");
            return;
        }
        FileStore store = Files.getFileStore(Path.of(disk));
        assertThat(store.getTotalSpace()).isLessThan(100L << 20);
        home.close();
        Path folder = Files.createTempDirectory(Path.of(disk), "home");
        List<Path> files = papers(6);
        Path ballast = folder.resolveSibling("ballast");
        home = Home.open(folder);
        home.registry().lastSequence();
        int round = 0;
        for (long free = 0; free < 600_000; free += 20_000) {
            Files.write(ballast, new byte[0]);
            long room = store.getUsableSpace() - free;
            Files.write(ballast, new byte[(int) Math.max(0, room)]);
            try {
                BatchReport report = convert(files.get(round++ % files.size()));
                assertThat(report.with(Outcome.FAILED))
                        .allSatisfy(file -> assertThat(file.failure().problem()).isEqualTo(Problem.DISK_FULL));
            } catch (HosoException e) {
                assertThat(e.problem()).isEqualTo(Problem.DISK_FULL);
            } finally {
                Files.delete(ballast);
            }
        }
        makesUpForIt(files);
    }
}

package vn.hoso.digitize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.hoso.archive.Archive;
import vn.hoso.digitize.FileReport.Outcome;
import vn.hoso.digitize.Probe.Moment;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Digests;
import vn.hoso.internal.Durable;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;
import vn.hoso.registry.Decision;
import vn.hoso.registry.IncomingFile;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.seal.PdfSigner;
import vn.hoso.seal.Signatory;
import vn.hoso.seal.SigningRole;

class BatchConverterTest extends HomeFixture {
    @Test
    void bringsEachFileToASignedArchivedAndIndexedPaper() throws IOException {
        Path letter = Papers.png(scans, "công văn.png", 512);
        Path long1 = Papers.tiff(scans, "long.tif", 1000, 7);
        byte[] before = Files.readAllBytes(letter);

        BatchReport report = convert(letter, long1);

        assertThat(report.files())
                .extracting(FileReport::outcome)
                .containsExactly(Outcome.CONVERTED, Outcome.CONVERTED);
        assertThat(report.indexed()).isTrue();
        assertThat(report.stopped()).isFalse();
        assertThat(report.pages()).isEqualTo(8);
        assertThat(report.files().get(1).times())
                .containsKeys(Step.SCAN, Step.RECOGNISE, Step.COMPOSE, Step.SIGN, Step.ARCHIVE);
        assertThat(report.files().get(0).renditionBytes()).isPositive();
        PaperId id = PaperId.of(Digests.sha256(letter), 1);
        assertThat(report.files().get(0).papers()).containsExactly(id);
        Map<String, Path> files = home.archive().files(id, 1);
        assertThat(files).containsOnlyKeys(Archive.PDF, Archive.RECORD, "text/page-0001.xml.gz");
        assertThat(TestRoad.SEALS.verifyPdf(files.get(Archive.PDF)).status().name())
                .isEqualTo("VALID");
        DigitisedRecord record = new RecordCodec().decode(Files.readAllBytes(files.get(Archive.RECORD)), "x");
        assertThat(record.source().name()).isEqualTo("công văn.png");
        assertThat(record.level()).isIn(Level.RECOGNISED, Level.CROSS_CHECKED);
        assertThat(record.resultCode()).isNull();
        assertThat(record.field("document_number").orElseThrow().value()).isEqualTo("512/SNV-CCHC");
        assertThat(record.rendition().officer()).isEqualTo("Lê Thị Quét");
        assertThat(Files.readAllBytes(letter)).isEqualTo(before);
        // Each page of the long scan begins with a heading of its own: seven letters in one file.
        assertThat(report.files().get(1).papers()).hasSize(7);
        TestRoad.assertSound(home, 8);
        assertThat(actions(id)).containsExactly("received", "scan", "sign", "extract", "archive");
    }

    @Test
    void keepsWhatWasSaidOfAFileAsSaidAndNotAsData() throws IOException {
        Path letter = Papers.png(scans, "a.png", 512);
        Path other = Papers.png(scans, "b.png", 513);
        Stated said = new Stated("001202012345", "notice", null, "H56.14-240823-0001");

        TestRoad.converter(home, reader).build().convert(List.of(other, letter), Map.of(letter, said));

        PaperId id = PaperId.of(Digests.sha256(letter), 1);
        DigitisedRecord record = archived(id);
        assertThat(Stated.of(record)).isEqualTo(said);
        assertThat(record.type()).isEqualTo("official_letter");
        assertThat(record.owner().id()).isNull();
        DigitisedRecord unsaid = archived(PaperId.of(Digests.sha256(other), 1));
        assertThat(Stated.of(unsaid)).isEqualTo(Stated.NOTHING);
        // it reads as another type than was said: a doubt that puts it before its neighbour on the officer's desk
        assertThat(Stated.contradicted(record)).containsExactly("type");
        assertThat(Stated.contradicted(unsaid)).isEmpty();
        assertThat(TestRoad.desk(home).build().list(10).get(0).id()).isEqualTo(id);
        assertThat(home.registry().decisions(id))
                .extracting(Decision::action, Decision::key, Decision::newValue)
                .containsExactly(
                        tuple("state", "owner", "001202012345"),
                        tuple("state", "type", "notice"),
                        tuple("state", "dossier", "H56.14-240823-0001"));
        assertThat(home.registry().events(0, 100).toString()).doesNotContain("001202012345");
        // a confirmation seals what was said with the rest, and still as said
        DigitisedRecord sealed = TestRoad.desk(home).build().confirm(id, "Trần C");
        assertThat(Stated.of(sealed)).isEqualTo(said);
        TestRoad.assertSound(home, 2);
    }

    @Test
    void skipsWhatIsDoneBeforeAnyWork() throws IOException {
        Path one = Papers.png(scans, "a.png", 1);
        convert(one);
        int read = reader.pagesRead();
        Path same = Files.copy(one, scans.resolve("other name.png"));

        // one after the other: of two files of the same content at once, either may be the first
        BatchReport again = TestRoad.converter(home, reader)
                .jobs(1)
                .build()
                .convert(List.of(one, same, Papers.png(scans, "b.png", 2)));

        assertThat(again.files())
                .extracting(FileReport::outcome)
                .containsExactly(Outcome.SKIPPED, Outcome.DUPLICATE, Outcome.CONVERTED);
        assertThat(again.files().get(0).sameAs()).isEqualTo("a.png");
        assertThat(reader.pagesRead()).isEqualTo(read + 1);
        TestRoad.assertSound(home, 2);
    }

    @Test
    void archivesTheSameContentOnce() throws IOException {
        Path one = Papers.png(scans, "a.png", 1);
        Path copy = Files.copy(one, scans.resolve("b.png"));

        BatchReport report = convert(one, copy, one);

        assertThat(report.count(Outcome.CONVERTED)).isEqualTo(1);
        assertThat(report.count(Outcome.DUPLICATE)).isEqualTo(2);
        TestRoad.assertSound(home, 1);
    }

    @Test
    void losesNothingButTheFileThatFails() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            files.add(Papers.png(scans, i + ".png", i));
        }
        reader.on(3, () -> {
                    throw new IllegalStateException("a mistake in an engine");
                })
                .on(5, () -> {
                    throw new StackOverflowError("pretended");
                })
                .on(7, () -> {
                    throw new OutOfMemoryError("pretended");
                })
                .on(9, () -> {
                    throw new HosoException(Problem.RECOGNITION_TIMEOUT, "9.png", 1, 60);
                })
                .on(11, () -> {
                    throw new NoClassDefFoundError("pretended");
                });
        files.add(Files.writeString(scans.resolve("text.txt"), "không phải bản quét"));
        files.add(Files.write(scans.resolve("empty.pdf"), new byte[0]));
        files.add(scans.resolve("missing.pdf"));
        byte[] png = Files.readAllBytes(files.get(0));
        files.add(Files.write(scans.resolve("cut.png"), java.util.Arrays.copyOf(png, png.length / 2)));

        BatchReport report = convert(files.toArray(Path[]::new));

        Map<String, Problem> failures = new java.util.TreeMap<>();
        report.with(Outcome.FAILED)
                .forEach(file -> failures.put(
                        String.valueOf(file.file().getFileName()),
                        file.failure().problem()));
        assertThat(failures)
                .containsOnlyKeys(
                        "3.png", "5.png", "7.png", "9.png", "11.png", "text.txt", "empty.pdf", "missing.pdf", "cut.png")
                .containsEntry("3.png", Problem.INTERNAL)
                .containsEntry("5.png", Problem.INTERNAL)
                .containsEntry("7.png", Problem.INTERNAL)
                .containsEntry("9.png", Problem.RECOGNITION_TIMEOUT)
                .containsEntry("text.txt", Problem.UNKNOWN_KIND)
                .containsEntry("missing.pdf", Problem.UNREADABLE);
        assertThat(report.count(Outcome.CONVERTED)).isEqualTo(7);
        TestRoad.assertSound(home, 7);
        assertThat(home.registry().counts())
                .containsEntry(PaperState.FAILED, 8L)
                .containsEntry(PaperState.ARCHIVED, 7L);
        assertThat(entry(files.get(9)).failed())
                .map(PaperEntry.Failure::problem)
                .contains(Problem.RECOGNITION_TIMEOUT);

        reader.on(3, () -> {}).on(5, () -> {}).on(7, () -> {}).on(9, () -> {}).on(11, () -> {});
        BatchReport again = convert(files.toArray(Path[]::new));

        assertThat(again.count(Outcome.SKIPPED)).isEqualTo(7);
        assertThat(again.count(Outcome.CONVERTED)).isEqualTo(5);
        assertThat(again.count(Outcome.FAILED)).isEqualTo(4);
        TestRoad.assertSound(home, 12);
    }

    @Test
    void leavesBlankBacksOutOfTheRenditionAndNamesThem() throws IOException {
        reader.blank(201).plain(202).blank(203);
        reader.blank(300);

        BatchReport report =
                convert(Papers.tiff(scans, "both sides.tif", 200, 4), Papers.tiff(scans, "empty.tif", 300, 1));

        assertThat(report.pages()).as("pages that were read").isEqualTo(5);
        PaperId id = report.files().get(0).papers().get(0);
        Map<String, Path> files = home.archive().files(id, 1);
        assertThat(files).containsKeys("text/page-0001.xml.gz", "text/page-0002.xml.gz");
        assertThat(files).doesNotContainKey("text/page-0003.xml.gz");
        try (PDDocument pdf = Loader.loadPDF(files.get(Archive.PDF).toFile())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(2);
        }
        assertThat(home.registry().events(0, 1000))
                .filteredOn(event -> id.equals(event.paper()) && event.action().equals("scan"))
                .singleElement()
                .satisfies(event -> assertThat(event.facts()).containsEntry("blankPages", "[2, 4]"));
        // Of a paper with nothing on it at all nothing is left out.
        PaperId empty = report.files().get(1).papers().get(0);
        assertThat(home.archive().files(empty, 1)).containsKey("text/page-0001.xml.gz");
        TestRoad.assertSound(home, 2);
    }

    @Test
    void keepsBlankSidesWhereEverySideCountsAsAPage() throws IOException {
        reader.blank(201);

        Path scan = Papers.tiff(scans, "x.tif", 200, 2);
        BatchReport report =
                TestRoad.converter(home, reader).blankPages(true).build().convert(List.of(scan));

        Map<String, Path> files =
                home.archive().files(report.files().get(0).papers().get(0), 1);
        try (PDDocument pdf = Loader.loadPDF(files.get(Archive.PDF).toFile())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(2);
        }
        assertThat(home.registry().events(0, 1000))
                .noneMatch(event -> event.facts().containsKey("blankPages"));
    }

    @Test
    void keepsAPageThatCouldNotBeRead() throws IOException {
        reader.on(101, () -> {
            throw new HosoException(Problem.RECOGNITION_FAILED, "x.tif", 2, "pretended");
        });

        BatchReport report = convert(Papers.tiff(scans, "x.tif", 100, 3));

        FileReport file = report.files().get(0);
        assertThat(file.outcome()).isEqualTo(Outcome.CONVERTED);
        assertThat(file.pages()).isEqualTo(3);
        assertThat(file.warnings()).hasSize(1);
        // The page without text stays with the letter before it; the third page begins another.
        assertThat(file.papers()).hasSize(2);
        TestRoad.assertSound(home, 2);
    }

    @Test
    void keepsNothingOfASecretPaper() throws IOException {
        reader.mark(77, "                                  MẬT").mark(78, "                                 TUYỆT MẬT");
        Path secret = Papers.png(scans, "secret.png", 77);

        BatchReport report = convert(secret, Papers.png(scans, "open.png", 1), Papers.png(scans, "most.png", 78));

        assertThat(report.files())
                .extracting(FileReport::outcome)
                .containsExactly(Outcome.FAILED, Outcome.CONVERTED, Outcome.FAILED);
        assertThat(report.files().get(0).failure().problem()).isEqualTo(Problem.SECRET);
        assertThat(home.archive().head(PaperId.of(Digests.sha256(secret), 1))).isEmpty();
        TestRoad.assertSound(home, 1);
        // the number of the open letter stands in its record, that of the secret ones nowhere in the home
        assertThat(filesWith("1/SNV-CCHC")).isNotEmpty();
        assertThat(filesWith("77/SNV-CCHC")).isEmpty();
        assertThat(filesWith("78/SNV-CCHC")).isEmpty();
    }

    /** The files of the home that hold a text. */
    private List<Path> filesWith(String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (java.util.stream.Stream<Path> files = Files.walk(home.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
                if (bytes.contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    @Test
    void stopsCleanlyAndGoesOnLater() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            files.add(Papers.png(scans, i + ".png", i));
        }
        AtomicReference<BatchConverter> running = new AtomicReference<>();
        reader.on(4, () -> running.get().stop());
        BatchConverter converter = TestRoad.converter(home, reader).build();
        running.set(converter);

        BatchReport report = converter.convert(files);

        assertThat(report.stopped()).isTrue();
        assertThat(report.count(Outcome.NOT_DONE)).isPositive();
        assertThat(report.count(Outcome.FAILED)).isZero();
        TestRoad.assertSound(home, report.count(Outcome.CONVERTED));

        BatchReport rest = convert(files.toArray(Path[]::new));

        assertThat(rest.count(Outcome.CONVERTED) + report.count(Outcome.CONVERTED))
                .isEqualTo(10);
        TestRoad.assertSound(home, 10);
    }

    @Test
    void neverHoldsMorePagesThanItsMemoryAllows() throws IOException {
        int pages = 12;
        Path file = Papers.tiff(scans, "long.tif", 0, pages);
        Path single = Papers.png(scans, "single.png", 100);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier two = new CyclicBarrier(2);
        for (int i = 0; i < pages; i++) {
            reader.on(i, () -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                meet(two);
                now.decrementAndGet();
            });
        }

        // Room for two pages of 1240 by 1754, six bytes a pixel, and a half.
        BatchReport first = holding(6 * 1240 * 1754 * 5 / 2, file);

        assertThat(first.count(Outcome.CONVERTED)).isEqualTo(1);
        assertThat(most).hasValue(2);

        // Room for less than one: read all the same, each alone.
        reader.on(100, () -> most.set(now.incrementAndGet()));
        now.set(0);
        assertThat(holding(6_000_000, single).count(Outcome.CONVERTED)).isEqualTo(1);
        assertThat(most).hasValue(1);
        TestRoad.assertSound(home, TestRoad.papers(home).size());
    }

    private BatchReport holding(long bytes, Path file) {
        Digitizer digitizer = Digitizer.builder()
                .recognizer(reader)
                .pagesAhead(4)
                .pageMemory(bytes)
                .build();
        return TestRoad.converter(home, reader).digitizer(digitizer).build().convert(List.of(file));
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keepsASmallCopyWhereItSavesSomething() throws IOException {
        Path photo = Papers.photo(scans, "photo.png", 7);
        Path bits = Papers.png(scans, "bits.png", 8);

        BatchReport report =
                TestRoad.converter(home, reader).compact(true).build().convert(List.of(photo, bits));

        Map<String, Path> kept =
                home.archive().files(report.files().get(0).papers().get(0), 1);
        assertThat(kept).containsKeys(Archive.PDF, Archive.COMPACT);
        assertThat(Files.size(kept.get(Archive.COMPACT))).isLessThan(Files.size(kept.get(Archive.PDF)) / 2);
        // Black and white is as small as it can be.
        assertThat(home.archive().files(report.files().get(1).papers().get(0), 1))
                .doesNotContainKey(Archive.COMPACT);
        TestRoad.assertSound(home, 2);
    }

    @Test
    void theSmallCopyWaitsForRoomForItsPixels() throws Exception {
        Path photo = Papers.photo(scans, "photo.png", 7);
        Digitizer digitizer = Digitizer.builder().recognizer(reader).build();
        AtomicReference<Thread> worker = new AtomicReference<>();
        AtomicReference<PixelBudget.Share> others = new AtomicReference<>();
        BatchConverter converter = TestRoad.converter(home, reader)
                .digitizer(digitizer)
                .compact(true)
                .jobs(1)
                .probe(moment -> {
                    if (moment == Moment.COMPOSED) {
                        others.set(digitizer.room(Long.MAX_VALUE));
                        worker.set(Thread.currentThread());
                    }
                })
                .build();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<BatchReport> run = thread.submit(() -> converter.convert(List.of(photo)));
            while (!run.isDone() && !waitsForRoom(worker.get())) {
                Thread.sleep(1);
            }
            assertThat(run.isDone()).isFalse();
            assertThat(home.registry().counts()).containsOnlyKeys(PaperState.SCANNED);
            others.get().giveBack();
            assertThat(home.archive().files(run.get().files().get(0).papers().get(0), 1))
                    .containsKey(Archive.COMPACT);
        } finally {
            thread.shutdownNow();
        }
    }

    private static boolean waitsForRoom(@Nullable Thread worker) {
        Object blocker = worker == null ? null : LockSupport.getBlocker(worker);
        return blocker != null && blocker.getClass().getEnclosingClass() == Semaphore.class;
    }

    @Test
    void waitsWhileTheHomeIsPaused() throws Exception {
        Path file = Papers.tiff(scans, "x.tif", 0, 4);
        CountDownLatch paused = new CountDownLatch(1);
        reader.on(1, () -> {
            home.pause();
            paused.countDown();
        });
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<BatchReport> run = thread.submit(() -> convert(file));
            paused.await();
            assertThat(home.registry().counts()).doesNotContainKey(PaperState.ARCHIVED);
            assertThat(run.isDone()).isFalse();
            assertThat(home.isPaused()).isTrue();
            home.resume();
            assertThat(run.get().count(Outcome.CONVERTED)).isEqualTo(1);
        } finally {
            thread.shutdownNow();
        }
        TestRoad.assertSound(home, TestRoad.papers(home).size());
    }

    @ParameterizedTest
    @EnumSource(
            value = Problem.class,
            names = {"DISK_FULL", "CERTIFICATE_EXPIRED"})
    void endsTheRunWhenTheDiskIsFullOrTheKeyExpires(Problem problem) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            files.add(Papers.png(scans, i + ".png", i));
        }
        AtomicInteger signed = new AtomicInteger();
        PdfSigner full = new PdfSigner() {
            @Override
            public void sign(Path pdf, Path target, SigningRole role, Instant scannedAt) {
                if (signed.incrementAndGet() > 3) {
                    // A signing engine does not know what a full disk is.
                    throw problem == Problem.DISK_FULL
                            ? new HosoException(
                                    Problem.SIGNING_FAILED,
                                    new IOException("No space left on device"),
                                    "unsigned.pdf",
                                    "IOException")
                            : new HosoException(problem, "home", "yesterday");
                }
                TestRoad.SEALS.sign(pdf, target, role, scannedAt);
            }

            @Override
            public Signatory signatory() {
                return TestRoad.SEALS.signatory();
            }
        };

        BatchReport report =
                TestRoad.converter(home, reader).signer(full).jobs(1).build().convert(files);

        assertThat(report.count(Outcome.CONVERTED)).isEqualTo(3);
        assertThat(report.with(Outcome.FAILED))
                .extracting(f -> f.failure().problem())
                .containsOnly(problem);
        assertThat(report.count(Outcome.NOT_DONE)).isEqualTo(4);
        TestRoad.assertSound(home, 3);
        assertThat(convert(files.toArray(Path[]::new)).count(Outcome.CONVERTED)).isEqualTo(5);
        TestRoad.assertSound(home, 8);
    }

    @Test
    void sharesTheWorkBetweenTwoProcessesOnOneHome() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            files.add(Papers.png(scans, i + ".png", i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Home other = Home.open(home.folder())) {
            List<Callable<BatchReport>> runs = List.of(
                    () -> TestRoad.converter(home, reader).build().convert(files),
                    () -> TestRoad.converter(other, new NumberReader()).build().convert(files));
            List<Future<BatchReport>> done = threads.invokeAll(runs);
            BatchReport a = done.get(0).get();
            BatchReport b = done.get(1).get();
            for (int i = 0; i < files.size(); i++) {
                assertThat(List.of(a.files().get(i).outcome(), b.files().get(i).outcome()))
                        .as(files.get(i).toString())
                        .containsExactlyInAnyOrder(Outcome.CONVERTED, Outcome.SKIPPED);
            }
            assertThat(a.count(Outcome.CONVERTED)).isBetween(1, 23);
        } finally {
            threads.shutdownNow();
        }
        try (Stream<Path> work = Files.list(home.folder().resolve("work"))) {
            assertThat(work).hasSize(2);
        }
        TestRoad.assertSound(home, 24);
    }

    @Test
    void takesOverWhatADeadProcessHeld() throws IOException {
        Path one = Papers.png(scans, "a.png", 1);
        home.registry()
                .receive(
                        new IncomingFile(Digests.sha256(one), "a.png", 1), "99999-dead", java.time.Duration.ofHours(9));

        assertThat(convert(one).count(Outcome.CONVERTED)).isEqualTo(1);
        TestRoad.assertSound(home, 1);
    }

    @Test
    void rebuildsALostRegistryFromTheArchive() throws IOException {
        Path[] files = {Papers.png(scans, "a.png", 1), Papers.png(scans, "b.png", 2)};
        convert(files);
        PaperId sealed = TestRoad.papers(home).get(0);
        String code = TestRoad.desk(home).build().confirm(sealed, "Trần C").resultCode();
        home.close();
        for (String name : List.of("registry.db", "registry.db-wal", "registry.db-shm")) {
            Files.deleteIfExists(home.folder().resolve(name));
        }
        Durable.delete(home.indexFolder());
        home = Home.open(home.folder());
        int read = reader.pagesRead();

        BatchReport report = convert(files);

        assertThat(report.count(Outcome.SKIPPED)).isEqualTo(2);
        assertThat(reader.pagesRead()).isEqualTo(read);
        assertThat(home.registry().paper(sealed)).map(PaperEntry::resultCode).contains(code);
        assertThat(home.registry().counts())
                .isEqualTo(new EnumMap<>(Map.of(PaperState.ARCHIVED, 1L, PaperState.SEALED, 1L)));
        TestRoad.assertSound(home, 2);
    }

    @Test
    void leavesTheIndexToWhoHoldsIt() throws IOException {
        try (FileIndex held = FileIndex.open(home.indexFolder())) {
            assertThat(convert(Papers.png(scans, "a.png", 1)).indexed()).isFalse();
            assertThat(held.papers()).isEmpty();
        }
        assertThat(convert(Papers.png(scans, "b.png", 2)).indexed()).isTrue();
        TestRoad.assertSound(home, 2);
    }

    @Test
    void tellsHowItGoesOn() throws IOException {
        List<Progress> heard = new ArrayList<>();
        List<FileReport> finished = new ArrayList<>();
        Path one = Papers.tiff(scans, "a.tif", 1, 4);
        Path copy = Files.copy(one, scans.resolve("b.tif"));

        TestRoad.converter(home, reader)
                .jobs(1)
                .listener(new ProgressListener() {
                    @Override
                    public void progress(Progress progress) {
                        heard.add(progress);
                        throw new IllegalStateException("a listener that fails");
                    }

                    @Override
                    public void finished(FileReport report) {
                        finished.add(report);
                    }
                })
                .build()
                .convert(List.of(one, copy));

        Progress last = heard.get(heard.size() - 1);
        assertThat(last.done()).isEqualTo(2);
        assertThat(last.files()).isEqualTo(2);
        assertThat(last.pagesRead()).isEqualTo(4);
        assertThat(last.pagesKnown()).isEqualTo(4);
        assertThat(finished).extracting(FileReport::outcome).containsExactly(Outcome.CONVERTED, Outcome.DUPLICATE);
    }

    @Test
    void writesValidPdfAAndFailsOnAnythingElse() throws IOException {
        Path one = Papers.png(scans, "a.png", 1);
        PdfSigner breaking = new PdfSigner() {
            @Override
            public void sign(Path pdf, Path target, SigningRole role, Instant scannedAt) {
                try {
                    String text = Files.readString(pdf, StandardCharsets.ISO_8859_1);
                    Files.writeString(target, text.replace("pdfaid:part", "pdfaid:pant"), StandardCharsets.ISO_8859_1);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }

            @Override
            public Signatory signatory() {
                return TestRoad.SEALS.signatory();
            }
        };

        BatchReport broken = TestRoad.converter(home, reader)
                .signer(breaking)
                .pdfaCheck(PdfACheckPolicy.ALL)
                .build()
                .convert(List.of(one));

        assertThat(broken.files().get(0).failure().problem()).isEqualTo(Problem.NOT_PDFA);
        TestRoad.assertSound(home, 0);
    }

    private PaperEntry entry(Path file) throws IOException {
        return home.registry().paper(PaperId.of(Digests.sha256(file), 1)).orElseThrow();
    }
}

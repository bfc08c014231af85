package vn.hoso.examples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import vn.hoso.digitize.ArchiveReport;
import vn.hoso.digitize.Home;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordIndex;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.reuse.ReadyRecord;
import vn.hoso.reuse.RecordImport;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.signing.SigningKey;

/**
 * Kills processes that confirm, seal and index papers. After each kill the home is opened again, and the index must say of
 * every paper the version that the archive has.
 */
final class SealingCrash {
    private static final int AT_ONCE = 60;
    private static final int PAPERS_A_KILL = 8;
    private static final int LONGEST_MILLIS = 1500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Command command;
    private final int kills;
    private final Random random;
    private final BenchPeople people;

    SealingCrash(Command command, int kills, long seed) {
        this.command = command;
        this.kills = kills;
        this.random = new Random(seed);
        this.people = new BenchPeople(seed, Math.max(1, kills * PAPERS_A_KILL));
    }

    /** Kills so often; the folder holds what the processes say. */
    int run(Path folder) throws IOException {
        Context context = command.context();
        int papers = Math.max(1, kills) * PAPERS_A_KILL;
        fill(papers);
        int killed = 0;
        int differences = 0;
        int recovered = 0;
        long start = System.nanoTime();
        try (SigningKey key = new TestKey(context.home()).open();
                StatusLine line = new StatusLine(command.terminal())) {
            List<PaperId> open = open();
            while (killed < kills && !open.isEmpty()) {
                killed += killWhileSealing(open.subList(0, Math.min(AT_ONCE, open.size())), folder) ? 1 : 0;
                try (Home home = Homes.writing(context)) {
                    recovered += Homes.desk(context, home, Optional.of(key)).recover();
                    differences += differences(home);
                }
                open = open();
                line.show(command.texts().get("bench.crash.progress", killed, kills, papers - open.size(), papers));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Command.FAILED;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        int sealed = papers - open().size();
        command.print("bench.crash.sealing", killed, Times.span(took), sealed, papers, recovered, differences);
        try (Home home = Homes.writing(context)) {
            ArchiveReport report = ArchiveCheck.check(context, home);
            ArchiveCheck.print(command, report);
            boolean well = differences == 0 && report.clean() && report.papers() == papers;
            command.print(well ? "bench.crash.whole" : "bench.crash.ill");
            return well ? Command.OK : Command.FAILED;
        }
    }

    private void fill(int papers) throws IOException {
        List<ReadyRecord> records = new ArrayList<>();
        for (int n = 0; n < papers; n++) {
            DigitisedRecord made = people.record(n);
            records.add(new ReadyRecord(
                    "paper-" + n,
                    "{\"paper\":" + n + "}",
                    made.type(),
                    made.kind(),
                    made.level(),
                    made.owner(),
                    List.of(),
                    made.validity(),
                    made.fields(),
                    made.state(),
                    null,
                    null));
        }
        try (Home home = Homes.writing(command.context());
                LuceneRecordIndex index = LuceneRecordIndex.open(home.indexFolder(), home.keysFolder())) {
            RecordImport.into(home.archive(), index, home.registry(), "bench", "bench", InstantSource.system())
                    .take(records);
            index.commit(home.registry().lastSequence());
        }
    }

    /** The papers that are not sealed yet. */
    private List<PaperId> open() {
        try (Home home = Homes.reading(command.context())) {
            return home
                    .registry()
                    .papers(
                            EnumSet.of(PaperState.ARCHIVED, PaperState.VERIFIED, PaperState.CODED),
                            null,
                            Integer.MAX_VALUE)
                    .stream()
                    .map(PaperEntry::id)
                    .toList();
        }
    }

    private long sealed() {
        try (Home home = Homes.reading(command.context())) {
            return Objects.requireNonNullElse(home.registry().counts().get(PaperState.SEALED), 0L);
        }
    }

    /** Whether the process was killed in the middle: it had begun to seal and had not come to its end. */
    private boolean killWhileSealing(List<PaperId> papers, Path folder) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Hoso.class.getName(),
                "--home",
                command.context().home().toString(),
                "review",
                "confirm",
                "--key",
                TestKey.NAME));
        papers.forEach(paper -> line.add(paper.value()));
        long before = sealed();
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.resolve("said").toString()))
                .start();
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (process.isAlive() && sealed() == before && System.nanoTime() < end) {
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
            return !process.waitFor(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    /** Papers of which the index says something else than the archive. */
    private static int differences(Home home) {
        Map<PaperId, Integer> indexed = new HashMap<>();
        try (LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder(), home.keysFolder());
                Stream<RecordIndex.Indexed> all = index.papers()) {
            all.forEach(paper -> indexed.put(paper.id(), paper.version()));
        }
        int differences = 0;
        try (Stream<PaperId> all = home.archive().papers()) {
            for (PaperId paper : (Iterable<PaperId>) all::iterator) {
                Integer version = indexed.remove(paper);
                boolean same = version != null
                        && version == home.archive().head(paper).orElseThrow().version();
                differences += same ? 0 : 1;
            }
        }
        return differences + indexed.size();
    }
}

package vn.hoso.examples;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.hoso.digitize.ArchiveReport;
import vn.hoso.digitize.Home;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;

/**
 * Kills conversions at random moments and looks whether anything was lost: processes on one home work through small papers,
 * one of them is killed again and again and a new one takes its place; at the end one run goes to its end undisturbed.
 * Or it kills processes that seal and index papers, see {@link SealingCrash}.
 */
@picocli.CommandLine.Command(name = "crash")
final class BenchCrash extends Command {
    private static final int LONGEST_LIFE_MILLIS = 20_000;
    private static final int LONGEST_QUICK_LIFE_MILLIS = 4_000;
    private static final int SMALL = 520;

    @Option(names = "--papers", paramLabel = "N", descriptionKey = "bench.crash.papers")
    private int papers = 60;

    @Option(names = "--kills", paramLabel = "N", descriptionKey = "bench.crash.kills")
    private int kills = 12;

    @Option(names = "--processes", paramLabel = "N", descriptionKey = "bench.crash.processes")
    private int processes = 2;

    @Option(names = "--sealing", descriptionKey = "bench.crash.seals")
    private boolean sealing;

    @Option(names = "--quick", descriptionKey = "bench.crash.quick")
    private boolean quick;

    @Option(names = "--disk-full", descriptionKey = "bench.crash.diskFull")
    private boolean diskFull;

    @Option(names = "--busy", descriptionKey = "bench.crash.busy")
    private boolean busy;

    @Nullable
    @Option(names = "--folder", paramLabel = "DIR", descriptionKey = "bench.crash.folder")
    private Path place;

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "bench.seed")
    private long seed = 1;

    BenchCrash(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Limits.between("--papers", papers, 1, 100_000, texts());
        Limits.between("--kills", kills, 0, 100_000, texts());
        Limits.between("--processes", processes, 1, 16, texts());
        Path folder = place == null
                ? Files.createTempDirectory("hoso-crash")
                : Files.createTempDirectory(place, "hoso-crash");
        if (diskFull && Files.getFileStore(folder).getTotalSpace() > CrashFaults.LARGEST_DISK) {
            Folders.delete(folder);
            throw new UsageException(texts().get("bench.crash.largeDisk"));
        }
        try {
            Path sources = Files.createDirectory(folder.resolve("sources"));
            context().globals().home = folder.resolve("home");
            new TestKey(context().home()).make(context().home());
            try (Home home = Homes.writing(context())) {
                home.registry().lastSequence();
            }
            if (sealing) {
                return new SealingCrash(this, kills, seed).run(folder);
            }
            if (quick) {
                NumberedPages.write(sources, papers);
            } else {
                makePapers(sources);
            }
            long start = System.nanoTime();
            int killed = killAgainAndAgain(sources, folder.resolve("said"));
            print("bench.crash.killed", killed, Times.span(Duration.ofNanos(System.nanoTime() - start)), stored());
            return last(sources, folder.resolve("said")) ? judge() : FAILED;
        } finally {
            Folders.delete(folder);
        }
    }

    /** Small copies of a sample, each with a mark of its own, so that no two have the same content. */
    private void makePapers(Path sources) throws IOException {
        BufferedImage sample = ImageIO.read(
                SampleFolder.find(texts()).resolve("business-registration.png").toFile());
        int height = sample.getHeight() * SMALL / sample.getWidth();
        for (int i = 0; i < papers; i++) {
            BufferedImage small = new BufferedImage(SMALL, height, BufferedImage.TYPE_BYTE_GRAY);
            Graphics2D pen = small.createGraphics();
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            pen.drawImage(sample, 0, 0, SMALL, height, null);
            pen.dispose();
            for (int bit = 0; bit < 20; bit++) {
                small.setRGB(4 + 2 * bit, height - 4, (i >> bit & 1) == 0 ? 0xFFFFFF : 0);
            }
            ImageIO.write(small, "png", sources.resolve("paper-" + i + ".png").toFile());
        }
    }

    private int killAgainAndAgain(Path sources, Path said) throws IOException {
        Random random = new Random(seed);
        CrashFaults faults =
                new CrashFaults(sources.resolveSibling("."), context().home(), diskFull, busy, seed);
        int longest = quick ? LONGEST_QUICK_LIFE_MILLIS : LONGEST_LIFE_MILLIS;
        List<Process> running = new ArrayList<>();
        int killed = 0;
        try (StatusLine line = new StatusLine(terminal())) {
            while (killed < kills && stored() < papers) {
                while (running.size() < processes) {
                    running.add(start(sources, said));
                }
                faults.strike();
                Process victim = running.remove(random.nextInt(running.size()));
                if (!victim.waitFor(500 + random.nextInt(longest), TimeUnit.MILLISECONDS)) {
                    killTree(victim);
                    killed++;
                }
                line.show(texts().get("bench.crash.progress", killed, kills, stored(), papers));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.forEach(BenchCrash::killTree);
            faults.relieve();
        }
        if (diskFull || busy) {
            print("bench.crash.faults", faults.times());
        }
        return killed;
    }

    private static void killTree(Process process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    private boolean last(Path sources, Path said) throws IOException {
        Process process = start(sources, said);
        try {
            if (process.waitFor() == 0) {
                return true;
            }
            out().println(Files.readString(said));
        } catch (InterruptedException e) {
            killTree(process);
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private Process start(Path sources, Path said) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Hoso.class.getName(),
                "--home",
                context().home().toString()));
        command.addAll(
                quick
                        ? List.of("bench", "worker", sources.toString(), "--papers", String.valueOf(papers))
                        : List.of(
                                "convert", sources.toString(), "--key", "test", "--jobs", "1", "--pdfa-check", "off"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(said.toString()))
                .start();
    }

    private long stored() {
        try (Home home = Homes.reading(context())) {
            return home.registry().counts().entrySet().stream()
                    .filter(count -> count.getKey().stored())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /** Each source once, nothing else, everything whole, nothing left lying about. */
    private int judge() throws IOException {
        ArchiveReport report;
        Set<String> sources = new HashSet<>();
        long rows = 0;
        long left;
        try (Home home = Homes.writing(context())) {
            @Nullable PaperEntry last = null;
            List<PaperEntry> page;
            do {
                page = home.registry().papers(EnumSet.allOf(PaperState.class), last == null ? null : last.id(), 500);
                for (PaperEntry paper : page) {
                    last = paper;
                    rows++;
                    if (paper.state().stored()) {
                        sources.add(paper.sha256());
                    }
                }
            } while (page.size() == 500);
            report = ArchiveCheck.check(context(), home);
            left = leftOvers(home.workFolder().getParent());
        }
        ArchiveCheck.print(this, report);
        boolean once = rows == papers && sources.size() == papers && report.papers() == papers;
        print("bench.crash.result", papers, sources.size(), rows, report.papers(), left);
        boolean well = once && report.clean() && left == 0;
        print(well ? "bench.crash.well" : "bench.crash.ill");
        return well ? OK : FAILED;
    }

    /** Files in work folders when the home was opened: those of dead processes are swept away then. */
    private static long leftOvers(@Nullable Path work) throws IOException {
        if (work == null) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(work)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !String.valueOf(file.getFileName()).endsWith(".lock"))
                    .count();
        }
    }
}

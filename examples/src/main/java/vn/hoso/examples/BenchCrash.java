package vn.hoso.examples;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
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
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;

/**
 * Kills conversions at random moments and looks whether anything was lost: processes on one home work through small papers,
 * one of them is killed again and again and a new one takes its place; at the end one run goes to its end undisturbed.
 * Or it kills processes that seal and index papers, see {@link SealingCrash}.
 */
@picocli.CommandLine.Command(name = "crash")
final class BenchCrash extends Command {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
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

    private long lastStored;

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
            CrashProcesses started = new CrashProcesses(context().home(), sources, folder, papers, quick);
            Duration longest = quick ? longest(started.warmUp(folder.resolve("warm"))) : LONGEST_WAIT;
            long start = System.nanoTime();
            int killed = killAgainAndAgain(started, longest, folder);
            print("bench.crash.killed", killed, Times.span(Duration.ofNanos(System.nanoTime() - start)), stored());
            return last(started) ? judge() : FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
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

    /**
     * A process lives as long as a page takes from its start to its end, on average: some are killed as they start, most when
     * they are at work on a page or two. As each of several may be the next, less time passes between two kills.
     */
    private Duration longest(Duration page) {
        return page.multipliedBy(2).dividedBy(processes);
    }

    private int killAgainAndAgain(CrashProcesses started, Duration longest, Path folder)
            throws IOException, InterruptedException {
        Random random = new Random(seed);
        CrashFaults faults = new CrashFaults(folder, context().home(), diskFull, busy, seed);
        List<Process> running = new ArrayList<>();
        int killed = 0;
        try (StatusLine line = new StatusLine(terminal())) {
            while (killed < kills && stored() < papers) {
                while (running.size() < processes) {
                    running.add(started.start());
                }
                faults.strike();
                Process victim = running.get(random.nextInt(running.size()));
                // The papers should last until the last kill.
                boolean ahead = stored() * kills > (long) killed * papers;
                long wait = random.nextLong(longest.toNanos()) / (ahead ? 3 : 1);
                if (!victim.waitFor(wait, TimeUnit.NANOSECONDS)) {
                    CrashProcesses.kill(victim);
                    killed++;
                }
                running.remove(victim);
                line.show(texts().get("bench.crash.progress", killed, kills, stored(), papers));
            }
        } finally {
            running.forEach(CrashProcesses::kill);
            faults.relieve();
        }
        if (diskFull || busy) {
            print("bench.crash.faults", faults.times());
        }
        return killed;
    }

    private boolean last(CrashProcesses started) throws IOException, InterruptedException {
        Process process = started.start();
        try {
            if (process.waitFor() == 0) {
                return true;
            }
            out().println(started.said());
            return false;
        } finally {
            CrashProcesses.kill(process);
        }
    }

    /** How many papers are stored; the last known number where the registry can't be read on a full disk. */
    private long stored() {
        try (Home home = Homes.reading(context())) {
            lastStored = home.registry().counts().entrySet().stream()
                    .filter(count -> count.getKey().stored())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        } catch (HosoException e) {
            if (!diskFull || e.problem() != Problem.DISK_FULL) {
                throw e;
            }
        }
        return lastStored;
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

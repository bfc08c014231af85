package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts the processes that {@link BenchCrash} kills: conversions of a folder into a home. */
final class CrashProcesses {
    private final Path home;
    private final Path sources;
    private final Path said;
    private final int papers;
    private final boolean quick;
    private @Nullable Path classes;

    /**
     * Processes on one home.
     *
     * @param folder for what they say
     * @param papers how many papers there are
     * @param quick whether numbered pages are converted, by a reader that knows them, or real ones
     */
    CrashProcesses(Path home, Path sources, Path folder, int papers, boolean quick) {
        this.home = home;
        this.sources = sources;
        this.said = folder.resolve("said");
        this.papers = papers;
        this.quick = quick;
    }

    /**
     * Lets one convert a page elsewhere and keep the classes that it loaded, ready for use: those that follow are at their
     * work soon, so that most are killed there and not while they start. A Java that can't do it starts as it always does.
     *
     * @return how long a process now takes for a page, from its start to its end
     */
    Duration warmUp(Path elsewhere) throws IOException, InterruptedException {
        Path archive = elsewhere.resolve("classes.jsa");
        onePage(elsewhere.resolve("first"), List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable"));
        if (Files.exists(archive)) {
            classes = archive;
        }
        return onePage(elsewhere.resolve("second"), options());
    }

    private Duration onePage(Path folder, List<String> options) throws IOException, InterruptedException {
        Path warm = folder.resolve("home");
        new TestKey(warm).make(warm);
        long start = System.nanoTime();
        start(options, work(warm, folder.resolve("sources"), 1)).waitFor();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    Process start() throws IOException {
        return start(options(), work(home, sources, papers));
    }

    private List<String> options() {
        return classes == null
                ? List.of()
                : List.of("-XX:SharedArchiveFile=" + classes, "-Xshare:auto", "-Xlog:disable");
    }

    /** What the one that was started last had to say. */
    String said() throws IOException {
        return Files.readString(said);
    }

    static void kill(Process process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    private List<String> work(Path into, Path from, int count) {
        List<String> words = new ArrayList<>(List.of("--home", into.toString()));
        words.addAll(
                quick
                        ? List.of("bench", "worker", from.toString(), "--papers", String.valueOf(count))
                        : List.of("convert", from.toString(), "--key", "test", "--jobs", "1", "--pdfa-check", "off"));
        return words;
    }

    private Process start(List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Hoso.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }
}

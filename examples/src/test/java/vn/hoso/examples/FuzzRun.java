package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs Jazzer on one target after another; what it finds is written beside the seeds of the target, where
 * {@link FuzzReplayTest} replays it from then on.
 *
 * <pre>{@code
 * mvn -Pfuzz verify -pl examples -am -DskipTests -Dfuzz.targets=pdf,qr -Dfuzz.seconds=120
 * }</pre>
 */
final class FuzzRun {
    private FuzzRun() {}

    /**
     * Runs it.
     *
     * @param arguments the targets with commas or {@code all}, the seconds for each, the folder of the seeds, a folder for
     *     the inputs that lead on
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<FuzzTarget> targets = arguments[0].equals("all")
                ? List.of(FuzzTarget.values())
                : Arrays.stream(arguments[0].split(","))
                        .map(name -> FuzzTarget.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                        .toList();
        int found = 0;
        for (FuzzTarget target : targets) {
            found += run(target, arguments[1], Path.of(arguments[2]), Path.of(arguments[3])) == 0 ? 0 : 1;
        }
        if (found > 0) {
            System.err.println(found + " targets failed; what they failed on lies beside their seeds");
        }
        System.exit(found > 0 ? 1 : 0);
    }

    private static int run(FuzzTarget target, String seconds, Path seeds, Path grown)
            throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(grown.resolve(target.folder()));
        Path kept = Files.createDirectories(seeds.resolve(target.folder()));
        System.err.println(target + ": " + seconds + " s");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1200m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + Fuzzing.class.getName(),
                        "--target_args=" + target,
                        "--instrumentation_includes=vn.hoso.**:org.apache.pdfbox.**:org.apache.commons.csv.**",
                        "--reproducer_path=" + grown,
                        "-max_total_time=" + seconds,
                        "-timeout=30",
                        "-rss_limit_mb=3000",
                        "-artifact_prefix=" + kept + "/",
                        corpus.toString(),
                        kept.toString())
                .inheritIO()
                .start()
                .waitFor();
    }
}

package vn.hoso.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OCRmyPDF as it is installed on this machine, or not: what we are compared with. */
final class OcrMyPdf {
    private static final Pattern MINUTES_AND_SECONDS = Pattern.compile("(\\d+)m(\\d+[.,]\\d+)s");

    private OcrMyPdf() {}

    static boolean installed() throws IOException {
        return run("--version").isPresent();
    }

    /**
     * Makes a two-layer PDF/A with one thread.
     *
     * @param pdf the scan
     * @param made where the result goes
     * @return the processor seconds of it and all its children; empty where it is not there or refuses the file, as it
     *     does one that has text already
     */
    static Optional<Double> processorSeconds(Path pdf, Path made) throws IOException {
        return run("-l", "vie", "--output-type", "pdfa-2", "--jobs", "1", pdf.toString(), made.toString())
                .filter(time -> Files.exists(made));
    }

    private static Optional<Double> run(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "ocrmypdf \"$@\" >/dev/null 2>&1 && times", "ocrmypdf"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OMP_THREAD_LIMIT", "1");
        builder.redirectErrorStream(true);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return Optional.empty();
        }
        process.getOutputStream().close();
        String last = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        double sum = 0;
        boolean any = false;
        for (Matcher time = MINUTES_AND_SECONDS.matcher(last); time.find(); any = true) {
            sum += 60 * Integer.parseInt(time.group(1))
                    + Double.parseDouble(time.group(2).replace(',', '.'));
        }
        return any ? Optional.of(sum) : Optional.empty();
    }
}

package vn.hoso.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What {@code pdfsig} of poppler says of the signatures of a file: a second opinion by other code, where it is installed. */
final class PopplerSignatures {
    private static final String GOOD = "Signature is Valid";
    private static final String UNKNOWN = "not yet been verified";
    private static final String VALIDATION = "Signature Validation:";
    private static final int SECONDS = 60;

    private PopplerSignatures() {}

    static boolean installed() {
        try {
            Process process = new ProcessBuilder("pdfsig", "-v")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Asks it.
     *
     * @param signed the file
     * @return whether each signature is intact, in their order; time-stamps, which it does not know, left out
     */
    static List<Boolean> intact(Path signed) throws IOException {
        Path said = Files.createTempFile("hoso-pdfsig", ".txt");
        Process process = new ProcessBuilder("pdfsig", "-nocert", signed.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("pdfsig did not end within " + SECONDS + " s");
            }
            return Files.readString(said, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains(VALIDATION) && !line.contains(UNKNOWN))
                    .map(line -> line.contains(GOOD))
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(said);
        }
    }
}

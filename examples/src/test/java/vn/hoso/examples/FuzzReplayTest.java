package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Feeds every target with the files in {@code src/test/resources/fuzz}, where seeds and what the fuzzer has found are kept,
 * and with a few changes of each. The profile {@code fuzz} looks for more.
 */
class FuzzReplayTest {
    private static final long SEED = 20261122;
    private static final int CHANGES = 12;

    @ParameterizedTest
    @EnumSource
    void takesWhateverItIsGiven(FuzzTarget target) throws Exception {
        Random random = new Random(SEED);
        List<Path> files = files(target);
        assertThat(files).as(target.folder()).isNotEmpty();
        target.take(new byte[0]);
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            feed(target, bytes, file.getFileName() + " as it is");
            for (int i = 0; i < CHANGES; i++) {
                feed(target, changed(bytes, random), file.getFileName() + " with change " + i + " of seed " + SEED);
            }
        }
    }

    private static void feed(FuzzTarget target, byte[] bytes, String which) {
        try {
            target.take(bytes);
        } catch (IOException | RuntimeException | Error e) {
            throw new AssertionError(target + " failed on " + which, e);
        }
    }

    /** With a byte exchanged, a stretch doubled, or the end cut off. */
    private static byte[] changed(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        byte[] changed = bytes.clone();
        switch (random.nextInt(3)) {
            case 0 -> changed[at] = (byte) random.nextInt(256);
            case 1 -> System.arraycopy(bytes, 0, changed, at, Math.min(bytes.length - at, random.nextInt(64)));
            default -> changed = java.util.Arrays.copyOf(bytes, at);
        }
        return changed;
    }

    private static List<Path> files(FuzzTarget target) throws IOException, URISyntaxException {
        URL folder = FuzzReplayTest.class.getResource("/fuzz/" + target.folder());
        assertThat(folder).as(target.folder()).isNotNull();
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.sorted().toList();
        }
    }
}

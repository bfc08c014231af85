package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Digests;

/**
 * A file as it was handed in. It belongs to others, who may change it while it is worked on; text and picture of different
 * contents must never meet in one paper.
 */
final class HandedIn {
    /** File systems keep times only so exactly: a change so soon after another may not show. */
    private static final Duration TICK = Duration.ofSeconds(2);

    private final Path file;
    private final String sha256;
    private final @Nullable BasicFileAttributes then;
    private final Instant looked = Instant.now();

    /**
     * A file that is about to be read.
     *
     * @param file the file
     * @param sha256 the digest of what is to be read
     */
    HandedIn(Path file, String sha256) {
        this.file = file;
        this.sha256 = sha256;
        this.then = attributes();
    }

    /** Refuses a file that is no longer what it was: by size and times where these can tell, else by its digest. */
    void requireUnchanged() {
        BasicFileAttributes now = attributes();
        if (then == null || now == null || !(isOld(then) && isSame(then, now))) {
            requireContent(file);
        }
    }

    /** A copy that stays as it is. */
    Path copy(Path target) throws IOException {
        requireContent(Files.copy(file, target));
        return target;
    }

    private void requireContent(Path content) {
        try {
            if (Digests.sha256(content).equals(sha256)) {
                return;
            }
        } catch (IOException e) {
            throw new HosoException(Problem.CHANGED, e, String.valueOf(file.getFileName()));
        }
        throw new HosoException(Problem.CHANGED, String.valueOf(file.getFileName()));
    }

    private boolean isOld(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().toInstant().isBefore(looked.minus(TICK));
    }

    private static boolean isSame(BasicFileAttributes then, BasicFileAttributes now) {
        return then.size() == now.size()
                && then.lastModifiedTime().equals(now.lastModifiedTime())
                && Objects.equals(then.fileKey(), now.fileKey());
    }

    private @Nullable BasicFileAttributes attributes() {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            return null; // whoever reads it next says why
        }
    }
}

package vn.hoso.digitize;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;

/**
 * When which paper of an archive was last found sound, so that a check of everything can be spread over many nights.
 *
 * <p>A text file with a line for each check, only ever added to, and written anew when most of its lines are outdated. It is
 * no evidence: where it is lost or cut off, papers are simply checked again. For one thread.
 */
final class CheckLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckLog.class);

    private final Path file;
    private final Map<PaperId, Sound> last = new HashMap<>();
    private long lines;
    private boolean writable = true;
    private @Nullable BufferedWriter out;

    /** A paper was sound in a version at a time. */
    record Sound(int version, Instant at) {}

    private CheckLog(Path file) {
        this.file = file;
    }

    /** Reads what is there; lines that can't be understood are left out. */
    static CheckLog open(Path file) {
        CheckLog log = new CheckLog(file);
        if (Files.exists(file)) {
            try (var all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                all.forEach(log::read);
            } catch (IOException e) {
                throw new HosoException(Problem.UNREADABLE, e, String.valueOf(file.getFileName()));
            }
        }
        return log;
    }

    private void read(String line) {
        lines++;
        List<String> words = List.of(line.split(" ", -1));
        try {
            if (words.size() == 4 && words.get(3).equals("sound")) {
                last.put(
                        new PaperId(words.get(0)),
                        new Sound(Integer.parseInt(words.get(1)), Instant.parse(words.get(2))));
            } else if (words.size() == 4 && words.get(3).equals("unsound")) {
                last.remove(new PaperId(words.get(0)));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // Cut off by a process that died: that paper is checked again.
            return;
        }
    }

    /** When a paper was last found sound, if it has not changed since. */
    Optional<Instant> soundAt(PaperId paper, int version) {
        return Optional.ofNullable(last.get(paper))
                .filter(sound -> sound.version() == version)
                .map(Sound::at);
    }

    /** Notes that a paper is sound. Where that can't be written the check goes on without a note. */
    void sound(PaperId paper, int version, Instant at) {
        Sound sound = new Sound(version, at);
        last.put(paper, sound);
        write(line(paper, sound, "sound"));
    }

    /** Notes that a paper is not sound: it is looked at each time until it is. */
    void unsound(PaperId paper, int version, Instant at) {
        if (last.remove(paper) != null) {
            write(line(paper, new Sound(version, at), "unsound"));
        }
    }

    private void write(String line) {
        if (!writable) {
            return;
        }
        try {
            writer().write(line);
            lines++;
        } catch (IOException e) {
            writable = false;
            LOG.warn("what was found sound can't be noted", e);
        }
    }

    private static String line(PaperId paper, Sound sound, String word) {
        return paper + " " + sound.version() + " " + sound.at() + " " + word + "\n";
    }

    private BufferedWriter writer() throws IOException {
        BufferedWriter open = out;
        if (open == null) {
            if (lines > 2L * last.size() + 1000) {
                writeAnew();
            }
            open = Files.newBufferedWriter(
                    file, StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (lines > 0 && !endsWithLine()) {
                open.newLine();
            }
            out = open;
        }
        return open;
    }

    private boolean endsWithLine() throws IOException {
        try (var channel = Files.newByteChannel(file)) {
            var end = java.nio.ByteBuffer.allocate(1);
            return channel.size() == 0 || channel.position(channel.size() - 1).read(end) < 1 || end.get(0) == '\n';
        }
    }

    private void writeAnew() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (BufferedWriter all = Files.newBufferedWriter(fresh, StandardCharsets.ISO_8859_1)) {
            for (Map.Entry<PaperId, Sound> entry : last.entrySet()) {
                all.write(line(entry.getKey(), entry.getValue(), "sound"));
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        lines = last.size();
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            LOG.warn("what was found sound can't be noted", e);
        }
    }
}

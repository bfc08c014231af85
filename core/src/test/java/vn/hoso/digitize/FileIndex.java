package vn.hoso.digitize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.FileLocks;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordIndex;
import vn.hoso.text.PageText;

/** An index that only remembers which version it was given: durable at commit, for one writer at a time. */
final class FileIndex implements RecordIndex {
    private static final String SEQUENCE = "sequence";

    private final Path file;
    private final FileLocks.Held lock;
    private final Map<String, Integer> pending = new TreeMap<>();
    private Map<String, Integer> committed;
    private boolean closed;

    private FileIndex(Path file, FileLocks.Held lock) {
        this.file = file;
        this.lock = lock;
        this.committed = read(file);
    }

    static FileIndex open(Path folder) {
        try {
            Files.createDirectories(folder);
            FileLocks.Held lock = FileLocks.tryLock(folder.resolve("write.lock"), 0, false)
                    .orElseThrow(() -> new HosoException(Problem.HOME_LOCKED, "index"));
            return new FileIndex(folder.resolve("versions"), lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Integer> read(Path file) {
        Map<String, Integer> versions = new TreeMap<>();
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    int space = line.indexOf(' ');
                    versions.put(line.substring(0, space), Integer.valueOf(line.substring(space + 1)));
                }
            }
            return versions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void put(DigitisedRecord record, int version, List<PageText> text) {
        if (text.size() != record.rendition().pages()) {
            throw new IllegalStateException("the text of " + text.size() + " pages, not "
                    + record.rendition().pages());
        }
        pending.put(record.id().value(), version);
    }

    @Override
    public synchronized void remove(PaperId id) {
        pending.put(id.value(), 0);
    }

    @Override
    public synchronized void commit(long ledgerSequence) {
        Map<String, Integer> all = new TreeMap<>(committed);
        all.putAll(pending);
        all.values().removeIf(version -> version == 0);
        all.put(SEQUENCE, Math.toIntExact(ledgerSequence));
        Path draft = file.resolveSibling("versions.tmp");
        try {
            Files.write(
                    draft,
                    all.entrySet().stream()
                            .map(e -> e.getKey() + " " + e.getValue())
                            .toList());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        committed = all;
        pending.clear();
    }

    @Override
    public synchronized long ledgerSequence() {
        return committed.getOrDefault(SEQUENCE, 0);
    }

    @Override
    public void refresh(Duration patience) {}

    @Override
    public synchronized Stream<Indexed> papers() {
        return committed.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(SEQUENCE))
                .map(entry -> new Indexed(new PaperId(entry.getKey()), entry.getValue()))
                .toList()
                .stream();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            lock.close();
        }
    }
}

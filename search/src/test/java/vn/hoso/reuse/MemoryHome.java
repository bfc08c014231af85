package vn.hoso.reuse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;

/** An archive in memory, for tests that are not about files. */
final class MemoryHome implements Archive {
    private final Map<PaperId, List<Map<String, byte[]>>> objects = new LinkedHashMap<>();
    private final Map<String, DigitisedRecord> records = new HashMap<>();

    /** Papers whose files are said to be damaged. */
    final Map<PaperId, List<String>> damaged = new HashMap<>();

    byte[] encode(DigitisedRecord record) {
        String name = "record " + records.size();
        records.put(name, record);
        return name.getBytes(StandardCharsets.UTF_8);
    }

    DigitisedRecord decode(byte[] json, String subject) {
        DigitisedRecord record = records.get(new String(json, StandardCharsets.UTF_8));
        if (record == null) {
            throw new HosoException(Problem.RECORD_INVALID, subject, "test");
        }
        return record;
    }

    /** Stores a record, with a seal or without. */
    int store(DigitisedRecord record, byte[] seal) {
        Map<String, byte[]> files = new HashMap<>();
        files.put(RECORD, encode(record));
        if (seal.length > 0) {
            files.put(SEAL, seal);
        }
        List<Map<String, byte[]>> versions = objects.computeIfAbsent(record.id(), id -> new java.util.ArrayList<>());
        versions.add(files);
        return versions.size();
    }

    @Override
    public ArchivedPaper put(PaperId id, Map<String, Path> files, int expectedVersion, String actor, String message) {
        List<Map<String, byte[]>> versions = objects.computeIfAbsent(id, paper -> new java.util.ArrayList<>());
        if (versions.size() != expectedVersion) {
            throw new HosoException(Problem.WRONG_STATE, id.value(), versions.size(), expectedVersion);
        }
        Map<String, byte[]> next = new HashMap<>(versions.isEmpty() ? Map.of() : versions.get(versions.size() - 1));
        files.forEach((name, file) -> {
            try {
                next.put(name, Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        versions.add(next);
        return new ArchivedPaper(id, versions.size(), Instant.EPOCH, message);
    }

    @Override
    public Optional<ArchivedPaper> head(PaperId id) {
        return Optional.ofNullable(objects.get(id))
                .map(versions -> new ArchivedPaper(id, versions.size(), Instant.EPOCH, "test"));
    }

    @Override
    public List<ArchivedPaper> versions(PaperId id) {
        return head(id).stream().toList();
    }

    @Override
    public Optional<InputStream> open(PaperId id, int version, String name) {
        return Optional.ofNullable(objects.get(id))
                .map(versions -> versions.get(version - 1).get(name))
                .map(ByteArrayInputStream::new);
    }

    @Override
    public Map<String, Path> files(PaperId id, int version) {
        Map<String, Path> paths = new HashMap<>();
        objects.get(id).get(version - 1).keySet().forEach(name -> paths.put(name, Path.of(name)));
        return paths;
    }

    @Override
    public Stream<PaperId> papers() {
        return List.copyOf(objects.keySet()).stream();
    }

    @Override
    public List<String> fixity(PaperId id) {
        return damaged.getOrDefault(id, List.of());
    }

    @Override
    public void close() {}
}

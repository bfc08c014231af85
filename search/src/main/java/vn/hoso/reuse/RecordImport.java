package vn.hoso.reuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.FieldDigests;
import vn.hoso.record.RecordCodec;
import vn.hoso.record.RecordIndex;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;

/**
 * Takes over ready records from another system: each becomes an object in the archive, with the data as they were received
 * beside its record, is entered in the registry and indexed. Its history says where it came from.
 *
 * <p>The same data are taken over once, however often they are given.
 */
public final class RecordImport {
    /** The type of a record that says which numbers a person has. */
    public static final String PERSON = "person";

    /** The name of the data as received in the object of a record. */
    public static final String SOURCE = "source/import.json";

    private static final String KIND = "IMPORT";
    private static final int PAGE = 1000;
    private static final Set<PaperState> STORED =
            Stream.of(PaperState.values()).filter(PaperState::stored).collect(Collectors.toUnmodifiableSet());

    private final Archive archive;
    private final RecordIndex index;
    private final @Nullable Registry registry;
    private final String system;
    private final String agency;
    private final InstantSource clock;
    private final Function<DigitisedRecord, byte[]> encoder;
    private final Records earlier;

    RecordImport(
            Archive archive,
            RecordIndex index,
            @Nullable Registry registry,
            String system,
            String agency,
            InstantSource clock,
            Function<DigitisedRecord, byte[]> encoder) {
        this.archive = archive;
        this.index = index;
        this.registry = registry;
        this.system = system;
        this.agency = agency;
        this.clock = clock;
        this.encoder = encoder;
        this.earlier = new Records(archive, new RecordCodec()::decode);
    }

    /**
     * An import into a home.
     *
     * @param archive the archive
     * @param index the index, open for writing; the caller commits it
     * @param registry the registry, or null to leave it out
     * @param system the system that the records come from
     * @param agency the agency that takes them over
     * @param clock tells the time
     * @return the import
     */
    public static RecordImport into(
            Archive archive,
            RecordIndex index,
            @Nullable Registry registry,
            String system,
            String agency,
            InstantSource clock) {
        RecordCodec codec = new RecordCodec();
        return new RecordImport(archive, index, registry, system, agency, clock, codec::encode);
    }

    /**
     * Takes records over. One may name another of them as its successor, or one that was taken over from the same system
     * before; a successor that is not here is left out.
     *
     * @param records the records
     * @return the paper that each became, by its name in the other system, in the order given
     * @throws IOException if temporary files can't be written
     */
    public Map<String, PaperId> take(List<ReadyRecord> records) throws IOException {
        return take(records, taken -> {});
    }

    /**
     * Takes records over as {@link #take(List)} does, and tells how far it is.
     *
     * @param records the records
     * @param progress hears after each record how many are done
     * @return the paper that each became, by its name in the other system, in the order given
     * @throws IOException if temporary files can't be written
     */
    public Map<String, PaperId> take(List<ReadyRecord> records, IntConsumer progress) throws IOException {
        Map<String, PaperId> ids = new LinkedHashMap<>();
        for (ReadyRecord record : records) {
            ids.put(record.sourceId(), id(record));
        }
        Map<String, PaperId> successors = new HashMap<>(earlier(records, ids.keySet()));
        successors.putAll(ids);
        Path folder = Files.createTempDirectory("hoso-import");
        try {
            int done = 0;
            for (ReadyRecord record : records) {
                take(record, successors, folder);
                progress.accept(++done);
            }
        } finally {
            delete(folder);
        }
        return ids;
    }

    /** The papers that were taken over before and that records name as their successors. */
    private Map<String, PaperId> earlier(List<ReadyRecord> records, Set<String> now) {
        Set<String> wanted = new HashSet<>();
        records.forEach(record -> wanted.add(Objects.requireNonNullElse(record.supersededBy(), "")));
        wanted.remove("");
        wanted.removeAll(now);
        Map<String, PaperId> found = new HashMap<>();
        PaperId after = null;
        while (registry != null && !wanted.isEmpty()) {
            List<PaperEntry> page = registry.papers(STORED, after, PAGE);
            if (page.isEmpty()) {
                break;
            }
            for (PaperEntry entry : page) {
                after = entry.id();
                if (wanted.contains(entry.sourceName()) && isOurs(entry.id())) {
                    found.put(entry.sourceName(), entry.id());
                    wanted.remove(entry.sourceName());
                }
            }
        }
        return found;
    }

    /** Whether a paper was taken over from the same system. */
    private boolean isOurs(PaperId id) {
        return earlier.load(id)
                .map(Records.Loaded::record)
                .filter(record -> record.source().kind().equals(KIND)
                        && record.rendition().officer().equals(system))
                .isPresent();
    }

    private boolean isErased(PaperId id) {
        return registry != null
                && registry.paper(id)
                        .filter(entry -> entry.state() == PaperState.ERASED)
                        .isPresent();
    }

    private static PaperId id(ReadyRecord ready) {
        return PaperId.of(Records.sha256(bytes(ready)), 1);
    }

    private static byte[] bytes(ReadyRecord ready) {
        return ready.source().getBytes(StandardCharsets.UTF_8);
    }

    private void take(ReadyRecord ready, Map<String, PaperId> ids, Path folder) throws IOException {
        PaperId id = id(ready);
        if (archive.head(id).isPresent() || isErased(id)) {
            return;
        }
        DigitisedRecord record = record(id, ready, ids);
        Path json = Files.write(folder.resolve("record.json"), encoder.apply(record));
        Path source = Files.write(folder.resolve("import.json"), bytes(ready));
        Map<String, Path> files = Map.of(Archive.RECORD, json, SOURCE, source);
        ArchivedPaper stored = archive.put(id, files, 0, "import:" + system, "import");
        if (registry != null) {
            registry.adopt(entry(record, stored), null, 0, "import:" + system);
        }
        index.put(record, stored.version(), List.of());
    }

    private DigitisedRecord record(PaperId id, ReadyRecord ready, Map<String, PaperId> ids) {
        Instant now = clock.instant();
        byte[] source = bytes(ready);
        return new DigitisedRecord(
                id,
                ready.type(),
                1,
                ready.level(),
                ready.state(),
                null,
                ready.owner(),
                ready.validity(),
                ready.fields(),
                new DigitisedRecord.Source(
                        ready.sourceId(), Records.sha256(source), source.length, KIND, 1, 1, List.of()),
                DigitisedRecord.Rendition.none(system, agency, now),
                List.of(new DigitisedRecord.Event(now, system, "import", null, null, null, "level as stated there")),
                ready.kind(),
                ready.coOwners(),
                ending(ready, ids),
                FieldDigests.NONE);
    }

    private static DigitisedRecord.@Nullable Ending ending(ReadyRecord ready, Map<String, PaperId> ids) {
        if (ready.supersededBy() == null) {
            return ready.ending();
        }
        PaperId by = ids.get(ready.supersededBy());
        DigitisedRecord.Ending ending = ready.ending();
        if (by == null) {
            return ending;
        }
        return ending == null
                ? new DigitisedRecord.Ending(null, by, null)
                : new DigitisedRecord.Ending(ending.from(), by, ending.reason());
    }

    private static PaperEntry entry(DigitisedRecord record, ArchivedPaper stored) {
        PaperState state = switch (record.state()) {
            case REVOKED -> PaperState.REVOKED;
            case SUPERSEDED -> PaperState.SUPERSEDED;
            case REJECTED -> PaperState.REJECTED;
            case ACTIVE -> PaperState.ARCHIVED;
        };
        boolean look = state == PaperState.ARCHIVED && record.level().compareTo(Level.VERIFIED) < 0;
        return new PaperEntry(
                record.id(),
                record.source().sha256(),
                record.source().name(),
                record.source().bytes(),
                1,
                state,
                stored.at(),
                stored.version(),
                record.type(),
                record.level(),
                0,
                null,
                List.of(),
                look ? 1 : 0,
                null,
                null);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(files::add);
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}

package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.digitize.Probe.Moment;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Durable;
import vn.hoso.internal.Writing;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.FieldRoot;
import vn.hoso.record.RecordCodec;
import vn.hoso.registry.Decision;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;
import vn.hoso.registry.Transition;
import vn.hoso.seal.RecordSealer;
import vn.hoso.text.PageText;

/**
 * Reads records and stores new versions of them: announced in the registry, stored in the archive, acknowledged in the
 * registry. {@link Leases} settles what stops in between.
 */
final class Versions {
    /** What was decided on a paper in these states stands in the registry only. */
    private static final Set<PaperState> WAITING =
            EnumSet.of(PaperState.ARCHIVED, PaperState.CONFIRMED_ONCE, PaperState.VERIFIED, PaperState.CODED);

    private final DeskSettings desk;
    private final Registry registry;
    private final Archive archive;
    private final IndexFeeder reader;
    private final RecordCodec codec = new RecordCodec();

    Versions(DeskSettings desk) {
        this.desk = desk;
        this.registry = desk.registry();
        this.archive = desk.home().archive();
        this.reader = new IndexFeeder(archive, registry);
    }

    DigitisedRecord record(PaperId paper, int version) {
        return reader.record(paper, version);
    }

    /** The archived record with the corrections that wait for a confirmation. */
    Amendment amended(PaperEntry entry) {
        return amended(entry, registry.decisions(entry.id()));
    }

    Amendment amended(PaperEntry entry, List<Decision> decisions) {
        Amendment amendment = archived(entry);
        if (WAITING.contains(entry.state())) {
            amendment.take(decisions);
        }
        return amendment;
    }

    /** The archived record without what waits. */
    Amendment archived(PaperEntry entry) {
        return new Amendment(record(entry.id(), entry.version()), desk.types());
    }

    ArchivedPaper head(PaperEntry entry) {
        return archive.head(entry.id())
                .orElseThrow(() ->
                        new HosoException(Problem.STORE_DAMAGED, entry.id().value(), "not in the archive"));
    }

    /** Announces a new version of a record, stores it, acknowledges it. A record that was sealed is sealed again. */
    DigitisedRecord rewrite(
            PaperEntry entry,
            Amendment amendment,
            PaperState to,
            String action,
            String actor,
            List<Decision> decisions) {
        boolean sealed = amendment.plain().level() == Level.SEALED;
        if (sealed) {
            desk.needSealer();
        }
        DigitisedRecord record = sealed ? amendment.provable(desk.random()) : amendment.plain();
        registry.apply(desk.step(entry.id(), entry.state(), action + "-begun", actor)
                .intent(new Intent(action, to, actor, decisions, null).json()));
        desk.probe().reached(Moment.BEGUN);
        ArchivedPaper stored;
        try {
            stored = store(entry, record, actor, action);
        } catch (RuntimeException e) {
            giveUpUnlessStored(entry, action, actor);
            throw e;
        }
        desk.probe().reached(Moment.REWRITTEN);
        acknowledge(entry.id(), record, stored.version(), to, action, actor, decisions);
        return record;
    }

    private void giveUpUnlessStored(PaperEntry entry, String action, String actor) {
        archive.heal(entry.id());
        if (head(entry).version() == entry.version()) {
            registry.apply(desk.step(entry.id(), entry.state(), action + "-given-up", actor));
        }
    }

    /** Stores a version whose announcement stands already. */
    ArchivedPaper store(PaperEntry entry, DigitisedRecord record, String actor, String why) {
        byte[] json = codec.encode(record);
        Path work = null;
        try {
            work = workFolder();
            Map<String, Path> files = new LinkedHashMap<>();
            files.put(Archive.RECORD, Files.write(work.resolve(Archive.RECORD), json));
            if (record.level() == Level.SEALED) {
                RecordSealer seals = desk.needSealer();
                byte[] root = FieldRoot.of(record, json).encode();
                files.put(Archive.SEAL, Files.write(work.resolve(Archive.SEAL), seals.seal(json)));
                files.put(Archive.ROOT, Files.write(work.resolve(Archive.ROOT), root));
                files.put(Archive.ROOT_SEAL, Files.write(work.resolve(Archive.ROOT_SEAL), seals.seal(root)));
            }
            return archive.put(entry.id(), files, entry.version(), actor, why);
        } catch (IOException e) {
            throw Writing.failed(e, String.valueOf(desk.home().workFolder().getFileName()));
        } finally {
            Durable.deleteQuietly(work);
        }
    }

    /** Lets the registry say what the archive holds. */
    void acknowledge(
            PaperId paper,
            DigitisedRecord record,
            int version,
            PaperState to,
            String action,
            String actor,
            List<Decision> decisions) {
        Transition done = desk.step(paper, to, action, actor)
                .version(version)
                .data(record.type(), record.level(), ReviewNeed.of(record))
                .decisions(decisions)
                .fact("version", version);
        registry.apply(done);
        desk.probe().reached(Moment.ACKNOWLEDGED);
    }

    /** A folder that vanishes with this process. */
    Path workFolder() throws IOException {
        return Files.createTempDirectory(desk.home().workFolder(), "desk-");
    }

    /** The text of the pages of a paper. */
    List<PageText> text(PaperEntry entry) {
        return reader.text(entry.id(), entry.version());
    }

    /** A file of a paper in its present version. */
    Path file(PaperEntry entry, String name) {
        @Nullable Path file = archive.files(entry.id(), entry.version()).get(name);
        if (file == null) {
            throw new HosoException(Problem.STORE_DAMAGED, entry.id().value(), name + " is missing");
        }
        return file;
    }
}

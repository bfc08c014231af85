package vn.hoso.digitize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;
import vn.hoso.record.RecordIndex;
import vn.hoso.registry.LedgerEvent;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;
import vn.hoso.text.AltoReader;
import vn.hoso.text.PageText;

/**
 * Brings the index up to the ledger: what the ledger names since the index was last committed is read from the archive
 * and indexed again. So nothing is missed, whoever wrote the ledger and whoever died in between.
 */
final class IndexFeeder {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFeeder.class);
    private static final int ROWS = 1_000;

    private final Archive archive;
    private final Registry registry;
    private final RecordCodec codec = new RecordCodec();

    IndexFeeder(Archive archive, Registry registry) {
        this.archive = archive;
        this.registry = registry;
    }

    /**
     * Catches up and commits.
     *
     * @param index the index, open for writing
     * @return how many papers were indexed
     */
    int catchUp(RecordIndex index) {
        int indexed = 0;
        long done = index.ledgerSequence();
        while (true) {
            List<LedgerEvent> events = registry.events(done, ROWS);
            if (events.isEmpty()) {
                return indexed;
            }
            Set<PaperId> touched = new LinkedHashSet<>();
            for (LedgerEvent event : events) {
                if (event.paper() != null) {
                    touched.add(event.paper());
                }
                done = event.sequence();
            }
            for (PaperId paper : touched) {
                indexed += put(index, paper) ? 1 : 0;
            }
            index.commit(done);
        }
    }

    /** One damaged paper must not keep all others out of the index; the check of the archive names it. */
    private boolean put(RecordIndex index, PaperId paper) {
        try {
            ArchivedPaper head = archive.head(paper).orElse(null);
            if (head == null) {
                if (registry.paper(paper)
                        .filter(entry -> entry.state() == PaperState.ERASED)
                        .isPresent()) {
                    index.remove(paper);
                }
                return false;
            }
            index.put(record(paper, head.version()), head.version(), text(paper, head.version()));
            return true;
        } catch (HosoException e) {
            if (e.problem() != Problem.STORE_DAMAGED && e.problem() != Problem.RECORD_INVALID) {
                throw e;
            }
            LOG.warn("a damaged paper was left out of the index", e);
            return false;
        }
    }

    /** The record of a version. */
    DigitisedRecord record(PaperId paper, int version) {
        return codec.decode(bytes(paper, version, Archive.RECORD), Archive.RECORD + " of " + paper);
    }

    /** The bytes of a file of a version. */
    byte[] bytes(PaperId paper, int version, String name) {
        try (InputStream in = archive.open(paper, version, name)
                .orElseThrow(() -> new HosoException(Problem.STORE_DAMAGED, paper.value(), name + " is missing"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of the pages of a version, in order. */
    List<PageText> text(PaperId paper, int version) {
        TreeMap<String, java.nio.file.Path> pages = new TreeMap<>(archive.files(paper, version));
        return pages.entrySet().stream()
                .filter(file -> file.getKey().startsWith("text/"))
                .map(file -> {
                    try {
                        return AltoReader.read(file.getValue());
                    } catch (IOException e) {
                        throw new HosoException(Problem.STORE_DAMAGED, e, paper.value(), file.getKey());
                    }
                })
                .toList();
    }
}

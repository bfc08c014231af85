package vn.hoso.digitize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.hoso.digitize.ArchiveReport.Finding;
import vn.hoso.digitize.ArchiveReport.Kind;
import vn.hoso.paper.PaperId;
import vn.hoso.record.RecordIndex;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;

/** Whether the other stores know the papers of the archive, in the version that it has, and no others. */
final class StoreComparison {
    private static final int PAGE = 1_000;

    private static final Set<PaperState> STORED =
            Stream.of(PaperState.values()).filter(PaperState::stored).collect(Collectors.toUnmodifiableSet());

    private final Map<PaperId, Integer> archived;

    /** A comparison with the last version of each paper of the archive. */
    StoreComparison(Map<PaperId, Integer> archived) {
        this.archived = archived;
    }

    /** What of the registry does not agree. */
    List<Finding> with(Registry registry) {
        Side side = new Side(Kind.REGISTRY, "registered", "registered");
        PaperId after = null;
        List<PaperEntry> entries;
        do {
            entries = registry.papers(STORED, after, PAGE);
            for (PaperEntry entry : entries) {
                after = entry.id();
                side.has(entry.id(), entry.version());
            }
        } while (entries.size() == PAGE);
        return side.findings();
    }

    /** What of the index does not agree. */
    List<Finding> with(RecordIndex index) {
        Side side = new Side(Kind.INDEX, "in the index", "indexed");
        try (Stream<RecordIndex.Indexed> papers = index.papers()) {
            papers.forEach(paper -> side.has(paper.id(), paper.version()));
        }
        return side.findings();
    }

    /** The store that is compared, by the words that findings use of it. */
    private final class Side {
        private final Kind kind;
        private final String known;
        private final String kept;
        private final Map<PaperId, Integer> unseen = new HashMap<>(archived);
        private final List<Finding> findings = new ArrayList<>();

        Side(Kind kind, String known, String kept) {
            this.kind = kind;
            this.known = known;
            this.kept = kept;
        }

        void has(PaperId paper, int version) {
            Integer there = unseen.remove(paper);
            if (there == null) {
                findings.add(new Finding(kind, paper, "is " + known + " and not in the archive"));
            } else if (there != version) {
                findings.add(new Finding(
                        kind, paper, "is " + kept + " with version " + version + ", the archive has " + there));
            }
        }

        /** All that was found, with what the store lacks at the end. */
        List<Finding> findings() {
            unseen.keySet().stream()
                    .sorted()
                    .forEach(paper -> findings.add(new Finding(kind, paper, "is in the archive and not " + known)));
            return findings;
        }
    }
}

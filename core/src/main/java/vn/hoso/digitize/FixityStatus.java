package vn.hoso.digitize;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;

/**
 * How far the checks of an archive have come: which of its papers were found sound when, and how many are due. Every record is
 * to be checked within three years (Thông tư 05/2025/TT-BNV).
 *
 * @param papers how many papers the archive keeps
 * @param never how many were never found sound as they are now
 * @param due how many were not found sound within the time, those never found sound included
 * @param oldest when the paper was found sound whose check lies back longest; null where none was
 */
public record FixityStatus(
        long papers, long never, long due, @Nullable Instant oldest) {
    /** Within which time each paper is to be checked. */
    public static final Duration EVERY = Duration.ofDays(3 * 365);

    private static final int PAGE = 1_000;
    private static final Set<PaperState> STORED =
            Stream.of(PaperState.values()).filter(PaperState::stored).collect(Collectors.toUnmodifiableSet());

    /**
     * Looks what was noted; no file of the archive is read.
     *
     * @param home the home
     * @param every within which time each paper is to be checked
     * @return how far the checks have come
     */
    public static FixityStatus of(Home home, Duration every) {
        Instant now = home.clock().instant();
        long papers = 0;
        long never = 0;
        long due = 0;
        Instant oldest = null;
        try (CheckLog log = CheckLog.open(home.checksFile())) {
            PaperId after = null;
            List<PaperEntry> page;
            do {
                page = home.registry().papers(STORED, after, PAGE);
                for (PaperEntry paper : page) {
                    after = paper.id();
                    papers++;
                    // A check that lies in the future was made by a clock that was wrong.
                    Optional<Instant> at =
                            log.soundAt(paper.id(), paper.version()).filter(time -> !time.isAfter(now));
                    never += at.isEmpty() ? 1 : 0;
                    due += at.isEmpty() || at.get().isBefore(now.minus(every)) ? 1 : 0;
                    if (at.isPresent() && (oldest == null || at.get().isBefore(oldest))) {
                        oldest = at.get();
                    }
                }
            } while (page.size() == PAGE);
        }
        return new FixityStatus(papers, never, due, oldest);
    }
}

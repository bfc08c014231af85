package vn.hoso.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaperStateTest {
    private static final Map<PaperState, Set<PaperState>> ROAD = Map.ofEntries(
            Map.entry(PaperState.RECEIVED, EnumSet.of(PaperState.SCANNED, PaperState.FAILED)),
            Map.entry(PaperState.SCANNED, EnumSet.of(PaperState.SIGNED, PaperState.RECEIVED, PaperState.FAILED)),
            Map.entry(PaperState.SIGNED, EnumSet.of(PaperState.EXTRACTED, PaperState.RECEIVED, PaperState.FAILED)),
            Map.entry(PaperState.EXTRACTED, EnumSet.of(PaperState.ARCHIVED, PaperState.RECEIVED, PaperState.FAILED)),
            Map.entry(
                    PaperState.ARCHIVED,
                    EnumSet.of(
                            PaperState.ARCHIVED,
                            PaperState.CONFIRMED_ONCE,
                            PaperState.VERIFIED,
                            PaperState.REJECTED,
                            PaperState.REVOKED,
                            PaperState.SUPERSEDED,
                            PaperState.ERASED)),
            Map.entry(
                    PaperState.CONFIRMED_ONCE,
                    EnumSet.of(
                            PaperState.CONFIRMED_ONCE,
                            PaperState.ARCHIVED,
                            PaperState.VERIFIED,
                            PaperState.REJECTED,
                            PaperState.REVOKED,
                            PaperState.SUPERSEDED,
                            PaperState.ERASED)),
            Map.entry(PaperState.VERIFIED, EnumSet.of(PaperState.CODED)),
            Map.entry(PaperState.CODED, EnumSet.of(PaperState.SEALED)),
            Map.entry(
                    PaperState.SEALED,
                    EnumSet.of(PaperState.SEALED, PaperState.REVOKED, PaperState.SUPERSEDED, PaperState.ERASED)),
            Map.entry(PaperState.SUPERSEDED, EnumSet.of(PaperState.SUPERSEDED, PaperState.REVOKED, PaperState.ERASED)),
            Map.entry(PaperState.FAILED, EnumSet.of(PaperState.RECEIVED)),
            Map.entry(PaperState.REJECTED, EnumSet.of(PaperState.ERASED)),
            Map.entry(PaperState.REVOKED, EnumSet.of(PaperState.ERASED)),
            Map.entry(PaperState.ERASED, EnumSet.of(PaperState.ERASED)));

    @ParameterizedTest
    @EnumSource
    void goesTheRoadAndNoOther(PaperState from) {
        for (PaperState to : PaperState.values()) {
            assertThat(from.allows(to))
                    .as(from + " to " + to)
                    .isEqualTo(ROAD.get(from).contains(to));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isStoredFromTheArchiveOnUntilItIsErased(PaperState state) {
        Set<PaperState> notStored = EnumSet.of(
                PaperState.RECEIVED,
                PaperState.SCANNED,
                PaperState.SIGNED,
                PaperState.EXTRACTED,
                PaperState.FAILED,
                PaperState.ERASED);
        assertThat(state.stored()).isEqualTo(!notStored.contains(state));
    }
}

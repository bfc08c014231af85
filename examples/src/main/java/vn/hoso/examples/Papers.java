package vn.hoso.examples;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;

/** Finds the paper that a user means: by its whole id, or by as much of its beginning as no other paper shares. */
final class Papers {
    private static final Pattern WHOLE = Pattern.compile("[0-9a-f]{32}(-[1-9][0-9]{0,3})?");
    private static final Pattern BEGINNING = Pattern.compile("[0-9a-f]{4,32}");

    private Papers() {}

    static PaperId find(Registry registry, String text, Texts texts) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        if (WHOLE.matcher(wanted).matches()
                && registry.paper(new PaperId(wanted)).isPresent()) {
            return new PaperId(wanted);
        }
        if (!BEGINNING.matcher(wanted).matches()) {
            throw WHOLE.matcher(wanted).matches()
                    ? new HosoException(Problem.NOT_FOUND, wanted, texts.get("paper"))
                    : new UsageException(texts.get("paper.badId", Failures.oneLine(text)));
        }
        List<PaperId> candidates = registry.papers(EnumSet.allOf(PaperState.class), before(wanted), 3).stream()
                .map(PaperEntry::id)
                .filter(id -> id.value().startsWith(wanted))
                .toList();
        if (candidates.isEmpty()) {
            throw new HosoException(Problem.NOT_FOUND, wanted, texts.get("paper"));
        }
        if (candidates.size() > 1) {
            throw new UsageException(texts.get("paper.ambiguous", wanted, candidates.get(0), candidates.get(1)));
        }
        return candidates.get(0);
    }

    /** The greatest possible id before all that begin so, or null where there is none. */
    private static @org.jspecify.annotations.Nullable PaperId before(String beginning) {
        BigInteger least = new BigInteger(beginning + "0".repeat(32 - beginning.length()), 16);
        if (least.signum() == 0) {
            return null;
        }
        String digits = least.subtract(BigInteger.ONE).toString(16);
        return new PaperId("0".repeat(32 - digits.length()) + digits + "-9999");
    }
}

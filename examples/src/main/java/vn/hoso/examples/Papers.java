package vn.hoso.examples;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;

/**
 * Finds the paper that a user means: by as much of the beginning of its id as no other file shares, and for the second and
 * further papers of a file {@code -2}, {@code -3}, ...
 */
final class Papers {
    private static final Pattern ID = Pattern.compile("([0-9a-f]{4,32})(-[1-9][0-9]{0,3})?");
    private static final int DIGITS = 32;

    private Papers() {}

    static PaperId find(Registry registry, String text, Texts texts) {
        Matcher wanted = ID.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!wanted.matches()) {
            throw new UsageException(texts.get("paper.badId", Failures.oneLine(text)));
        }
        String beginning = wanted.group(1);
        PaperId first = next(registry, before(beginning), beginning)
                .orElseThrow(() -> new HosoException(Problem.NOT_FOUND, beginning, texts.get("paper")));
        String file = first.value().substring(0, DIGITS);
        Optional<PaperId> other = next(registry, new PaperId(file + "-9999"), beginning);
        if (other.isPresent()) {
            throw new UsageException(texts.get("paper.ambiguous", beginning, first, other.get()));
        }
        PaperId found = new PaperId(file + (wanted.group(2) == null ? "" : wanted.group(2)));
        if (registry.paper(found).isEmpty()) {
            throw new HosoException(Problem.NOT_FOUND, found.value(), texts.get("paper"));
        }
        return found;
    }

    private static Optional<PaperId> next(Registry registry, @Nullable PaperId after, String beginning) {
        return registry.papers(EnumSet.allOf(PaperState.class), after, 1).stream()
                .map(PaperEntry::id)
                .filter(id -> id.value().startsWith(beginning))
                .findFirst();
    }

    /** The greatest possible id before all that begin so, or null where there is none. */
    private static @Nullable PaperId before(String beginning) {
        BigInteger least = new BigInteger(beginning + "0".repeat(DIGITS - beginning.length()), 16);
        if (least.signum() == 0) {
            return null;
        }
        String digits = least.subtract(BigInteger.ONE).toString(16);
        return new PaperId("0".repeat(DIGITS - digits.length()) + digits + "-9999");
    }
}

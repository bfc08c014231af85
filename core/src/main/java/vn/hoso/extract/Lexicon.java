package vn.hoso.extract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.hoso.text.Vietnamese;

/** A closed list of words or names, findable without marks. */
final class Lexicon {
    private final Set<String> exact = new HashSet<>();
    private final Map<String, String> folded = new HashMap<>();

    private Lexicon(List<String> entries) {
        for (String entry : entries) {
            exact.add(key(entry));
            // where two entries fold alike (Vũ, Vu) neither may be guessed
            folded.merge(Token.bare(entry), entry, (a, b) -> a.equals(b) ? a : "");
        }
    }

    static Lexicon surnames() {
        return Holder.SURNAMES;
    }

    static Lexicon ethnicities() {
        return Holder.ETHNICITIES;
    }

    static Lexicon provinces() {
        return Holder.PROVINCES;
    }

    static List<String> lines(String resource) {
        try (InputStream in = Lexicon.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }

    boolean has(String text) {
        return exact.contains(key(text));
    }

    /** The one entry that differs from a text in case and marks at most. */
    Optional<String> nearest(String text) {
        return Optional.ofNullable(folded.get(Token.bare(text))).filter(entry -> !entry.isEmpty());
    }

    private static String key(String text) {
        return Vietnamese.normaliseTonePlacement(text.strip()).toLowerCase(java.util.Locale.ROOT);
    }

    private static final class Holder {
        static final Lexicon SURNAMES = new Lexicon(lines("surnames.txt").stream()
                .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                .distinct()
                .toList());
        static final Lexicon ETHNICITIES = new Lexicon(lines("ethnicities.txt"));
        static final Lexicon PROVINCES = new Lexicon(lines("provinces.txt"));
    }
}

package vn.hoso.registry;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event for the ledger that changes no state, such as a look-up or a re-use.
 *
 * <p>Start at {@link #of}; each method gives a copy with one thing more.
 *
 * @param actor who
 * @param action what
 * @param facts what else is known; no values of fields
 * @param about what it is about, so that {@link Registry#eventsAbout} finds it: the ids of papers, the pseudonyms of
 *     persons
 * @param key a key that one event only may have, or null: where an event has it already, none is written
 */
public record Notice(
        String actor,
        String action,
        Map<String, String> facts,
        Set<String> about,
        @Nullable String key) {
    public Notice {
        facts = Map.copyOf(facts);
        about = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(about));
    }

    /**
     * An event about nothing in particular, as often as it is given.
     *
     * @param actor who
     * @param action what
     * @param facts what else is known; no values of fields
     * @return the event
     */
    public static Notice of(String actor, String action, Map<String, String> facts) {
        return new Notice(actor, action, facts, Set.of(), null);
    }

    /**
     * The same about something.
     *
     * @param subjects the ids of papers, the pseudonyms of persons
     * @return the event
     */
    public Notice about(Set<String> subjects) {
        return new Notice(actor, action, facts, subjects, key);
    }

    /**
     * The same, written once only.
     *
     * @param unique the key by which it is known again
     * @return the event
     */
    public Notice once(String unique) {
        return new Notice(actor, action, facts, about, unique);
    }
}

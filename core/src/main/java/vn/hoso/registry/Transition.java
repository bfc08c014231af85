package vn.hoso.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;

/**
 * A step of a paper: the new state with all that is written down together with it, in one transaction and with one row
 * of the ledger.
 *
 * <p>Start at {@link #of}; each method gives a copy with one thing more.
 *
 * @param paper the paper
 * @param to the state it takes
 * @param worker who holds the lease of its file
 * @param actor on whose behalf
 * @param action the action in the ledger
 * @param facts the facts in the ledger
 * @param version the new version of the archive object, or null where it stays
 * @param pages its pages, or null where they stay
 * @param type its type, or null where it stays
 * @param level its level, or null where it stays
 * @param review what an officer has to look at, or null where that stays
 * @param failure why it failed; null otherwise
 * @param decisions what an officer decided
 * @param intent the change of the archive object that follows, or null: none, or it is acknowledged hereby
 */
public record Transition(
        PaperId paper,
        PaperState to,
        String worker,
        String actor,
        String action,
        Map<String, String> facts,
        @Nullable Integer version,
        @Nullable Integer pages,
        @Nullable String type,
        @Nullable Level level,
        @Nullable Review review,
        PaperEntry.@Nullable Failure failure,
        List<Decision> decisions,
        @Nullable String intent) {
    public Transition {
        facts = Map.copyOf(facts);
        decisions = List.copyOf(decisions);
    }

    /**
     * What an officer has to look at.
     *
     * @param need how much the paper needs an officer, 0 or more
     * @param toLook the keys of the fields to look at
     */
    public record Review(double need, List<String> toLook) {
        public Review {
            toLook = List.copyOf(toLook);
        }
    }

    /**
     * A step without anything more.
     *
     * @param paper the paper
     * @param to the state it takes
     * @param action the action in the ledger
     * @param worker who holds the lease of its file
     * @param actor on whose behalf
     * @return the step
     */
    public static Transition of(PaperId paper, PaperState to, String action, String worker, String actor) {
        return new Transition(
                paper, to, worker, actor, action, Map.of(), null, null, null, null, null, null, List.of(), null);
    }

    /**
     * With a fact for the ledger.
     *
     * @param name its name
     * @param value its value; no value of a field, no name of a person
     * @return a copy
     */
    public Transition fact(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(name, String.valueOf(value));
        return new Transition(
                paper, to, worker, actor, action, more, version, pages, type, level, review, failure, decisions,
                intent);
    }

    /**
     * With the version of the archive object that holds it.
     *
     * @param stored the version
     * @return a copy
     */
    public Transition version(int stored) {
        return new Transition(
                paper, to, worker, actor, action, facts, stored, pages, type, level, review, failure, decisions,
                intent);
    }

    /**
     * With its number of pages.
     *
     * @param count the pages
     * @return a copy
     */
    public Transition pages(int count) {
        return new Transition(
                paper, to, worker, actor, action, facts, version, count, type, level, review, failure, decisions,
                intent);
    }

    /**
     * With what the extraction found.
     *
     * @param found the paper type
     * @param reached the level of the data
     * @param look what an officer has to look at
     * @return a copy
     */
    public Transition data(String found, Level reached, Review look) {
        return new Transition(
                paper, to, worker, actor, action, facts, version, pages, found, reached, look, failure, decisions,
                intent);
    }

    /**
     * With why it failed.
     *
     * @param why the failure
     * @return a copy
     */
    public Transition failure(PaperEntry.Failure why) {
        return new Transition(
                paper, to, worker, actor, action, facts, version, pages, type, level, review, why, decisions, intent);
    }

    /**
     * With an officer's decisions.
     *
     * @param made the decisions
     * @return a copy
     */
    public Transition decisions(List<Decision> made) {
        return new Transition(
                paper, to, worker, actor, action, facts, version, pages, type, level, review, failure, made, intent);
    }

    /**
     * With the change of the archive object that is about to follow.
     *
     * @param change the change, in a form that {@code ReviewDesk} understands
     * @return a copy
     */
    public Transition intent(String change) {
        return new Transition(
                paper, to, worker, actor, action, facts, version, pages, type, level, review, failure, decisions,
                change);
    }
}

package vn.hoso.extract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The best candidate of a field while evidence for and against it is gathered. */
final class Reading {
    private final Candidate candidate;
    private final List<String> alternatives = new ArrayList<>();
    private final Set<String> doubts = new LinkedHashSet<>();
    private int agreements;
    private int contradictions;
    private boolean proven;

    Reading(Candidate candidate) {
        this.candidate = candidate;
        this.doubts.addAll(candidate.doubts());
    }

    Candidate candidate() {
        return candidate;
    }

    String key() {
        return candidate.field().key();
    }

    String value() {
        return candidate.value();
    }

    List<String> alternatives() {
        return alternatives;
    }

    Set<String> doubts() {
        return doubts;
    }

    /** Another reading of the same fact says the same. */
    void agree() {
        agreements++;
    }

    /** Evidence of another kind says the same: a code, a check digit, the words beside the digits. */
    void prove() {
        agreements++;
        proven = true;
    }

    /** Something says otherwise. */
    void contradict(String doubt) {
        contradictions++;
        doubts.add(doubt);
    }

    void offer(String alternative) {
        if (!alternative.equals(value()) && !alternatives.contains(alternative)) {
            alternatives.add(alternative);
        }
    }

    int agreements() {
        return agreements;
    }

    int contradictions() {
        return contradictions;
    }

    boolean proven() {
        return proven;
    }
}

package vn.hoso.signing;

import java.util.LinkedHashSet;
import java.util.Set;
import vn.hoso.signing.ReasonCode.Finding;

/** Collects what became of a file from one revision to the next. */
final class ChangeLog {
    private final Set<Finding> findings = new LinkedHashSet<>();
    private final Set<String> places = new LinkedHashSet<>();
    private final Set<String> everything = new LinkedHashSet<>();

    /** Notes what a later signature, its time-stamp or its data for validation explain. */
    void explained(String place) {
        everything.add(place);
    }

    /** Notes what nothing explains. */
    void changed(String place) {
        found(ReasonCode.CHANGED_AFTER_SIGNING.with(place), place);
    }

    /** Notes what is explained in part, or by something that must be told. */
    void found(Finding finding, String place) {
        findings.add(finding);
        places.add(place);
        everything.add(place);
    }

    Set<Finding> findings() {
        return findings;
    }

    /** Where something was changed that was not explained, or only partly. */
    Set<String> places() {
        return places;
    }

    /** All that was added or changed, explained or not. */
    Set<String> everything() {
        return everything;
    }
}

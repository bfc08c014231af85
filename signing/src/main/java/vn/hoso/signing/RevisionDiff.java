package vn.hoso.signing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import vn.hoso.signing.ReasonCode.Finding;

/**
 * The second gate: what was changed after each signature.
 *
 * <p>Each signed revision is compared with the next one, and the last with the file as it is. Steps compose: when each is
 * harmless, so is the way from any signature to the file.
 */
final class RevisionDiff {
    private final List<List<Finding>> findings;
    private final List<List<String>> changes;
    private final List<Integer> pages;
    private final List<Finding> onFile;
    private final List<String> addedAfterwards;

    private RevisionDiff(int seals) {
        findings = new ArrayList<>();
        changes = new ArrayList<>();
        pages = new ArrayList<>();
        for (int i = 0; i < seals; i++) {
            findings.add(new ArrayList<>());
            changes.add(new ArrayList<>());
            pages.add(0);
        }
        onFile = new ArrayList<>();
        addedAfterwards = new ArrayList<>();
    }

    static RevisionDiff of(byte[] file, PDDocument whole, List<ByteGate.Seal> seals) throws IOException {
        RevisionDiff diff = new RevisionDiff(seals.size());
        diff.compare(file, whole, seals);
        return diff;
    }

    List<Finding> findings(int seal) {
        return findings.get(seal);
    }

    List<String> changes(int seal) {
        return changes.get(seal);
    }

    int pages(int seal) {
        return pages.get(seal);
    }

    List<Finding> onFile() {
        return onFile;
    }

    List<String> addedAfterwards() {
        return addedAfterwards;
    }

    private void compare(byte[] file, PDDocument whole, List<ByteGate.Seal> seals) throws IOException {
        int first = 0;
        while (first < seals.size() && !seals.get(first).measurable()) {
            first++;
        }
        if (first == seals.size()) {
            return;
        }
        int end = seals.get(first).end();
        PDDocument earlier = load(file, end);
        try {
            for (int i = first; i < seals.size(); i++) {
                pages.set(i, earlier.getNumberOfPages());
                int next = i + 1 < seals.size() ? seals.get(i + 1).end() : file.length;
                if (next == end) {
                    continue;
                }
                if (i + 1 == seals.size()) {
                    toTheEnd(file, end, earlier, whole, seals, i);
                } else {
                    PDDocument later = load(file, next);
                    signedUpdate(file, end, next, earlier, later, seals, i);
                    earlier.close();
                    earlier = later;
                }
                end = next;
            }
        } finally {
            earlier.close();
        }
    }

    private static PDDocument load(byte[] file, int end) throws IOException {
        return Loader.loadPDF(
                new RandomAccessReadBuffer(ByteBuffer.wrap(file, 0, end).slice()));
    }

    /** What follows the last signature is covered by none: only data for validation may stand there. */
    private void toTheEnd(
            byte[] file, int end, PDDocument signed, PDDocument whole, List<ByteGate.Seal> seals, int last) {
        if (onlySpace(file, end)) {
            return;
        }
        Set<Long> freed = Xref.update(file, end, file.length);
        if (freed != null) {
            addedAfterwards.addAll(step(repeated(file, end, file.length, whole), freed, signed, whole, seals, last));
            onFile.add(ReasonCode.UNCOVERED_VALIDATION_DATA.with());
        } else {
            onFile.add(ReasonCode.TRAILING_BYTES.with(file.length - end));
            addedAfterwards.add("bytes " + end + " to " + file.length);
        }
    }

    private static boolean onlySpace(byte[] file, int from) {
        for (int i = from; i < file.length; i++) {
            if (!ByteGate.isSpace(file[i]) || file[i] == 0) {
                return false;
            }
        }
        return true;
    }

    /** What the next signature covers: an update that leads back, or one that all readers rebuild in the same way. */
    private void signedUpdate(
            byte[] file, int end, int next, PDDocument earlier, PDDocument later, List<ByteGate.Seal> seals, int upTo)
            throws IOException {
        Set<Long> freed = Xref.update(file, end, next);
        if (freed != null) {
            step(repeated(file, end, next, later), freed, earlier, later, seals, upTo);
            return;
        }
        try (PDDocument rebuilt = RebuiltXref.read(file, end, next, earlier)) {
            if (rebuilt == null) {
                step(List.of(ReasonCode.REVISION_MALFORMED.with("xref")), Set.of(), earlier, later, seals, upTo);
            } else {
                List<Finding> known = new ArrayList<>(repeated(file, end, next, rebuilt));
                known.add(ReasonCode.XREF_REBUILT.with());
                step(known, Set.of(), earlier, rebuilt, seals, upTo);
            }
        }
    }

    private static List<Finding> repeated(byte[] file, int from, int to, PDDocument later) {
        return RepeatedKeys.isIn(file, from, to, later.getDocument())
                ? List.of(ReasonCode.REVISION_MALFORMED.with("keys"))
                : List.of();
    }

    private Set<String> step(
            List<Finding> known,
            Set<Long> freed,
            PDDocument earlier,
            PDDocument later,
            List<ByteGate.Seal> seals,
            int upTo) {
        List<Finding> found = new ArrayList<>(known);
        Set<String> places = new LinkedHashSet<>();
        ChangeLog log = ObjectDiff.between(earlier, later, freed, Permissions.of(seals.subList(0, upTo + 1)));
        found.addAll(log.findings());
        places.addAll(log.places());
        PageLooks looks = PageLooks.of(earlier, later);
        looks.different().forEach(page -> found.add(ReasonCode.LOOK_CHANGED.with(page)));
        looks.covered().forEach(page -> found.add(ReasonCode.CONTENT_COVERED.with(page)));
        for (int i = 0; i <= upTo; i++) {
            for (Finding finding : found) {
                if (!findings.get(i).contains(finding)) {
                    findings.get(i).add(finding);
                }
            }
            for (String place : places) {
                if (!changes.get(i).contains(place)) {
                    changes.get(i).add(place);
                }
            }
        }
        return log.everything();
    }
}

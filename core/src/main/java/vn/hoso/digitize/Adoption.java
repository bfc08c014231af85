package vn.hoso.digitize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;
import vn.hoso.record.ResultCodePattern;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;
import vn.hoso.registry.Transition;

/** Makes the registry follow the archive: what the archive holds is believed. */
final class Adoption {
    private Adoption() {}

    /**
     * Takes over a paper that the archive holds.
     *
     * @return false where the archive does not hold it
     */
    static boolean adopt(Archive archive, Registry registry, PaperId id) {
        ArchivedPaper head = archive.head(id).orElse(null);
        if (head == null) {
            return false;
        }
        DigitisedRecord record = read(archive, id, head.version());
        String code = record.resultCode();
        List<String> parts = code == null ? List.of() : ResultCodePattern.split(code);
        registry.adopt(
                entry(record, head),
                parts.size() == 2 ? parts.get(0) : null,
                parts.size() == 2 ? counter(parts.get(1)) : 0,
                "hoso");
        return true;
    }

    /** The state that an archived record stands for. */
    static PaperState stateOf(DigitisedRecord record) {
        return switch (record.state()) {
            case ACTIVE -> record.level() == Level.SEALED ? PaperState.SEALED : PaperState.ARCHIVED;
            case REJECTED -> PaperState.REJECTED;
            case REVOKED -> PaperState.REVOKED;
            case SUPERSEDED -> PaperState.SUPERSEDED;
        };
    }

    private static PaperEntry entry(DigitisedRecord record, ArchivedPaper head) {
        Transition.Review review = ReviewNeed.of(record);
        return new PaperEntry(
                record.id(),
                record.source().sha256(),
                record.source().name(),
                record.source().bytes(),
                record.id().ordinal(),
                stateOf(record),
                head.at(),
                head.version(),
                record.type(),
                record.level(),
                record.rendition().pages(),
                record.resultCode(),
                review.toLook(),
                review.need(),
                null,
                null);
    }

    private static int counter(@Nullable String digits) {
        return digits == null || digits.length() > 9 ? 0 : Integer.parseInt(digits);
    }

    private static DigitisedRecord read(Archive archive, PaperId id, int version) {
        try (InputStream in = archive.open(id, version, Archive.RECORD)
                .orElseThrow(
                        () -> new HosoException(Problem.STORE_DAMAGED, id.value(), Archive.RECORD + " is missing"))) {
            return new RecordCodec().decode(in.readAllBytes(), Archive.RECORD + " of " + id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

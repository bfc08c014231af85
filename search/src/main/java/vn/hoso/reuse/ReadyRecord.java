package vn.hoso.reuse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Owner;
import vn.hoso.paper.Validity;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.DigitisedRecord.Ending;

/**
 * The data of a paper as another system holds them, without a scan.
 *
 * @param sourceId its name in that system
 * @param source the data as they were received, as text; kept in the archive
 * @param type the paper type
 * @param kind the code of the kind of result, or null
 * @param level how far that system says the data have been verified: {@link Level#VERIFIED} where an officer did
 * @param owner whose paper it is
 * @param coOwners further owners
 * @param validity from when until when it counts; {@code from} is the day of issue
 * @param fields the fields
 * @param state whether it still counts
 * @param ending how it stopped counting, without its successor; or null
 * @param supersededBy the name in that system of the paper that replaced it, or null
 */
public record ReadyRecord(
        String sourceId,
        String source,
        String type,
        @Nullable String kind,
        Level level,
        Owner owner,
        List<Owner> coOwners,
        Validity validity,
        List<Field> fields,
        DigitisedRecord.State state,
        @Nullable Ending ending,
        @Nullable String supersededBy) {
    public ReadyRecord {
        coOwners = List.copyOf(coOwners);
        fields = List.copyOf(fields);
        if (level == Level.SEALED) {
            throw new IllegalArgumentException("only this house seals; a record is taken over as VERIFIED at most");
        }
    }

    /** Never shows what is in it. */
    @Override
    public String toString() {
        return "ReadyRecord[" + sourceId + "]";
    }
}

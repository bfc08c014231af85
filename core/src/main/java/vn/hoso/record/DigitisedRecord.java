package vn.hoso.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.Validity;

/**
 * The data of a digitised paper, as {@code record.json} holds them (dữ liệu số hóa).
 *
 * @param id the paper
 * @param type the paper type, or {@code unknown}
 * @param typeConfidence the probability that the type is right, 0 to 1
 * @param level how far the data have been verified
 * @param state whether the paper still counts
 * @param resultCode the code of the digitised result (Thông tư 01/2023/TT-VPCP, article 10), issued when the data have
 *     been verified; null before
 * @param owner whose paper it is
 * @param validity from when until when it counts
 * @param fields the fields, in the order of the paper type
 * @param source where the paper came from
 * @param rendition the signed PDF/A
 * @param history who did what, oldest first
 * @param kind the kind of paper in the national catalogue: the code of the kind of result (mã loại kết quả), such as
 *     {@code KQ.G15.000031}, or of the component; null where unknown
 * @param coOwners further owners, such as the other spouse of a marriage certificate
 * @param ending since when and by what it no longer counts, where {@code state} says so; null otherwise or where unknown
 * @param digests what proves single fields; {@link FieldDigests#NONE} until the record is sealed
 */
public record DigitisedRecord(
        PaperId id,
        String type,
        double typeConfidence,
        Level level,
        State state,
        @Nullable String resultCode,
        Owner owner,
        Validity validity,
        List<Field> fields,
        Source source,
        Rendition rendition,
        List<Event> history,
        @Nullable String kind,
        List<Owner> coOwners,
        @Nullable Ending ending,
        FieldDigests digests) {
    /** The version of the schema that is written. */
    public static final int SCHEMA = 1;

    public DigitisedRecord {
        fields = List.copyOf(fields);
        history = List.copyOf(history);
        coOwners = List.copyOf(coOwners);
        if (!digests.match(fields)) {
            throw new IllegalArgumentException("the digests are not those of the fields of " + id);
        }
    }

    /**
     * A record of one owner that counts, of a kind that the national catalogue does not name.
     *
     * @param id the paper
     * @param type the paper type, or {@code unknown}
     * @param typeConfidence the probability that the type is right, 0 to 1
     * @param level how far the data have been verified
     * @param state whether the paper still counts
     * @param resultCode the code of the digitised result, or null
     * @param owner whose paper it is
     * @param validity from when until when it counts
     * @param fields the fields, in the order of the paper type
     * @param source where the paper came from
     * @param rendition the signed PDF/A
     * @param history who did what, oldest first
     */
    public DigitisedRecord(
            PaperId id,
            String type,
            double typeConfidence,
            Level level,
            State state,
            @Nullable String resultCode,
            Owner owner,
            Validity validity,
            List<Field> fields,
            Source source,
            Rendition rendition,
            List<Event> history) {
        this(
                id,
                type,
                typeConfidence,
                level,
                state,
                resultCode,
                owner,
                validity,
                fields,
                source,
                rendition,
                history,
                null,
                List.of(),
                null,
                FieldDigests.NONE);
    }

    /**
     * A record of which no field can be proven yet.
     *
     * @param id the paper
     * @param type the paper type, or {@code unknown}
     * @param typeConfidence the probability that the type is right, 0 to 1
     * @param level how far the data have been verified
     * @param state whether the paper still counts
     * @param resultCode the code of the digitised result, or null
     * @param owner whose paper it is
     * @param validity from when until when it counts
     * @param fields the fields, in the order of the paper type
     * @param source where the paper came from
     * @param rendition the signed PDF/A
     * @param history who did what, oldest first
     * @param kind the kind of paper in the national catalogue, or null
     * @param coOwners further owners
     * @param ending since when and by what it no longer counts, or null
     */
    public DigitisedRecord(
            PaperId id,
            String type,
            double typeConfidence,
            Level level,
            State state,
            @Nullable String resultCode,
            Owner owner,
            Validity validity,
            List<Field> fields,
            Source source,
            Rendition rendition,
            List<Event> history,
            @Nullable String kind,
            List<Owner> coOwners,
            @Nullable Ending ending) {
        this(
                id,
                type,
                typeConfidence,
                level,
                state,
                resultCode,
                owner,
                validity,
                fields,
                source,
                rendition,
                history,
                kind,
                coOwners,
                ending,
                FieldDigests.NONE);
    }

    /**
     * The same record with other digests.
     *
     * @param proofs the digests, of the same fields
     * @return a copy
     */
    public DigitisedRecord withDigests(FieldDigests proofs) {
        return new DigitisedRecord(
                id,
                type,
                typeConfidence,
                level,
                state,
                resultCode,
                owner,
                validity,
                fields,
                source,
                rendition,
                history,
                kind,
                coOwners,
                ending,
                proofs);
    }

    /**
     * A field by its key.
     *
     * @param key the key
     * @return the field, or empty
     */
    public Optional<Field> field(String key) {
        return fields.stream().filter(field -> field.key().equals(key)).findFirst();
    }

    /** Whether a paper still counts; expiry follows from {@link Validity} and the day. */
    public enum State {
        /** In force. */
        ACTIVE,
        /** An officer rejected the digitisation. */
        REJECTED,
        /** Revoked by its issuer or an officer. */
        REVOKED,
        /** Replaced by another paper. */
        SUPERSEDED
    }

    /**
     * The file that was scanned.
     *
     * @param name its name without folders
     * @param sha256 its digest, hexadecimal
     * @param bytes its size
     * @param kind its kind, such as {@code PDF}
     * @param firstPage the first page of the paper in it, from 1
     * @param lastPage the last page
     * @param repairs what had to be repaired for reading
     */
    public record Source(
            String name, String sha256, long bytes, String kind, int firstPage, int lastPage, List<String> repairs) {
        public Source {
            repairs = List.copyOf(repairs);
        }
    }

    /**
     * The signed two-layer PDF/A.
     *
     * @param sha256 the digest of the signed file, hexadecimal
     * @param bytes its size
     * @param pages its pages
     * @param flavour the PDF/A flavour that it was validated against, such as {@code 2u}
     * @param engine what read the text
     * @param officer who converted and signed it
     * @param agency the agency
     * @param convertedAt when it was converted
     */
    public record Rendition(
            String sha256,
            long bytes,
            int pages,
            String flavour,
            String engine,
            String officer,
            String agency,
            Instant convertedAt) {
        /**
         * No rendition: data taken over from another system without a scan.
         *
         * @param system the system that they came from
         * @param agency the agency that took them over
         * @param takenAt when it took them over
         * @return a rendition of no pages and no bytes
         */
        public static Rendition none(String system, String agency, Instant takenAt) {
            return new Rendition("", 0, 0, "", "import", system, agency, takenAt);
        }
    }

    /**
     * How a paper stopped counting.
     *
     * @param from the first day on which it no longer counts; null where unknown
     * @param by the paper that replaced it, or null
     * @param reason why, or null
     */
    public record Ending(
            @Nullable LocalDate from,
            @Nullable PaperId by,
            @Nullable String reason) {}

    /**
     * A step of the paper's life that changed its data.
     *
     * @param at when
     * @param actor who
     * @param action what, such as {@code correct}
     * @param key the field concerned, or null
     * @param oldValue the value before, or null
     * @param newValue the value after, or null
     * @param reason why, or null
     */
    public record Event(
            Instant at,
            String actor,
            String action,
            @Nullable String key,
            @Nullable String oldValue,
            @Nullable String newValue,
            @Nullable String reason) {}
}

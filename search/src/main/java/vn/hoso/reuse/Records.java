package vn.hoso.reuse;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.failure.HosoException;
import vn.hoso.paper.Field;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;

/** Reads records from the archive, which is believed, not the index. */
final class Records {
    private static final int KEPT = 20_000;

    private final @Nullable Archive archive;
    private final BiFunction<byte[], String, DigitisedRecord> decoder;
    private final Map<String, DigitisedRecord> decoded =
            Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, DigitisedRecord> eldest) {
                    return size() > KEPT;
                }
            });

    /**
     * Reads from an archive.
     *
     * @param archive the archive, or null where records are only handed in: then nothing is found by its id
     */
    Records(@Nullable Archive archive, BiFunction<byte[], String, DigitisedRecord> decoder) {
        this.archive = archive;
        this.decoder = decoder;
    }

    /** A version of a record with its bytes, as the archive has it now. */
    static final class Loaded {
        private final int version;
        private final String sha256;
        private final byte[] bytes;
        private final byte @Nullable [] seal;
        private final DigitisedRecord record;

        Loaded(int version, String sha256, byte[] bytes, byte @Nullable [] seal, DigitisedRecord record) {
            this.version = version;
            this.sha256 = sha256;
            this.bytes = bytes;
            this.seal = seal;
            this.record = record;
        }

        PaperId id() {
            return record.id();
        }

        int version() {
            return version;
        }

        /** The digest of the record. */
        String sha256() {
            return sha256;
        }

        /** The bytes that the seal covers; not to be changed. */
        byte[] bytes() {
            return bytes;
        }

        /** The seal, or null where there is none; not to be changed. */
        byte @Nullable [] seal() {
            return seal;
        }

        DigitisedRecord record() {
            return record;
        }
    }

    /** The present version of a record; empty where it is not archived or can't be read. */
    Optional<Loaded> load(PaperId id) {
        Archive holding = archive;
        Optional<ArchivedPaper> head = holding == null ? Optional.empty() : holding.head(id);
        if (holding == null || head.isEmpty()) {
            return Optional.empty();
        }
        int version = head.get().version();
        byte[] bytes = bytes(holding, id, version, Archive.RECORD);
        return bytes == null
                ? Optional.empty()
                : loaded(id.value(), version, bytes, bytes(holding, id, version, Archive.SEAL));
    }

    /** A record that was handed over with its seal; empty where it can't be read. */
    Optional<Loaded> handedOver(byte[] bytes, byte @Nullable [] seal) {
        return loaded("record of another agency", 0, bytes, seal);
    }

    private Optional<Loaded> loaded(String subject, int version, byte[] bytes, byte @Nullable [] seal) {
        String sha256 = sha256(bytes);
        try {
            DigitisedRecord record = decoded.get(sha256);
            if (record == null) {
                record = decoder.apply(bytes, subject);
                decoded.put(sha256, record);
            }
            return Optional.of(new Loaded(version, sha256, bytes, seal, record));
        } catch (HosoException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with the files of a paper; of one that was handed over there are none but the sealed bytes. */
    List<String> fixity(PaperId id) {
        return archive == null ? List.of() : archive.fixity(id);
    }

    private static byte @Nullable [] bytes(Archive archive, PaperId id, int version, String name) {
        try (InputStream file = archive.open(id, version, name).orElse(null)) {
            return file == null ? null : file.readAllBytes();
        } catch (IOException e) {
            return null;
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether a record is somebody's, alone or with others. */
    static boolean owns(DigitisedRecord record, Set<String> numbers) {
        return is(record.owner(), numbers) || record.coOwners().stream().anyMatch(owner -> is(owner, numbers));
    }

    /** Whether an owner has one of the numbers. */
    static boolean is(Owner owner, Set<String> numbers) {
        return owner.id() != null && numbers.contains(owner.id());
    }

    /** When a paper was issued: the beginning of its validity, otherwise what is printed on it. */
    static @Nullable LocalDate issued(DigitisedRecord record) {
        if (record.validity().from() != null) {
            return record.validity().from();
        }
        for (String key : List.of("issue_date", "registration_date")) {
            String value = value(record, key);
            if (value != null) {
                try {
                    return LocalDate.parse(value);
                } catch (java.time.format.DateTimeParseException e) {
                    return null;
                }
            }
        }
        return null;
    }

    static @Nullable String value(DigitisedRecord record, String key) {
        Field field = field(record, key);
        return field == null ? null : field.value();
    }

    /** A field with a value, or null. */
    static @Nullable Field field(DigitisedRecord record, String key) {
        for (Field field : record.fields()) {
            if (field.key().equals(key) && !field.value().isBlank()) {
                return field;
            }
        }
        return null;
    }
}

package vn.hoso.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.digitize.Stated;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;

/** The present records of an archive, read from the archive itself. Safe for use by several threads. */
public final class ArchivedRecords {
    private final Archive archive;
    private final RecordCodec codec = new RecordCodec();

    /**
     * The records of an archive.
     *
     * @param archive the archive; it is not closed
     */
    public ArchivedRecords(Archive archive) {
        this.archive = archive;
    }

    /**
     * The record of a paper.
     *
     * @param id the paper
     * @return its record, or empty where the paper is not archived
     * @throws HosoException with {@code STORE_DAMAGED} or {@code RECORD_INVALID} where it can't be read
     */
    public Optional<DigitisedRecord> read(PaperId id) {
        return bytes(id).map(json -> codec.decode(json, Archive.RECORD + " of " + id));
    }

    /**
     * All records, one after the other.
     *
     * @return a stream to be closed by the caller, in no order
     */
    public Stream<DigitisedRecord> all() {
        return archive.papers().flatMap(id -> read(id).stream());
    }

    /**
     * The papers that were handed in with a dossier. Every record of the archive is looked at, about a minute for 100,000:
     * the registry does not know it of papers that were taken over from the archive after a crash.
     *
     * @param dossier the code of the dossier
     * @return their records: as they were converted, those of one file in its order
     */
    public List<DigitisedRecord> ofDossier(String dossier) {
        byte[] code = dossier.getBytes(StandardCharsets.UTF_8);
        try (Stream<PaperId> papers = archive.papers()) {
            return papers.flatMap(id -> bytes(id)
                            .filter(json -> holds(json, code))
                            .map(json -> codec.decode(json, Archive.RECORD + " of " + id))
                            .stream())
                    .filter(record -> dossier.equals(Stated.of(record).dossier()))
                    .sorted(Comparator.comparing((DigitisedRecord record) ->
                                    record.rendition().convertedAt())
                            .thenComparing(record -> record.source().sha256())
                            .thenComparing(record -> record.id().ordinal()))
                    .toList();
        }
    }

    /** Whether it is worth the while to read a record. */
    private static boolean holds(byte[] json, byte[] code) {
        for (int at = 0; at + code.length <= json.length; at++) {
            int same = 0;
            while (same < code.length && json[at + same] == code[same]) {
                same++;
            }
            if (same == code.length) {
                return true;
            }
        }
        return false;
    }

    private Optional<byte[]> bytes(PaperId id) {
        Optional<Integer> head = archive.head(id).map(ArchivedPaper::version);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = archive.open(id, head.get(), Archive.RECORD)
                .orElseThrow(() -> new HosoException(Problem.STORE_DAMAGED, id.value(), Archive.RECORD))) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new HosoException(Problem.STORE_DAMAGED, e, id.value(), Archive.RECORD);
        }
    }
}

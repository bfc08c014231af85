package vn.hoso.reuse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;
import vn.hoso.registry.Notice;
import vn.hoso.registry.Registry;
import vn.hoso.search.LuceneRecordIndex;

/**
 * Hands single fields of sealed records over to other agencies. Each time is in the ledger before the field leaves the
 * house: who, to whom, what for and on which legal basis, never the value. Safe for use by several threads; it closes
 * nothing that it was given.
 */
public final class DisclosureDesk {
    /** The action in the ledger. */
    public static final String ACTION = "disclose";

    private final Archive archive;
    private final Registry registry;
    private final LuceneRecordIndex index;
    private final ReusePolicy policy;
    private final Records records;

    /**
     * A desk.
     *
     * @param archive the archive
     * @param registry where it is written down
     * @param index gives what stands for a person in the ledger
     * @param policy names the paper types that need a legal basis
     */
    public DisclosureDesk(Archive archive, Registry registry, LuceneRecordIndex index, ReusePolicy policy) {
        this.archive = archive;
        this.registry = registry;
        this.index = index;
        this.policy = policy;
        this.records = new Records(archive, new RecordCodec()::decode);
    }

    /**
     * Who wants a field and why.
     *
     * @param officer the officer who hands it over
     * @param recipient the agency that gets it
     * @param purpose what for: the code of the dossier there, or words
     * @param legalBasis the legal basis, or null where none is stated
     */
    public record Reason(
            String officer,
            String recipient,
            String purpose,
            @Nullable String legalBasis) {
        public Reason {
            if (officer.isBlank() || recipient.isBlank() || purpose.isBlank()) {
                throw new IllegalArgumentException("a field is handed over by an officer to an agency for a purpose");
            }
        }
    }

    /**
     * Hands a field over.
     *
     * @param paper the paper
     * @param key the key of the field
     * @param reason who wants it and why
     * @return the field with its proof
     * @throws HosoException {@code NOT_FOUND} for an unknown paper or field, {@code WRONG_STATE} where the paper no longer
     *     counts or was sealed before fields could be proven, or where its type needs a legal basis and none is stated;
     *     {@code STORE_DAMAGED} where the proof does not fit the record
     */
    public Disclosure disclose(PaperId paper, String key, Reason reason) {
        Records.Loaded loaded =
                records.load(paper).orElseThrow(() -> new HosoException(Problem.NOT_FOUND, paper.value(), "record"));
        DigitisedRecord record = loaded.record();
        if (record.state() != DigitisedRecord.State.ACTIVE) {
            throw new HosoException(Problem.WRONG_STATE, paper.value(), record.state(), DigitisedRecord.State.ACTIVE);
        }
        if (policy.needLegalBasis().contains(record.type())
                && (reason.legalBasis() == null || reason.legalBasis().isBlank())) {
            throw new HosoException(Problem.WRONG_STATE, paper.value(), "no legal basis", "a stated legal basis");
        }
        if (record.fields().stream().noneMatch(field -> field.key().equals(key))) {
            throw new HosoException(Problem.NOT_FOUND, key, "field of " + record.type());
        }
        if (loaded.seal() == null) {
            throw new HosoException(Problem.WRONG_STATE, paper.value(), "not sealed", "sealed");
        }
        Disclosure disclosure = new Disclosure(
                file(paper, loaded.version(), Archive.ROOT),
                file(paper, loaded.version(), Archive.ROOT_SEAL),
                record.digests().prove(record.fields(), key));
        if (!disclosure.field().verify(disclosure.root().root())
                || !disclosure.root().recordSha256().equals(loaded.sha256())) {
            throw new HosoException(Problem.STORE_DAMAGED, paper.value(), Archive.ROOT);
        }
        note(paper, record, key, reason);
        return disclosure;
    }

    private byte[] file(PaperId paper, int version, String name) {
        try (InputStream file = archive.open(paper, version, name)
                .orElseThrow(() -> new HosoException(
                        Problem.WRONG_STATE,
                        paper.value(),
                        "sealed without " + name,
                        "sealed anew, as every correction does"))) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(PaperId paper, DigitisedRecord record, String key, Reason reason) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("field", key);
        facts.put("recipient", reason.recipient());
        facts.put("purpose", reason.purpose());
        if (reason.legalBasis() != null) {
            facts.put("legalBasis", reason.legalBasis());
        }
        Set<String> subjects = new LinkedHashSet<>(Set.of(paper.value()));
        String owner = record.owner().id();
        if (owner != null && !owner.isBlank()) {
            subjects.add(index.pseudonym(owner));
        }
        for (Owner other : record.coOwners()) {
            if (other.id() != null && !other.id().isBlank()) {
                subjects.add(index.pseudonym(other.id()));
            }
        }
        registry.append(Notice.of(reason.officer(), ACTION, facts).about(subjects));
    }
}

package vn.hoso.registry;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;

/**
 * A row of the ledger. Each row carries the hash of the row before, so that nothing can be changed or left out unseen.
 *
 * <p>Facts never hold values of fields, only their salted digests: the ledger can't be shortened, a person's data must be.
 *
 * @param sequence its number, from 1 without gaps
 * @param at when
 * @param actor who
 * @param action what, such as {@code received} or {@code confirm}
 * @param paper the paper concerned, or null
 * @param facts what else is known, by name
 * @param previousHash the hash of the row before, 64 zeros for the first
 * @param hash SHA-256 over all of the above in canonical JSON (RFC 8785), hexadecimal
 */
public record LedgerEvent(
        long sequence,
        Instant at,
        String actor,
        String action,
        @Nullable PaperId paper,
        Map<String, String> facts,
        String previousHash,
        String hash) {
    /** The {@code previousHash} of the first row. */
    public static final String GENESIS = "0".repeat(64);

    /** The action of the row with which a paper was erased: the decisions that earlier rows of it vouch for are gone. */
    public static final String ERASE = "erase";

    /** The action of a row that says for which dossier papers were used. */
    public static final String REUSE = "reuse";

    public LedgerEvent {
        facts = Map.copyOf(facts);
    }
}

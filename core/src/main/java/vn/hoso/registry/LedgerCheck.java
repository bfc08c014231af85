package vn.hoso.registry;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Follows the chain of the ledger from its first row to the one that the registry ended with. For one thread, once. */
final class LedgerCheck {
    private final Ledger.LedgerHead head;
    private long sequence;
    private String hash = LedgerEvent.GENESIS;

    /** A check of the ledger that ends with this row. */
    LedgerCheck(Ledger.LedgerHead head) {
        this.head = head;
    }

    /**
     * Checks all rows.
     *
     * @param following gives the next rows after a number; none at the end
     * @return the first row that is not what was written, or empty
     */
    Optional<BrokenLink> run(LongFunction<List<Ledger.Row>> following) {
        while (true) {
            List<Ledger.Row> rows = following.apply(sequence);
            if (rows.isEmpty()) {
                return sequence < head.sequence()
                        ? Optional.of(new BrokenLink(sequence + 1, "row " + (sequence + 1) + " is missing"))
                        : Optional.empty();
            }
            for (Ledger.Row row : rows) {
                String fault = fault(row);
                if (fault != null) {
                    return Optional.of(new BrokenLink(row.sequence(), fault));
                }
            }
        }
    }

    private @Nullable String fault(Ledger.Row row) {
        Optional<String> fault = Ledger.fault(row, sequence, hash);
        if (fault.isPresent()) {
            return fault.get();
        }
        sequence = row.sequence();
        hash = row.hash();
        return sequence == head.sequence() && !hash.equals(head.hash())
                ? "is not the row that the registry ended with"
                : null;
    }
}

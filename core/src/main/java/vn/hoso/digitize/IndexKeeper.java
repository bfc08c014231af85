package vn.hoso.digitize;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.record.RecordIndex;

/**
 * Keeps the index up to the ledger while a run goes on: every few seconds and at its end.
 *
 * <p>Where another process holds the index this does nothing: that process finds our papers in the ledger.
 */
final class IndexKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);
    private static final long EVERY_NANOS = Duration.ofSeconds(3).toNanos();

    private final @Nullable IndexOpener opener;
    private final IndexFeeder feeder;
    private @Nullable RecordIndex index;
    private long last = System.nanoTime();

    IndexKeeper(@Nullable IndexOpener opener, IndexFeeder feeder) {
        this.opener = opener;
        this.feeder = feeder;
    }

    /** Catches up if that was not done for a while. */
    synchronized void touch() {
        if (System.nanoTime() - last > EVERY_NANOS) {
            finish();
        }
    }

    /**
     * Catches up now.
     *
     * @return whether the index has everything; false where another process holds it
     */
    synchronized boolean finish() {
        last = System.nanoTime();
        if (opener == null) {
            return true;
        }
        try {
            if (index == null) {
                index = opener.open();
            }
            feeder.catchUp(index);
            return true;
        } catch (HosoException e) {
            if (e.problem() != Problem.HOME_LOCKED) {
                throw e;
            }
            LOG.info("another process holds the index and will see to it");
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (index != null) {
            index.close();
            index = null;
        }
    }
}

package vn.hoso.digitize;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.record.RecordIndex;
import vn.hoso.registry.Registry;

/**
 * Keeps the index up to the ledger while a run goes on: every few seconds and at its end.
 *
 * <p>Where another process holds the index this does nothing: that process finds our papers in the ledger. It looks once
 * more after it has let go of the index, so that what was written while it held it is not missed by both.
 */
final class IndexKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);
    private static final long EVERY_NANOS = Duration.ofSeconds(3).toNanos();

    private static final int ROUNDS = 5;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long POLL_MILLIS = 100;

    private final @Nullable IndexOpener opener;
    private final Registry registry;
    private final IndexFeeder feeder;
    private @Nullable RecordIndex index;
    private long fed = -1;
    private long last = System.nanoTime();

    /** Brings the index up to what the archive holds now, where there is an opener and something has changed. */
    static void follow(@Nullable IndexOpener opener, Home home, boolean changed) {
        if (opener != null && changed) {
            try (IndexKeeper keeper = new IndexKeeper(opener, home)) {
                keeper.finish();
            }
        }
    }

    IndexKeeper(@Nullable IndexOpener opener, Home home) {
        this.opener = opener;
        this.registry = home.registry();
        this.feeder = new IndexFeeder(home.archive(), registry);
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
            RecordIndex open = index;
            if (open == null) {
                open = opener.open();
                index = open;
            }
            feeder.catchUp(open);
            fed = open.ledgerSequence();
            return true;
        } catch (HosoException e) {
            if (e.problem() != Problem.HOME_LOCKED) {
                throw e;
            }
            LOG.debug("another process holds the index and will see to it");
            return false;
        }
    }

    /**
     * Catches up at the end, waiting a little for a process that holds the index.
     *
     * @return whether the index has everything; false where another process still holds it
     */
    boolean finishPatiently() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        boolean done = finish();
        while (!done && System.nanoTime() < end) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            done = finish();
        }
        return done;
    }

    @Override
    public synchronized void close() {
        letGo();
        for (int round = 0; round < ROUNDS && fed >= 0 && registry.lastSequence() > fed; round++) {
            try {
                if (!finish()) {
                    return;
                }
            } finally {
                letGo();
            }
        }
    }

    private void letGo() {
        if (index != null) {
            index.close();
            index = null;
        }
    }
}

package vn.hoso.digitize;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;

/**
 * How many decoded pixels may be in memory at once, over all files in work; first come, first served.
 *
 * <p>A page waits until it fits beside those that are there. One that is larger than the whole budget waits until it is
 * alone: slow, but read. As the order is kept, small pages that come all the time don't starve a big one. For any number
 * of threads.
 */
final class PixelBudget {
    private final int most;
    private final Semaphore free;

    PixelBudget(long pixels) {
        this.most = (int) Math.min(Integer.MAX_VALUE, pixels);
        this.free = new Semaphore(most, true);
    }

    /**
     * Waits for room.
     *
     * @param pixels how many pixels are going to be decoded
     * @return what is to be given back, by any thread, when they are not needed any more
     */
    Share take(long pixels) {
        int part = (int) Math.max(1, Math.min(most, pixels));
        try {
            free.acquire(part);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while pages were read");
        }
        return () -> free.release(part);
    }

    boolean hasWaiting() {
        return free.hasQueuedThreads();
    }

    /** Room for one page; to be given back once. */
    @FunctionalInterface
    interface Share {
        void giveBack();
    }
}

package vn.hoso.signing;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** A key that signs no more than so often in a period; who comes too early waits. */
final class UnhurriedKey implements SigningKey {
    private final SigningKey key;
    private final int signatures;
    private final long period;

    private final ReentrantLock queue = new ReentrantLock(true);
    private final Deque<Long> recent = new ArrayDeque<>();

    UnhurriedKey(SigningKey key, int signatures, Duration period) {
        if (signatures < 1 || period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException(
                    "a key must be allowed at least 1 signature in a period, got " + signatures + " in " + period);
        }
        this.key = key;
        this.signatures = signatures;
        this.period = period.toNanos();
    }

    @Override
    public String name() {
        return key.name();
    }

    @Override
    public List<X509Certificate> chain() {
        return key.chain();
    }

    @Override
    public SignatureMethod preferredMethod() {
        return key.preferredMethod();
    }

    @Override
    public byte[] sign(byte[] data, SignatureMethod method) {
        waitForTurn();
        return key.sign(data, method);
    }

    /** One after the other, in the order in which they came. */
    private void waitForTurn() {
        try {
            queue.lockInterruptibly();
            try {
                if (recent.size() == signatures) {
                    TimeUnit.NANOSECONDS.sleep(recent.remove() + period - System.nanoTime());
                }
                recent.add(System.nanoTime());
            } finally {
                queue.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HosoException(Problem.SIGNING_FAILED, e, key.name(), "interrupted while waiting for its turn");
        }
    }

    @Override
    public void close() {
        key.close();
    }
}

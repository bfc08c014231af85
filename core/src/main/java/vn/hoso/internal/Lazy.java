package vn.hoso.internal;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thing that is costly to make and often not needed: made when first asked for, once.
 *
 * <p>Safe for use by several threads; where making it fails, the next call tries again.
 *
 * @param <T> what is made
 */
public final class Lazy<T> implements Supplier<T> {
    private final Supplier<? extends T> maker;
    private @Nullable T made;

    /**
     * Remembers how to make it.
     *
     * @param maker makes the thing; called by one thread at a time
     */
    public Lazy(Supplier<? extends T> maker) {
        this.maker = Objects.requireNonNull(maker);
    }

    @Override
    public synchronized T get() {
        if (made == null) {
            made = Objects.requireNonNull(maker.get());
        }
        return made;
    }
}

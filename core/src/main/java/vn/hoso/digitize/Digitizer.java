package vn.hoso.digitize;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.hoso.text.TextRecognizer;

/**
 * Scans one file, reads its text and extracts its fields. Stores nothing.
 *
 * <p>Safe for use by several threads. The recogniser stays the caller's to close.
 */
public final class Digitizer {
    private final TextRecognizer recognizer;
    private final TextLayerPolicy textLayers;

    private Digitizer(Builder builder) {
        this.recognizer = Objects.requireNonNull(builder.recognizer, "a digitizer needs a recognizer");
        this.textLayers = builder.textLayers;
    }

    /**
     * Settings for a digitizer.
     *
     * @return a builder that needs a recogniser
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Digitises a file.
     *
     * @param file the file; it is not changed
     * @return its pages and papers
     * @throws vn.hoso.failure.HosoException if the file can't be read, or no page of it can be recognised
     */
    public DigitisedFile digitize(Path file) {
        return Pending.value(recognizer.engine() + textLayers + file);
    }

    /** Settings for a digitizer. */
    public static final class Builder {
        private @Nullable TextRecognizer recognizer;
        private TextLayerPolicy textLayers = TextLayerPolicy.AUDIT;

        private Builder() {}

        /**
         * What reads the pages.
         *
         * @param value the recogniser; it is not closed with the digitizer
         * @return this
         */
        public Builder recognizer(TextRecognizer value) {
            this.recognizer = value;
            return this;
        }

        /**
         * What to do with text that a file already carries; {@link TextLayerPolicy#AUDIT} by default.
         *
         * @param value the policy
         * @return this
         */
        public Builder textLayers(TextLayerPolicy value) {
            this.textLayers = value;
            return this;
        }

        /**
         * Makes the digitizer.
         *
         * @return a digitizer
         */
        public Digitizer build() {
            return new Digitizer(this);
        }
    }
}

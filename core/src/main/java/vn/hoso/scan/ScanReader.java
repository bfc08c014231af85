package vn.hoso.scan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Opens files as scans.
 *
 * <pre>{@code
 * ScanReader reader = ScanReader.builder().build();
 * try (Scan scan = reader.open(Path.of("giay-khai-sinh.pdf"), workFolder)) {
 *     for (int page = 1; page <= scan.pageCount(); page++) {
 *         PageImage image = scan.image(page);
 *     }
 * }
 * }</pre>
 *
 * <p>The kind of a file is told by its content. All limits are checked on headers before anything is decoded, so a bomb
 * is refused at once. A reader holds nothing and may be used by several threads; a scan is for one thread.
 */
public final class ScanReader {
    private final ScanLimits limits;
    private final Duration patience;

    private ScanReader(Builder builder) {
        limits = builder.limits;
        patience = builder.patience;
    }

    /**
     * Starts with the default limits.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Opens a file.
     *
     * <p>The file is read once for its digest. A PDF is then read leniently, repaired and written to a work copy in
     * {@code workFolder}, which vanishes when the scan is closed; the source is never written to.
     *
     * @param source the file
     * @param workFolder an existing folder for work copies, where as much must be free as the file is large
     * @return its pages; close it
     * @throws vn.hoso.failure.HosoException with {@code UNREADABLE} if the file can't be read, {@code UNKNOWN_KIND} if
     *     it is no {@link FileKind}, {@code DAMAGED} if its pages can't all be had, {@code ENCRYPTED} if it
     *     needs a password, {@code NO_PAGES}, {@code TOO_MANY_BYTES}, {@code TOO_MANY_PAGES}, {@code TOO_MANY_PIXELS},
     *     {@code TOO_DEEP}, {@code TOO_MUCH_UNPACKED} or {@code TOO_SLOW} beyond a limit, {@code CHANGED} if it changed
     *     while it was read
     */
    public Scan open(Path source, Path workFolder) {
        Objects.requireNonNull(workFolder, "workFolder");
        SourceFile file = SourceFile.of(source, limits);
        FileKind kind = FileKinds.of(file);
        file.digest();
        Scan scan = kind == FileKind.PDF
                ? PdfScan.open(file, limits, patience, workFolder)
                : ImageScan.open(file, kind, limits);
        try {
            file.checkUnchanged();
        } catch (RuntimeException e) {
            scan.close();
            throw e;
        }
        return scan;
    }

    /** Settings of a {@link ScanReader}. */
    public static final class Builder {
        private ScanLimits limits = ScanLimits.DEFAULT;
        private Duration patience = Duration.ofMinutes(2);

        private Builder() {}

        /**
         * Sets the limits; default is {@link ScanLimits#DEFAULT}.
         *
         * @param value the limits
         * @return this builder
         */
        public Builder limits(ScanLimits value) {
            limits = Objects.requireNonNull(value, "limits");
            return this;
        }

        /**
         * Sets how long opening a PDF, or drawing one page of it, may take; default is two minutes.
         *
         * @param value a positive time
         * @return this builder
         */
        public Builder patience(Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException("patience must be positive, got " + value);
            }
            patience = value;
            return this;
        }

        /**
         * Makes the reader.
         *
         * @return a reader with these settings
         */
        public ScanReader build() {
            return new ScanReader(this);
        }
    }
}

package vn.hoso.scan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Jpeg2000;

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
 *
 * <p>The first reader replaces the JPEG 2000 decoder that {@code javax.imageio} has registered, for the whole process, by one
 * that can't be kept busy for ever; for sound files it reads the same.
 */
public final class ScanReader {
    private final ScanLimits limits;
    private final Duration patience;
    private final ProtectionPolicy protection;
    private final OfficePolicy officePolicy;
    private final Supplier<Optional<LibreOffice>> offices;

    private ScanReader(Builder builder) {
        Jpeg2000.prepare();
        limits = builder.limits;
        patience = builder.patience;
        protection = builder.protection;
        officePolicy = builder.officePolicy;
        offices = builder.offices;
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
     * @throws HosoException with {@code UNREADABLE} if the file can't be read, {@code UNKNOWN_KIND} if
     *     it is no {@link FileKind}, {@code DAMAGED} if its pages can't all be had, {@code ENCRYPTED} if it
     *     needs a password, {@code NO_PAGES}, {@code TOO_MANY_BYTES}, {@code TOO_MANY_PAGES}, {@code TOO_MANY_PIXELS},
     *     {@code TOO_DEEP}, {@code TOO_MUCH_UNPACKED} or {@code TOO_SLOW} beyond a limit, {@code CHANGED} if it changed
     *     while it was read, {@code NO_LAYOUT} if it is an office file and there is nothing to make pages of it
     */
    public Scan open(Path source, Path workFolder) {
        Objects.requireNonNull(workFolder, "workFolder");
        SourceFile file = SourceFile.of(source, limits);
        FileKind kind = FileKinds.of(file);
        file.digest();
        Scan scan;
        if (kind == FileKind.PDF) {
            scan = PdfScan.open(file, limits, patience, protection, workFolder);
        } else if (kind.office()) {
            scan = OfficeScan.open(file, kind, officePolicy, offices, limits, patience, workFolder);
        } else {
            scan = ImageScan.open(file, kind, limits);
        }
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
        private ProtectionPolicy protection = ProtectionPolicy.OPEN;
        private OfficePolicy officePolicy = OfficePolicy.PAGES_OR_TEXT;
        private Supplier<Optional<LibreOffice>> offices = LibreOffice::installed;

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
         * Sets what to do with a PDF that only its owner's password opens wholly; default is to open it.
         *
         * @param value the policy
         * @return this builder
         */
        public Builder protectedFiles(ProtectionPolicy value) {
            protection = Objects.requireNonNull(value, "protection");
            return this;
        }

        /**
         * Sets what to do with office files; default is their pages, or where there is no LibreOffice their text.
         *
         * @param value the policy
         * @return this builder
         */
        public Builder officeFiles(OfficePolicy value) {
            officePolicy = Objects.requireNonNull(value, "office policy");
            return this;
        }

        /**
         * Sets the LibreOffice to use; default is the first one on the search path of the platform or in a usual place.
         *
         * @param program the program {@code soffice}
         * @return this builder
         * @throws HosoException with {@code BAD_CONFIGURATION} if it can't be run
         */
        public Builder libreOffice(Path program) {
            if (!Files.isExecutable(program)) {
                throw new HosoException(
                        Problem.BAD_CONFIGURATION, program.toString(), "LibreOffice", "the program soffice");
            }
            return offices(() -> Optional.of(new LibreOffice(program)));
        }

        Builder offices(Supplier<Optional<LibreOffice>> value) {
            offices = value;
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

package vn.hoso.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerifier;

/**
 * Validates signatures and says what they are worth for re-use.
 *
 * <pre>{@code
 * SignatureValidator validator = SignatureValidator.builder().trust(Path.of("trust")).build();
 * SealVerdict verdict = validator.verifyPdf(Path.of("paper.pdf"));
 * }</pre>
 *
 * <p>Three gates stand one behind the other. The first looks at the bytes: every byte of the file is covered, each gap
 * holds one signature and nothing else. The second compares what was signed with what the file shows now, object by
 * object: every later change must be explained. The third is the validation of ETSI EN 319 102-1 by EU DSS under a strict
 * policy of our own. A file is as good as the worst of the three finds.
 *
 * <p>Never goes to the network. Trusts nobody unless told. Safe for use by several threads; a file takes some 100 ms, the
 * first one of a process a second or two.
 */
public final class SignatureValidator implements SealVerifier {
    private static final long LARGEST_FILE = 512L << 20;

    private final CertificateStatus status;
    private final Clock clock;
    private final long maxBytes;

    private SignatureValidator(Builder builder) {
        this.status = builder.status;
        this.clock = builder.clock;
        this.maxBytes = builder.maxBytes;
    }

    /**
     * Begins a validator.
     *
     * @return a builder; without trust anchors no signature is valid
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Validates all signatures of a PDF. The verdict is that of {@link #report(Path)}; what the first gate refuses costs
     * only that, and names no signers.
     */
    @Override
    public SealVerdict verifyPdf(Path pdf) throws IOException {
        return verdict(pdf, ProofOfTime.NONE);
    }

    @Override
    public SealVerdict verifyRecord(byte[] record, byte[] seal) {
        return new CmsValidation(status, clock.instant(), ProofOfTime.NONE).validate(record, seal);
    }

    @Override
    public SealVerdict verifyPdf(Path pdf, byte[] evidence) throws IOException {
        return verdict(pdf, new ProofOfTime(evidence));
    }

    private SealVerdict verdict(Path pdf, ProofOfTime proof) throws IOException {
        return new PdfValidation(status, clock.instant(), proof).verdict(String.valueOf(pdf.getFileName()), read(pdf));
    }

    @Override
    public SealVerdict verifyRecord(byte[] record, byte[] seal, byte[] evidence) {
        return new CmsValidation(status, clock.instant(), new ProofOfTime(evidence)).validate(record, seal);
    }

    /**
     * Validates all signatures of a PDF, and tells what was signed by whom, and what was added afterwards.
     *
     * @param pdf the file
     * @return the report
     * @throws IOException if the file can't be read
     */
    public ValidationReport report(Path pdf) throws IOException {
        String name = String.valueOf(pdf.getFileName());
        return report(name, read(pdf));
    }

    /**
     * As {@link #report(Path)}, of bytes.
     *
     * @param name what the report calls the file
     * @param pdf the content of the file; not changed
     * @return the report
     */
    public ValidationReport report(String name, byte[] pdf) {
        return report(name, pdf, ProofOfTime.NONE);
    }

    /**
     * As {@link #report(Path)}, with an evidence record as a proof of time.
     *
     * @param pdf the file
     * @param evidence an evidence record (RFC 4998) of this file, alone or among others; one of other files, or one that
     *     does not hold, proves nothing and takes nothing away
     * @return the report
     * @throws IOException if the file can't be read
     */
    public ValidationReport report(Path pdf, byte[] evidence) throws IOException {
        return report(String.valueOf(pdf.getFileName()), read(pdf), new ProofOfTime(evidence));
    }

    private ValidationReport report(String name, byte[] pdf, ProofOfTime proof) {
        return new PdfValidation(status, clock.instant(), proof).validate(name, pdf);
    }

    /**
     * Validates a container of {@link EvidenceContainer}: its own signature, the seal of the record in it, whether that
     * record names the PDF in it, and the signatures of the PDF.
     *
     * @param container the file
     * @return the verdict over all of it; its signatures in this order
     * @throws IOException if the file can't be read
     */
    public SealVerdict verifyContainer(Path container) throws IOException {
        if (Files.size(container) > maxBytes) {
            throw new HosoException(
                    Problem.TOO_MANY_BYTES, String.valueOf(container.getFileName()), Files.size(container), maxBytes);
        }
        return EvidenceContainer.validate(container, status, clock.instant(), this);
    }

    /**
     * Validates an evidence record (RFC 4998).
     *
     * @param record the record, DER-encoded
     * @param files exactly the files that it is of
     * @return the verdict; its signatures are the time-stamps, oldest first
     * @throws IOException if a file can't be read
     */
    @Override
    public SealVerdict verifyEvidence(byte[] record, List<Path> files) throws IOException {
        return new EvidenceValidation(status, clock.instant()).validate(record, files);
    }

    /**
     * The part of a file that its last good signature covers.
     *
     * <p>Values are read from this and never from the file itself: what a viewer shows of the file may have been added
     * after signing.
     *
     * @param pdf the file
     * @return the bytes from the first one to the end of the last revision whose signature is valid; empty where no
     *     signature of the file {@linkplain SealVerdict#holds() holds}
     * @throws IOException if the file can't be read
     */
    public Optional<byte[]> sealedRevision(Path pdf) throws IOException {
        byte[] file = read(pdf);
        ValidationReport report = report(String.valueOf(pdf.getFileName()), file);
        if (!report.verdict().holds()) {
            return Optional.empty();
        }
        return report.seals().stream()
                .filter(seal -> !seal.timeStamp())
                .mapToLong(ValidationReport.Seal::coveredBytes)
                .max()
                .stream()
                .mapToObj(end -> java.util.Arrays.copyOf(file, (int) end))
                .findFirst();
    }

    private byte[] read(Path pdf) throws IOException {
        long size = Files.size(pdf);
        if (size > maxBytes) {
            throw new HosoException(Problem.TOO_MANY_BYTES, String.valueOf(pdf.getFileName()), size, maxBytes);
        }
        return Files.readAllBytes(pdf);
    }

    /** The settings of a validator. */
    public static final class Builder {
        private CertificateStatus status = CertificateStatus.trusting(java.util.List.of());
        private Clock clock = Clock.systemUTC();
        private long maxBytes = LARGEST_FILE;

        private Builder() {}

        /**
         * Trust anchors, intermediate certificates and revocation lists. Default: none.
         *
         * @param value what is known
         * @return this
         */
        public Builder status(CertificateStatus value) {
            status = value;
            return this;
        }

        /**
         * Trust anchors alone.
         *
         * @param anchors roots, or authorities below them
         * @return this
         */
        public Builder trustAnchors(Collection<X509Certificate> anchors) {
            return status(CertificateStatus.trusting(anchors));
        }

        /**
         * Trust anchors, intermediate certificates and revocation lists of a folder, as
         * {@link CertificateStatus#folder(Path)} reads them.
         *
         * @param folder the folder
         * @return this
         * @throws IOException if the folder can't be read
         */
        public Builder trust(Path folder) throws IOException {
            return status(CertificateStatus.folder(folder));
        }

        /**
         * The clock that tells for when signatures are validated. Default: the system's.
         *
         * @param value the clock
         * @return this
         */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /**
         * For when signatures are validated, instead of now.
         *
         * @param value the instant
         * @return this
         */
        public Builder validationTime(Instant value) {
            return clock(Clock.fixed(value, ZoneOffset.UTC));
        }

        /**
         * The largest file that is judged. Default: 512 MB; the whole file is held in memory.
         *
         * @param value in bytes, from 1 to 2147483647
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder maxBytes(long value) {
            if (value < 1 || value > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("maxBytes must be between 1 and 2147483647, got " + value);
            }
            maxBytes = value;
            return this;
        }

        /**
         * Makes the validator. Nothing of the engine is loaded yet.
         *
         * @return the validator
         */
        public SignatureValidator build() {
            return new SignatureValidator(this);
        }
    }
}

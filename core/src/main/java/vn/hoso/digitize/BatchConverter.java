package vn.hoso.digitize;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.Eligibility;
import vn.hoso.pdf.PdfComposer;
import vn.hoso.seal.PdfSigner;
import vn.hoso.seal.SignatureReporter;

/**
 * Converts many files: each to signed, archived and indexed papers.
 *
 * <pre>{@code
 * BatchReport report = BatchConverter.builder().home(home).digitizer(digitizer).signer(signer).build().convert(files);
 * for (FileReport failed : report.with(FileReport.Outcome.FAILED)) {
 *     log(failed.file(), failed.failure().exception().message(locale));
 * }
 * }</pre>
 *
 * <p>A run may be killed at any moment and started again: what is archived is skipped by the digest of its content, what
 * was half done is done anew. Several processes may work on one home; each file is taken by one of them. A file that
 * fails costs itself alone; only what would befall every further file, such as a full disk, ends the run.
 *
 * <p>For one run at a time; {@link #stop} may be called by any thread. Home, digitizer and signer stay the caller's to close.
 */
public final class BatchConverter {
    private final ConverterSettings settings;
    private final @Nullable IndexOpener index;
    private final int jobs;
    private final ProgressListener listener;
    private volatile boolean stopped;

    private BatchConverter(Builder builder) {
        this.settings = new ConverterSettings(
                Objects.requireNonNull(builder.home, "a converter needs a home"),
                Objects.requireNonNull(builder.digitizer, "a converter needs a digitizer"),
                Objects.requireNonNull(builder.signer, "a converter needs a signer"),
                builder.agency,
                PdfComposer.builder().build(),
                new PdfAChecks(builder.pdfaCheck),
                new Originals(
                        builder.eligibility,
                        Objects.requireNonNull(builder.home).clock()),
                builder.original,
                builder.compact,
                builder.blankPages,
                builder.reporter,
                builder.probe);
        this.index = builder.index;
        this.jobs = builder.jobs;
        this.listener = builder.listener;
    }

    /**
     * Settings for a converter.
     *
     * @return a builder that needs a home, a digitizer and a signer
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Converts files.
     *
     * @param files the files, in the order in which they are taken up
     * @return what became of each
     * @throws vn.hoso.failure.HosoException if the home itself can't be worked with
     */
    public BatchReport convert(List<Path> files) {
        return convert(files, Map.of());
    }

    /**
     * Converts files of which something was said when they were handed in. Of a file that is in the archive already nothing
     * more is noted.
     *
     * @param files the files, in the order in which they are taken up
     * @param stated what was said, by file; of files that are missing there nothing was said
     * @return what became of each
     * @throws vn.hoso.failure.HosoException if the home itself can't be worked with
     */
    public BatchReport convert(List<Path> files, Map<Path, Stated> stated) {
        settings.checks().warmUp();
        Home home = settings.home();
        try (IndexKeeper keeper = new IndexKeeper(index, home)) {
            return new BatchRun(settings, List.copyOf(files), Map.copyOf(stated), jobs, listener, keeper, () -> stopped)
                    .run();
        }
    }

    /** Asks a running {@link #convert} to end soon: after the pages under way. May be called more than once. */
    public void stop() {
        stopped = true;
    }

    /** Settings for a converter. */
    public static final class Builder {
        private @Nullable Home home;
        private @Nullable Digitizer digitizer;
        private @Nullable PdfSigner signer;
        private @Nullable IndexOpener index;
        private int jobs = Runtime.getRuntime().availableProcessors();
        private String agency = "";
        private ProgressListener listener = ProgressListener.NONE;
        private PdfACheckPolicy pdfaCheck = PdfACheckPolicy.ALL;
        private Eligibility eligibility = Eligibility.bundled();
        private @Nullable String original;
        private @Nullable SignatureReporter reporter;
        private boolean compact;
        private boolean blankPages;
        private Probe probe = Probe.NONE;

        private Builder() {}

        /**
         * Where papers are kept.
         *
         * @param value an open home; it is not closed with the converter
         * @return this
         */
        public Builder home(Home value) {
            this.home = value;
            return this;
        }

        /**
         * What reads the files.
         *
         * @param value the digitizer
         * @return this
         */
        public Builder digitizer(Digitizer value) {
            this.digitizer = value;
            return this;
        }

        /**
         * What signs the renditions with the scanning officer's key; the officer's name comes from its certificate.
         *
         * @param value the signer
         * @return this
         */
        public Builder signer(PdfSigner value) {
            this.signer = value;
            return this;
        }

        /**
         * What opens the index; without one nothing is indexed.
         *
         * @param value opens the index for writing
         * @return this
         */
        public Builder index(IndexOpener value) {
            this.index = value;
            return this;
        }

        /**
         * How many pages are read at once; by default as many as there are processors.
         *
         * @param value 1 or more
         * @return this
         */
        public Builder jobs(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("jobs must be 1 or more, got " + value);
            }
            this.jobs = value;
            return this;
        }

        /**
         * The name of the agency in the conversion mark; empty by default.
         *
         * @param value the name
         * @return this
         */
        public Builder agency(String value) {
            this.agency = value;
            return this;
        }

        /**
         * Which of the files written are validated; all by default.
         *
         * @param value the policy
         * @return this
         */
        public Builder pdfaCheck(PdfACheckPolicy value) {
            this.pdfaCheck = value;
            return this;
        }

        /**
         * What is digitised and what is not; by default the rules that come with Hoso.
         *
         * @param value the rules
         * @return this
         */
        public Builder eligibility(Eligibility value) {
            this.eligibility = value;
            return this;
        }

        /**
         * Of what kind all papers of the run are, as the operator states it: files of a kind that is not digitised fail with
         * {@code NOT_ELIGIBLE} before they are opened. Without it the print on a paper may raise a doubt, which an officer
         * has to settle before it can be confirmed.
         *
         * @param kind one of {@link Eligibility#kinds}
         * @return this
         */
        public Builder original(String kind) {
            this.original = kind;
            return this;
        }

        /**
         * What reports on the signatures of PDFs that are signed when they are handed in. Such a file is kept byte for byte
         * beside its rendition in any case; the report joins it as {@code source/signatures.json}.
         *
         * @param value the reporter
         * @return this
         */
        public Builder signatureReports(SignatureReporter value) {
            this.reporter = value;
            return this;
        }

        /**
         * Whether a small copy for looking things up is kept beside each signed file, as {@code compact.pdf}: searchable like
         * it, the print sharp, everything behind it at a low resolution; where it would not be clearly smaller, none. Off by
         * default. It takes a second or two more for a page in colour.
         *
         * @param value whether to keep one
         * @return this
         */
        public Builder compact(boolean value) {
            this.compact = value;
            return this;
        }

        /**
         * Whether blank pages stay in the signed file, so that it has as many images as the paper has sides (Thông tư
         * 05/2025/TT-BNV asks for as many images as physical pages, and archives differ on what counts as one). Off by
         * default: they leave it, and the ledger names them.
         *
         * @param value whether they stay
         * @return this
         */
        public Builder blankPages(boolean value) {
            this.blankPages = value;
            return this;
        }

        /**
         * Who hears how it goes on.
         *
         * @param value the listener
         * @return this
         */
        public Builder listener(ProgressListener value) {
            this.listener = value;
            return this;
        }

        /** Hears of each step just done; for tests that let a process die there. */
        Builder probe(Probe value) {
            this.probe = value;
            return this;
        }

        /**
         * Makes the converter.
         *
         * @return a converter
         * @throws vn.hoso.failure.HosoException with {@code BAD_CONFIGURATION} for a kind that is not known
         */
        public BatchConverter build() {
            if (original != null) {
                Eligibility.Ruling unused = eligibility.ruling(original, LocalDate.MAX);
            }
            return new BatchConverter(this);
        }
    }
}

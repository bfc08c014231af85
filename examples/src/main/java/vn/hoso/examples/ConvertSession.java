package vn.hoso.examples;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hoso.digitize.BatchConverter;
import vn.hoso.digitize.BatchReport;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.PdfACheckPolicy;
import vn.hoso.digitize.ProgressListener;
import vn.hoso.seal.PdfSigner;

/** The engines, warm for one run after another into one home, signing with one signer. */
final class ConvertSession implements AutoCloseable {
    private final Engines engines;
    private final BatchConverter converter;

    /** Engines not open yet; they are closed with the session. */
    ConvertSession(
            Context context,
            Home home,
            PdfSigner signer,
            Engines engines,
            PdfACheckPolicy pdfaCheck,
            ProgressListener listener) {
        this(context, home, signer, engines, pdfaCheck, listener, null, false);
    }

    /**
     * As above.
     *
     * @param original the kind of original of all papers, as the operator states it, or null
     * @param compact whether small copies are kept, also where the configuration does not say so
     */
    ConvertSession(
            Context context,
            Home home,
            PdfSigner signer,
            Engines engines,
            PdfACheckPolicy pdfaCheck,
            ProgressListener listener,
            @Nullable String original,
            boolean compact) {
        this.engines = engines;
        BatchConverter.Builder builder = BatchConverter.builder()
                .home(home)
                .digitizer(engines.digitizer(1))
                .signer(signer)
                .index(Homes.indexing(home))
                .agency(engines.agency().orElse(""))
                .jobs(engines.jobs())
                .pdfaCheck(pdfaCheck)
                .eligibility(context.eligibility())
                .signatureReports(new SignatureReports(context))
                .compact(compact || context.settings().flag(Settings.Key.COMPACT))
                .blankPages(context.settings().flag(Settings.Key.BLANK_PAGES))
                .listener(listener);
        if (original != null) {
            builder.original(original);
        }
        this.converter = builder.build();
    }

    /** Converts files; ends early after {@link #stop}. */
    BatchReport convert(List<Path> files) {
        return converter.convert(files);
    }

    /** Converts files of which something may be said; ends early after {@link #stop}. */
    BatchReport convert(Handover handed) {
        return converter.convert(handed.files(), handed.stated());
    }

    /** Ends the run after the pages that are under way. */
    void stop() {
        converter.stop();
    }

    @Override
    public void close() {
        engines.close();
    }
}

package vn.hoso.examples;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import vn.hoso.digitize.BatchConverter;
import vn.hoso.digitize.BatchReport;
import vn.hoso.digitize.Digitizer;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.PdfACheckPolicy;
import vn.hoso.digitize.ProgressListener;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SigningKey;

/** Converts {@link NumberedPages} into a home that has a test key, with everything but the recogniser as it always is. */
final class NumberedRun {
    private NumberedRun() {}

    static BatchReport convert(
            Context context, Home home, List<Path> files, Duration reading, int jobs, ProgressListener listener) {
        try (SigningKey key = new TestKey(home.folder()).open()) {
            return BatchConverter.builder()
                    .home(home)
                    .digitizer(Digitizer.builder()
                            .recognizer(NumberedPages.reader(reading))
                            .pagesAhead(1)
                            .build())
                    .signer(PadesSigner.builder().key(key).build())
                    .index(Homes.indexing(home))
                    .jobs(jobs)
                    .pdfaCheck(PdfACheckPolicy.OFF)
                    .eligibility(context.eligibility())
                    .listener(listener)
                    .build()
                    .convert(files);
        }
    }
}

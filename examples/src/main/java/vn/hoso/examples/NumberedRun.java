package vn.hoso.examples;

import java.nio.file.Path;
import java.util.List;
import vn.hoso.digitize.BatchConverter;
import vn.hoso.digitize.BatchReport;
import vn.hoso.digitize.Digitizer;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.PdfACheckPolicy;
import vn.hoso.digitize.ProgressListener;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SigningKey;

/** Converts files into a home that has a test key. */
final class NumberedRun {
    private NumberedRun() {}

    static BatchReport convert(
            Context context, Home home, List<Path> files, Digitizer digitizer, int jobs, ProgressListener listener) {
        try (SigningKey key = new TestKey(home.folder()).open()) {
            return BatchConverter.builder()
                    .home(home)
                    .digitizer(digitizer)
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

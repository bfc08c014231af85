package vn.hoso.digitize;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.pdf.PdfACheck;
import vn.hoso.pdf.PdfAVerdict;
import vn.hoso.pdf.PdfComposer;

/** Which of the signed files of a run are validated, and by what. The validator is made when it is first needed. */
final class PdfAChecks {
    private static final int ONE_IN = 10;

    private final PdfACheckPolicy policy;
    private final AtomicInteger files = new AtomicInteger();
    private @Nullable PdfACheck check;
    private @Nullable PdfComposer careful;

    PdfAChecks(PdfACheckPolicy policy) {
        this.policy = policy;
    }

    /** Whether the next file is to be validated. */
    boolean next() {
        return switch (policy) {
            case ALL -> true;
            case SAMPLE -> files.getAndIncrement() % ONE_IN == 0;
            case OFF -> false;
        };
    }

    /** Loads the validator beside the first pages being read: its first call costs seconds. */
    void warmUp() {
        if (policy != PdfACheckPolicy.OFF) {
            Thread thread = new Thread(() -> validator().warmUp(), "hoso-pdfa-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    PdfAVerdict check(Path pdf) {
        return validator().check(pdf);
    }

    /** Fails where the file is not valid. */
    PdfAVerdict require(Path pdf) {
        PdfAVerdict verdict = check(pdf);
        if (!verdict.compliant()) {
            throw new HosoException(
                    Problem.NOT_PDFA,
                    String.valueOf(pdf.getFileName()),
                    verdict.flavour(),
                    verdict.violations(),
                    verdict.first());
        }
        return verdict;
    }

    /** A composer that draws anew what PDF/A does not allow as it is. */
    synchronized PdfComposer careful() {
        if (careful == null) {
            careful = PdfComposer.builder().check(validator()).build();
        }
        return careful;
    }

    private synchronized PdfACheck validator() {
        if (check == null) {
            check = PdfACheck.create();
        }
        return check;
    }
}

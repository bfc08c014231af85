package vn.hoso.pdf;

import java.nio.file.Files;
import java.nio.file.Path;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * Checks files against PDF/A with veraPDF, in this process.
 *
 * <p>Needs {@code org.verapdf:validation-model-jakarta} on the class path, which Hoso does not bring by itself. The first
 * check of a process takes some seconds, because rules and scripts are loaded; {@link #warmUp()} moves that to where
 * nobody waits. Later ones take a fraction of a second a file. Safe for use by several threads.
 */
public final class PdfACheck {
    private PdfACheck() {}

    /**
     * A validator.
     *
     * @return a validator; all are alike
     * @throws IllegalStateException if veraPDF is not on the class path
     */
    public static PdfACheck create() {
        if (!available()) {
            throw new IllegalStateException(
                    "veraPDF is not on the class path: add org.verapdf:validation-model-jakarta to check PDF/A");
        }
        return new PdfACheck();
    }

    /**
     * Whether the validator is on the class path.
     *
     * @return true if {@link #create()} will work
     */
    public static boolean available() {
        try {
            Class.forName(
                    "org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider", false, PdfACheck.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Loads what the first check needs; returns when that is done, after some seconds. */
    public void warmUp() {
        VeraPdf.warmUp();
    }

    /**
     * Checks a file against the flavour of PDF/A that it claims to be.
     *
     * @param pdf the file; it is not changed
     * @return the verdict; a file that is no PDF, or that claims no flavour, is not compliant
     * @throws HosoException with {@code UNREADABLE} if there is no such file or it can't be read
     */
    public PdfAVerdict check(Path pdf) {
        return report(pdf).verdict();
    }

    PdfAReport report(Path pdf) {
        if (!Files.isRegularFile(pdf) || !Files.isReadable(pdf)) {
            throw new HosoException(Problem.UNREADABLE, String.valueOf(pdf.getFileName()));
        }
        return VeraPdf.check(pdf);
    }
}

package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import vn.hoso.digitize.ArchiveReport;
import vn.hoso.digitize.ArchiveReport.Finding;
import vn.hoso.digitize.ArchiveReport.Kind;
import vn.hoso.digitize.Home;
import vn.hoso.failure.HosoException;
import vn.hoso.pdf.PdfACheck;
import vn.hoso.signing.SigningKey;
import vn.hoso.signing.SigningSelfTest;
import vn.hoso.text.TextRecognizer;

/**
 * Tries the engines and checks the home. Repaired is what can be without a loss: what a killed process left half done is
 * finished or taken back, and an index that does not fit is made anew from the archive.
 */
@picocli.CommandLine.Command(name = "doctor")
final class DoctorCommand extends Command {
    @Mixin
    private final KeyOptions keyOptions = new KeyOptions();

    DoctorCommand(Context context) {
        super(context);
    }

    /** Tries something and says what it is. */
    @FunctionalInterface
    private interface Trial {
        String run();
    }

    @Override
    int run() throws IOException {
        int code = OK;
        code = Math.max(code, attempt("doctor.java", () -> String.valueOf(Runtime.version())));
        code = Math.max(code, attempt("doctor.ocr", this::ocr));
        code = Math.max(code, attempt("doctor.signing", DoctorCommand::signing));
        code = Math.max(code, attempt("doctor.pdfa", DoctorCommand::pdfa));
        if (!Files.isDirectory(context().home())) {
            print("doctor.noHome", context().home());
            return code;
        }
        Homes.reading(context()).close();
        Optional<SigningKey> key = keyOptions.open(context());
        nameIndexDamage();
        try (Home home = Home.openAlone(context().home())) {
            int recovered = Homes.desk(context(), home, key).recover();
            if (recovered > 0) {
                print("doctor.recovered", recovered);
            }
            return Math.max(code, home(home));
        } finally {
            key.ifPresent(SigningKey::close);
        }
    }

    /** An index that can't be opened is made anew when the work goes on; that must not stay unsaid. */
    private void nameIndexDamage() {
        try {
            Homes.index(context()).close();
        } catch (HosoException e) {
            print("doctor.index", Failures.oneLine(e.message(context().locale())));
        }
    }

    private int attempt(String key, Trial trial) {
        try {
            print("doctor.well", texts().get(key), trial.run());
            return OK;
        } catch (RuntimeException | LinkageError e) {
            print(
                    "doctor.ill",
                    texts().get(key),
                    Failures.line(e, "hoso", context().locale()));
            return FAILED;
        }
    }

    private String ocr() {
        try (Engines engines = Engines.here(context(), 1);
                TextRecognizer recognizer = engines.recognizer()) {
            return recognizer.engine();
        }
    }

    private static String signing() {
        SigningSelfTest.run();
        return "PAdES, CAdES";
    }

    private static String pdfa() {
        PdfACheck.create().warmUp();
        return "veraPDF";
    }

    private int home(Home home) throws IOException {
        ArchiveReport report = ArchiveCheck.check(context(), home);
        boolean index = report.findings().stream().anyMatch(finding -> finding.kind() == Kind.INDEX);
        if (index) {
            report.findings().stream()
                    .filter(finding -> finding.kind() == Kind.INDEX)
                    .map(Finding::words)
                    .distinct()
                    .limit(5)
                    .forEach(words -> print("doctor.index", Failures.oneLine(words)));
            ReindexCommand.reindex(this, home);
            report = ArchiveCheck.check(context(), home);
        }
        ArchiveCheck.print(this, report);
        return report.clean() ? OK : FAILED;
    }
}

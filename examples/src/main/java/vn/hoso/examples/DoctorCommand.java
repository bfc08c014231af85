package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.hoso.digitize.ArchiveReport;
import vn.hoso.digitize.ArchiveReport.Finding;
import vn.hoso.digitize.ArchiveReport.Kind;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.HomeRepair;
import vn.hoso.digitize.HomeRepair.Repair;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.pdf.PdfACheck;
import vn.hoso.signing.SigningKey;
import vn.hoso.signing.SigningSelfTest;
import vn.hoso.text.TextRecognizer;

/**
 * Tries the engines and checks the home. Repaired is what can be without a loss: what a killed process left half done is
 * finished or taken back, and an index that does not fit is made anew from the archive. A damaged registry is made anew only
 * when that is asked for.
 */
@picocli.CommandLine.Command(name = "doctor")
final class DoctorCommand extends Command {
    @Option(names = "--rebuild-registry", descriptionKey = "doctor.rebuildOption")
    private boolean rebuild;

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
        Optional<SigningKey> key = Optional.empty();
        try (Home home = Home.openAlone(context().home())) {
            if (!registry(home)) {
                return FAILED;
            }
            try {
                key = keyOptions.open(context());
            } catch (UsageException e) {
                code = keyless(String.valueOf(e.getMessage()));
            } catch (HosoException e) {
                code = keyless(e.message(context().locale()));
            }
            new HomeRepair(home).run().forEach(this::name);
            nameIndexDamage();
            int recovered = Homes.desk(context(), home, key).recover();
            if (recovered > 0) {
                print("doctor.recovered", recovered);
            }
            return Math.max(code, home(home));
        } finally {
            key.ifPresent(SigningKey::close);
        }
    }

    /** What needs no key is looked at all the same. */
    private int keyless(String why) {
        print("doctor.ill", texts().get("doctor.key"), Failures.oneLine(why));
        return FAILED;
    }

    private void name(Repair repair) {
        switch (repair.kind()) {
            case WORK -> print("doctor.work", String.valueOf(repair.worker()));
            case LEASE -> print("doctor.lease", String.valueOf(repair.worker()), repair.words());
            case VERSION -> print("doctor.version", String.valueOf(repair.paper()), repair.words());
        }
    }

    /** A registry that can't be opened is left alone: only its owner can say that no copy of it is left. */
    private boolean registry(Home home) {
        try {
            home.registry();
            return true;
        } catch (HosoException e) {
            if (e.problem() != Problem.STORE_DAMAGED) {
                throw e;
            }
            print(
                    "doctor.ill",
                    texts().get("doctor.registry"),
                    Failures.oneLine(e.message(context().locale())));
            if (!rebuild) {
                print("doctor.rebuild");
                return false;
            }
            print("doctor.aside", home.setRegistryAside());
            return true;
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

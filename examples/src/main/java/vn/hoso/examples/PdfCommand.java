package vn.hoso.examples;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.DigitisedFile;
import vn.hoso.digitize.PdfACheckPolicy;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.pdf.ConversionMark;
import vn.hoso.pdf.PdfACheck;
import vn.hoso.pdf.PdfAVerdict;
import vn.hoso.scan.Scan;
import vn.hoso.seal.SigningRole;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SigningKey;

/** Makes the two-layer PDF/A of one file and nothing else; signed where a key is given. */
@picocli.CommandLine.Command(name = "pdf")
final class PdfCommand extends Command {
    @Parameters(index = "0", paramLabel = "FILE", descriptionKey = "pdf.input")
    private Path input = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT.pdf", descriptionKey = "pdf.output")
    private Path output = Path.of("");

    @Option(names = "--pdfa-check", paramLabel = "all|off", descriptionKey = "pdfaCheck")
    private PdfACheckPolicy check = PdfACheckPolicy.ALL;

    @Nullable
    @Option(names = "--jobs", paramLabel = "N", descriptionKey = "jobs")
    private Integer jobs;

    @Mixin
    private final KeyOptions keyOptions = new KeyOptions();

    PdfCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Path work = Files.createTempDirectory("hoso-pdf-");
        Optional<SigningKey> key = keyOptions.open(context());
        try (Engines engines = Engines.here(context(), Limits.jobs(jobs, texts()))) {
            Instant now = Instant.now();
            DigitisedFile file = engines.digitizer(1).digitize(input);
            String officer = key.map(signing -> signing.signatory().name())
                    .or(() -> settings().text(Settings.Key.OFFICER))
                    .orElseGet(() -> System.getProperty("user.name", ""));
            Path made = work.resolve("composed.pdf");
            try (Scan scan = engines.scanner().open(input, work)) {
                ConversionMark mark =
                        new ConversionMark(officer, engines.agency().orElse(""), now);
                engines.composer(check).compose(scan, file.pages(), mark, file.name(), made);
            }
            if (key.isPresent()) {
                Path signed = work.resolve("signed.pdf");
                PadesSigner.builder().key(key.get()).build().sign(made, signed, SigningRole.SCANNING_OFFICER, now);
                made = signed;
            }
            String flavour = check == PdfACheckPolicy.OFF ? "" : checked(made);
            write(made);
            print("pdf.made", output, file.pages().size(), Files.size(made) / 1024, flavour);
            file.warnings().forEach(warning -> print("digitize.warning", warning));
            return OK;
        } finally {
            key.ifPresent(SigningKey::close);
            Folders.delete(work);
        }
    }

    /** Puts the file in its place whole; what is no file, such as a device or a pipe, is written to and stays what it is. */
    private void write(Path made) throws IOException {
        if (Files.exists(output) && !Files.isRegularFile(output)) {
            try (OutputStream target = Files.newOutputStream(output, StandardOpenOption.WRITE)) {
                Files.copy(made, target);
            } catch (FileSystemException e) {
                throw e;
            } catch (IOException e) {
                throw new FileSystemException(output.toString(), null, e.getMessage());
            }
            return;
        }
        Path part = output.resolveSibling(output.getFileName() + ".part");
        try {
            Files.copy(made, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, output, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private String checked(Path pdf) {
        PdfAVerdict verdict = PdfACheck.create().check(pdf);
        if (!verdict.compliant()) {
            throw new HosoException(
                    Problem.NOT_PDFA, output.toString(), verdict.flavour(), verdict.violations(), verdict.first());
        }
        return ", PDF/A-" + verdict.flavour();
    }
}

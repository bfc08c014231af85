package vn.hoso.scan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Durable;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;

/** A scan of an office file: the pages of the PDF that was made of it, under the name and digest of the file itself. */
final class OfficeScan implements Scan {
    private final SourceFile file;
    private final FileKind kind;
    private final Scan pages;
    private final List<String> repairs;

    private OfficeScan(SourceFile file, FileKind kind, Scan pages, String how) {
        this.file = file;
        this.kind = kind;
        this.pages = pages;
        List<String> all = new ArrayList<>(List.of(how));
        all.addAll(pages.repairs());
        this.repairs = List.copyOf(all);
    }

    static Scan open(
            SourceFile file,
            FileKind kind,
            OfficePolicy policy,
            Supplier<Optional<LibreOffice>> offices,
            ScanLimits limits,
            Duration patience,
            Path workFolder) {
        Optional<LibreOffice> office = policy == OfficePolicy.REFUSE ? Optional.empty() : offices.get();
        boolean text = office.isEmpty() && policy == OfficePolicy.PAGES_OR_TEXT && OfficeText.canRead(kind);
        if (office.isEmpty() && !text) {
            throw new HosoException(Problem.NO_LAYOUT, file.name(), kind);
        }
        return Guarded.run(
                file.name(),
                // The processes that are waited for have a time of their own.
                patience.multipliedBy(3),
                () -> {
                    Path folder = Files.createTempDirectory(workFolder, "office-");
                    try {
                        Path pdf = folder.resolve("typed.pdf");
                        if (office.isPresent()) {
                            pdf = office.get().toPdf(file, kind, folder, patience);
                        } else {
                            TypedPages.write(OfficeText.of(file), pdf, limits, file.name());
                        }
                        // Under the name of the file, so that whatever is said of it names the file.
                        Path named =
                                Files.createDirectory(folder.resolve("named")).resolve(file.name());
                        SourceFile made = SourceFile.of(Files.move(pdf, named), limits);
                        Scan pages = PdfScan.open(made, limits, patience, ProtectionPolicy.OPEN, workFolder);
                        return new OfficeScan(
                                file,
                                kind,
                                pages,
                                office.isPresent()
                                        ? "laid out by LibreOffice"
                                        : "no LibreOffice: the text alone, without its layout, tables and pictures");
                    } finally {
                        Durable.deleteQuietly(folder);
                    }
                },
                Scan::close);
    }

    @Override
    public Path source() {
        return file.path();
    }

    @Override
    public String sha256() {
        return file.sha256();
    }

    @Override
    public FileKind kind() {
        return kind;
    }

    @Override
    public Path workFile() {
        return pages.workFile();
    }

    @Override
    public int pageCount() {
        return pages.pageCount();
    }

    @Override
    public List<String> repairs() {
        return repairs;
    }

    @Override
    public long pixels(int page) {
        return pages.pixels(page);
    }

    @Override
    public PageImage image(int page) {
        return pages.image(page);
    }

    @Override
    public Optional<PageText> textLayer(int page) {
        return pages.textLayer(page);
    }

    @Override
    public PageMakeup makeup(int page) {
        return pages.makeup(page);
    }

    @Override
    public void close() {
        pages.close();
    }
}

package vn.hoso.examples;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.hoso.exchange.FileSheet;
import vn.hoso.exchange.ReaderRequest;

/** What an archivist states of a package. */
final class PackageOptions {
    @Nullable
    @Option(names = "--title", paramLabel = "TEXT", descriptionKey = "export.title")
    private String title;

    @Option(names = "--maintenance", paramLabel = "01..07", descriptionKey = "export.maintenance")
    private String maintenance = "07";

    @Option(names = "--mode", paramLabel = "01..03", descriptionKey = "export.mode")
    private String mode = "02";

    @Nullable
    @Option(names = "--fonds", paramLabel = "CODE", descriptionKey = "export.fonds")
    private String fonds;

    @Nullable
    @Option(names = "--paper-file", paramLabel = "CODE", descriptionKey = "export.paperFile")
    private String paperFile;

    @Nullable
    @Option(names = "--sheets", paramLabel = "N", descriptionKey = "export.sheets")
    private Integer sheets;

    @Nullable
    @Option(names = "--description", paramLabel = "TEXT", descriptionKey = "export.words")
    private String description;

    @Nullable
    @Option(names = "--request", paramLabel = "NUMBER", descriptionKey = "export.request")
    private String request;

    @Nullable
    @Option(names = "--request-date", paramLabel = "DATE", descriptionKey = "export.requestDate")
    private String date;

    @Option(names = "--purpose-kind", paramLabel = "01..03", descriptionKey = "export.purposeKind")
    private String purposeKind = "01";

    @Nullable
    @Option(names = "--purpose", paramLabel = "TEXT", descriptionKey = "export.purpose")
    private String purpose;

    /** The sheet of a file with a code. */
    FileSheet sheet(String code, Texts texts) {
        return checked(
                texts,
                () -> new FileSheet(
                        code,
                        title == null ? texts.get("export.titleOf", code) : title,
                        maintenance,
                        mode,
                        fonds,
                        paperFile,
                        sheets,
                        description));
    }

    /** The request of a reader; without one there is no package for readers. */
    ReaderRequest request(LocalDate today, Texts texts) {
        if (request == null || purpose == null) {
            throw new UsageException(texts.get("export.noRequest"));
        }
        String number = request;
        String words = purpose;
        try {
            LocalDate day = date == null ? today : LocalDate.parse(date);
            return checked(texts, () -> new ReaderRequest(number, day, purposeKind, words, null));
        } catch (DateTimeParseException e) {
            throw new UsageException(texts.get("export.badDate", String.valueOf(date)));
        }
    }

    @Nullable
    String purpose() {
        return purpose;
    }

    private static <T> T checked(Texts texts, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(texts.get("export.badSheet", String.valueOf(e.getMessage())));
        }
    }
}

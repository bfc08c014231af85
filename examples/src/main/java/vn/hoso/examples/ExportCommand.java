package vn.hoso.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.archive.Archive;
import vn.hoso.digitize.Home;
import vn.hoso.exchange.ArchivedRecords;
import vn.hoso.exchange.FileSheet;
import vn.hoso.exchange.PackageCheck;
import vn.hoso.exchange.PackageKind;
import vn.hoso.exchange.PackageReport;
import vn.hoso.exchange.PackageReport.Finding;
import vn.hoso.exchange.PackageResult;
import vn.hoso.exchange.PackageWriter;
import vn.hoso.exchange.PortalSync;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.Notice;
import vn.hoso.signing.EvidenceContainer;
import vn.hoso.signing.SigningKey;

/** Hands papers out: what proves one, packages for archives and readers, what the portal is told; and checks packages. */
@picocli.CommandLine.Command(name = "export")
final class ExportCommand extends Command {
    private static final int SHOWN = 20;

    @Parameters(arity = "0..*", paramLabel = "ID... OUT", descriptionKey = "export.arguments")
    private List<String> arguments = List.of();

    @Option(names = "--format", paramLabel = "asice|sip|aip|dip|portal|csv", descriptionKey = "export.format")
    private Format format = Format.asice;

    @Nullable
    @Option(names = "--dossier", paramLabel = "CODE", descriptionKey = "export.dossier")
    private String dossier;

    @Nullable
    @Option(names = "--check", paramLabel = "FILE.zip", descriptionKey = "export.check")
    private Path checked;

    @Mixin
    private final PackageOptions options = new PackageOptions();

    @Mixin
    private final KeyOptions keyOptions = new KeyOptions();

    ExportCommand(Context context) {
        super(context);
    }

    /** What can be handed out. */
    enum Format {
        /** A container that proves a sealed paper. */
        asice,
        /** A package for another system. */
        sip,
        /** A package to be kept for good. */
        aip,
        /** A package for a reader. */
        dip,
        /** What the national portal is told. */
        portal,
        /** A table. */
        csv
    }

    @Override
    int run() throws IOException {
        if (checked != null) {
            if (!arguments.isEmpty()) {
                throw new UsageException(texts().get("export.checkAlone"));
            }
            return check(checked);
        }
        if (arguments.isEmpty()) {
            throw new UsageException(texts().get("export.noOutput"));
        }
        Path output = Path.of(arguments.get(arguments.size() - 1));
        List<String> ids = arguments.subList(0, arguments.size() - 1);
        if (format == Format.asice) {
            if (ids.size() != 1 || dossier != null) {
                throw new UsageException(texts().get("export.one"));
            }
            return evidence(ids.get(0), output);
        }
        boolean table = format == Format.portal || format == Format.csv;
        if (dossier == null ? ids.isEmpty() && !table : !ids.isEmpty()) {
            throw new UsageException(texts().get("export.which"));
        }
        Homes.reading(context()).close();
        try (Home home = Homes.writing(context())) {
            return table ? list(home, ids, output) : pack(home, ids, output);
        }
    }

    private int check(Path file) {
        PackageReport report = PackageCheck.check(file);
        PackageKind kind = report.kind();
        print("export.checked", report.id(), kind == null ? "?" : kind.name(), report.files());
        for (Finding finding : report.findings().stream().limit(SHOWN).toList()) {
            out().println("  " + Failures.oneLine(finding.path()) + "  "
                    + texts().word("export.fault", finding.fault()));
        }
        print(
                report.whole() ? "export.whole" : "export.broken",
                report.findings().size());
        return report.whole() ? OK : FAILED;
    }

    private int pack(Home home, List<String> ids, Path output) {
        List<PaperId> papers = papers(home, ids);
        FileSheet sheet = options.sheet(dossier == null ? papers.get(0).value() : dossier, texts());
        PackageWriter writer = PackageWriter.builder()
                .archive(home.archive())
                .types(context().types())
                .agency(settings().text(Settings.Key.AGENCY).orElse(""))
                .build();
        PackageResult result = switch (format) {
            case sip -> writer.write(PackageKind.SIP, sheet, papers, output);
            case aip -> writer.write(PackageKind.AIP, sheet, papers, output);
            default -> writer.write(options.request(LocalDate.now(Times.VIETNAM), texts()), sheet, papers, output);
        };
        note(home, papers, result.id());
        print(
                "export.packed",
                output,
                format.name().toUpperCase(Locale.ROOT),
                result.papers(),
                result.files(),
                (result.bytes() + 1023) / 1024,
                result.id());
        result.gaps().stream().limit(SHOWN).forEach(gap -> print("export.gap", gap));
        if (result.gaps().size() > SHOWN) {
            print("export.gaps", result.gaps().size() - SHOWN);
        }
        return OK;
    }

    private List<PaperId> papers(Home home, List<String> ids) {
        if (dossier == null) {
            return ids.stream()
                    .map(id -> Papers.find(home.registry(), id, texts()))
                    .distinct()
                    .toList();
        }
        return records(home, ids).stream().map(DigitisedRecord::id).toList();
    }

    private List<DigitisedRecord> records(Home home, List<String> ids) {
        ArchivedRecords archived = new ArchivedRecords(home.archive());
        if (dossier != null) {
            List<DigitisedRecord> found = archived.ofDossier(dossier);
            if (found.isEmpty()) {
                throw new HosoException(Problem.NOT_FOUND, dossier, texts().get("export.ofDossier"));
            }
            return found;
        }
        if (ids.isEmpty()) {
            try (Stream<DigitisedRecord> all = archived.all()) {
                return all.sorted(Comparator.comparing(DigitisedRecord::id)).toList();
            }
        }
        return papers(home, ids).stream()
                .flatMap(id -> archived.read(id).stream())
                .toList();
    }

    private int list(Home home, List<String> ids, Path output) throws IOException {
        List<DigitisedRecord> records = records(home, ids);
        String text = format == Format.portal
                ? new PortalSync(context().types()).json(records) + "\n"
                : PaperTable.csv(records);
        Files.writeString(output, text, StandardCharsets.UTF_8);
        note(home, records.stream().map(DigitisedRecord::id).toList(), format.name());
        print("export.listed", output, records.size());
        return OK;
    }

    /** What left the house stands in the ledger. */
    private void note(Home home, List<PaperId> papers, String what) {
        Set<String> about = new LinkedHashSet<>();
        papers.stream().map(PaperId::value).forEach(about::add);
        String purpose = options.purpose();
        home.registry()
                .append(Notice.of(
                                Homes.actor(context(), Optional.empty()),
                                "export",
                                purpose == null
                                        ? Map.of("format", format.name(), "package", what)
                                        : Map.of("format", format.name(), "package", what, "purpose", purpose))
                        .about(about));
    }

    private int evidence(String id, Path output) throws IOException {
        try (Home home = Homes.reading(context());
                SigningKey key = keyOptions.require(context())) {
            PaperId paper = Papers.find(home.registry(), id, texts());
            int version = home.archive()
                    .head(paper)
                    .orElseThrow(() -> new HosoException(Problem.NOT_FOUND, paper.value(), texts().get("paper")))
                    .version();
            Set<String> files = home.archive().files(paper, version).keySet();
            for (String name : List.of(Archive.PDF, Archive.RECORD, Archive.SEAL)) {
                if (!files.contains(name)) {
                    throw new UsageException(texts().get("export.unsealed", paper, name));
                }
            }
            int written = EvidenceContainer.signedBy(key).write(home.archive(), paper, output);
            print("export.made", output, paper, written, Files.size(output) / 1024);
            return OK;
        }
    }
}

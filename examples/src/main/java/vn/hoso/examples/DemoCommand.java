package vn.hoso.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.digitize.ArchiveReport;
import vn.hoso.digitize.BatchReport;
import vn.hoso.digitize.FileReport;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.PdfACheckPolicy;
import vn.hoso.digitize.ReviewDesk;
import vn.hoso.digitize.ReviewItem;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.PaperState;
import vn.hoso.reuse.Catalogue;
import vn.hoso.reuse.PlanRequest;
import vn.hoso.reuse.Planner;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.search.SearchResult;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SigningKey;
import vn.hoso.signing.ValidationReport;

/**
 * The whole road on the sample papers: scan, recognise, compose, sign, extract, verify, seal, archive, index, a look at
 * what came of it, and the answer to a desk that asks what need not be handed in again.
 */
@picocli.CommandLine.Command(name = "demo")
final class DemoCommand extends Command {
    /** The papers whose fields the officer of the demo confirms. */
    private static final List<String> CONFIRMED = List.of("official-letter.tif", "identity-card.pdf");

    /** What the desk of the demo asks about: to register where somebody lives. */
    private static final String PROCEDURE = "1.004222";

    private static final List<String> QUERIES =
            List.of("giấy chứng nhận kết hôn", "to cong tac ra soat", "type:identity_card");

    @Nullable
    @Option(names = "--samples", paramLabel = "DIR")
    private Path samples;

    @Nullable
    @Option(names = "--jobs", paramLabel = "N", descriptionKey = "jobs")
    private Integer jobs;

    DemoCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        List<Path> files = Inputs.files(List.of(samples()), false, context().home()).stream()
                .filter(file -> !file.toString().endsWith(".md"))
                .toList();
        TestKey test = new TestKey(context().home());
        print("demo.begin", files.size(), context().home());
        Homes.writing(context()).close();
        test.make(context().home());
        try (Interruption interruption = new Interruption(context());
                SigningKey key = test.open();
                Home home = Homes.writing(context())) {
            Map<String, PaperId> papers = convert(home, key, files, interruption);
            confirm(home, key, papers);
            find(home);
            ValidationReport signature = verify(home, papers);
            ArchiveReport archive = ArchiveCheck.check(context(), home);
            print(archive.clean() ? "demo.archiveClean" : "demo.archiveUnclean", archive.papers(), archive.events());
            intake(home, papers);
            next(home, papers);
            boolean well = archive.clean() && signature.verdict().holds();
            return well && papers.size() == files.size() ? OK : FAILED;
        }
    }

    private Path samples() {
        if (samples != null) {
            return samples;
        }
        return SampleFolder.find(texts());
    }

    private BatchReport run(Home home, SigningKey key, List<Path> files, Interruption interruption) {
        try (ConvertProgress progress = new ConvertProgress(context(), ConvertProgress.Style.AUTO);
                ConvertSession session = new ConvertSession(
                        context(),
                        home,
                        PadesSigner.builder().key(key).build(),
                        Engines.here(context(), Limits.jobs(jobs, texts())),
                        PdfACheckPolicy.ALL,
                        progress)) {
            interruption.stopsBy(session::stop);
            return session.convert(files);
        }
    }

    private Map<String, PaperId> convert(Home home, SigningKey key, List<Path> files, Interruption interruption) {
        heading("demo.convert", 1);
        BatchReport report = run(home, key, files, interruption);
        ReviewDesk desk = ReviewDesk.builder().home(home).build();
        Map<String, PaperId> papers = new HashMap<>();
        Table table = new Table(terminal().width(), "  ");
        for (FileReport file : report.files()) {
            String name = String.valueOf(file.file().getFileName());
            if (file.failure() != null) {
                table.row(
                        name,
                        Failures.oneLine(
                                file.failure().exception().message(context().locale())));
                continue;
            }
            for (PaperId id : file.papers()) {
                papers.putIfAbsent(name, id);
                DigitisedRecord record = desk.show(id).record();
                long accepted = record.fields().stream()
                        .filter(field -> field.accepted())
                        .count();
                table.row(
                        name,
                        texts().get("demo.pages", record.rendition().pages()),
                        texts().get("demo.fields", record.fields().size(), accepted),
                        PaperView.type(context(), record.type()));
            }
        }
        table.print(out());
        print(
                "demo.converted",
                report.count(FileReport.Outcome.CONVERTED),
                report.pages(),
                Times.span(report.elapsed()),
                report.count(FileReport.Outcome.SKIPPED) + report.count(FileReport.Outcome.DUPLICATE));
        return papers;
    }

    private void confirm(Home home, SigningKey key, Map<String, PaperId> papers) {
        heading("demo.confirm", 2);
        ReviewDesk desk = Homes.desk(context(), home, Optional.of(key));
        for (String name : CONFIRMED) {
            PaperId id = papers.get(name);
            if (id == null) {
                continue;
            }
            if (desk.show(id).entry().state() == PaperState.ARCHIVED) {
                desk.confirm(id, Homes.actor(context(), Optional.of(key)));
            }
            ReviewItem item = desk.show(id);
            PaperView.print(context(), item);
            out().println();
        }
    }

    private void find(Home home) {
        heading("demo.find", 3);
        try (LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
            for (String query : QUERIES) {
                SearchResult result = index.find(query, 3);
                print("demo.query", query, result.total().value());
                for (SearchResult.Hit hit : result.hits()) {
                    new HitView(context(), "    ").print(hit);
                }
            }
        }
    }

    private ValidationReport verify(Home home, Map<String, PaperId> papers) throws IOException {
        heading("demo.verify", 4);
        Path pdf = file(home, papers.get(CONFIRMED.get(0)), Archive.PDF);
        ValidationReport report = Homes.seals(context()).report(pdf);
        report.text(context().locale()).lines().forEach(line -> out().println("  " + line));
        return report;
    }

    /** A desk asks for the person of the card; the catalogue stays in the home, so that others can be asked about. */
    private void intake(Home home, Map<String, PaperId> papers) throws IOException {
        heading("demo.intake", 5);
        Path catalogue = home.folder().resolve("catalogue.json");
        if (!Files.exists(catalogue)) {
            try (InputStream shipped = DemoCommand.class.getResourceAsStream("catalogue.json")) {
                Files.copy(Objects.requireNonNull(shipped, "catalogue.json"), catalogue);
            }
        }
        DigitisedRecord card = Homes.desk(context(), home, Optional.empty())
                .show(Objects.requireNonNull(papers.get("identity-card.pdf")))
                .record();
        String number = card.owner().id();
        if (number == null) {
            return;
        }
        PlanRequest asked = PlanRequest.of(PROCEDURE, number, LocalDate.now(Times.VIETNAM))
                .by(Homes.actor(context(), Optional.empty()), "demo", "demo", null);
        try (LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
            print("demo.plan", PROCEDURE, number);
            Planner planner = PlanOptions.planner(context(), home, index, Catalogue.read(catalogue));
            new PlanView(context(), "  ").print(planner.plan(asked));
        }
    }

    private void next(Home home, Map<String, PaperId> papers) {
        heading("demo.next", 6);
        List<Path> open = new ArrayList<>();
        for (String name : CONFIRMED) {
            open.add(file(home, papers.get(name), Archive.PDF));
        }
        open.add(file(home, papers.get(CONFIRMED.get(0)), Archive.RECORD));
        open.forEach(file -> out().println("  " + file));
        print("demo.try", context().home());
        out().println();
    }

    private static Path file(Home home, @Nullable PaperId id, String name) {
        if (id == null) {
            throw new UsageException("the samples are not complete: " + CONFIRMED + " are needed");
        }
        ArchivedPaper head = home.archive().head(id).orElseThrow();
        return Objects.requireNonNull(home.archive().files(id, head.version()).get(name), name);
    }

    private void heading(String key, int number) {
        out().println();
        String text = number + ". " + texts().get(key);
        out().println(terminal().outShown() ? "\u001b[1m" + text + "\u001b[0m" : text);
        out().flush();
    }
}

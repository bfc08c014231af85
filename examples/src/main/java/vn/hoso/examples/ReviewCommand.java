package vn.hoso.examples;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.archive.Archive;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.ReviewDesk;
import vn.hoso.digitize.ReviewItem;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.PaperType;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;

/** What an officer sees of the papers that wait for a decision. */
final class ReviewCommand {
    private ReviewCommand() {}

    /** Lists the queue. */
    @picocli.CommandLine.Command(name = "list")
    static final class ListPapers extends Command {
        @Option(names = "--limit", paramLabel = "N", descriptionKey = "review.limit")
        private int limit = 20;

        @Option(names = "--json", descriptionKey = "json")
        private boolean json;

        ListPapers(Context context) {
            super(context);
        }

        @Override
        int run() throws IOException {
            Limits.between("--limit", limit, 1, 100_000, texts());
            try (Home home = Homes.reading(context())) {
                List<PaperEntry> queue = ReviewDesk.builder().home(home).build().list(limit);
                if (json) {
                    queue.forEach(entry -> out().println(Json.line(object -> write(object, entry))));
                    return OK;
                }
                if (queue.isEmpty()) {
                    print("review.empty");
                    return OK;
                }
                Table table = new Table(terminal().width(), "");
                table.row(
                        texts().get("review.id"),
                        texts().get("review.type"),
                        texts().get("review.pages"),
                        texts().get("review.look"),
                        texts().get("review.waits"),
                        texts().get("review.source"));
                for (PaperEntry entry : queue) {
                    table.row(
                            entry.id().value().substring(0, 12)
                                    + entry.id().value().substring(32),
                            PaperView.type(context(), entry.type()),
                            entry.pages(),
                            entry.toLook().size(),
                            texts().get(entry.state() == PaperState.CONFIRMED_ONCE ? "review.second" : "review.first"),
                            entry.sourceName());
                }
                table.print(out());
                say("review.goOn");
                return OK;
            }
        }

        private static void write(JsonGenerator json, PaperEntry entry) throws IOException {
            json.writeStringField("id", entry.id().value());
            json.writeStringField("state", entry.state().name());
            json.writeStringField("type", entry.type());
            json.writeStringField("source", entry.sourceName());
            json.writeNumberField("pages", entry.pages());
            json.writeNumberField("need", Json.rounded(entry.need()));
            json.writeStringField("since", entry.since().toString());
            Json.strings(json, "toLook", entry.toLook());
        }
    }

    /** Lists the paper types. */
    @picocli.CommandLine.Command(name = "types")
    static final class Types extends Command {
        Types(Context context) {
            super(context);
        }

        @Override
        int run() {
            Table table = new Table(terminal().width(), "");
            context().types().all().stream()
                    .sorted(Comparator.comparing(PaperType::key))
                    .forEach(type -> table.row(
                            type.key(),
                            type.name(context().locale().getLanguage()),
                            type.resultCode() == null ? "" : type.resultCode()));
            table.print(out());
            return OK;
        }
    }

    /** Shows a paper with its fields and what speaks against them. */
    @picocli.CommandLine.Command(name = "show")
    static final class Show extends Command {
        @Parameters(paramLabel = "ID", descriptionKey = "paper.id")
        private String id = "";

        @Option(names = "--json", descriptionKey = "json")
        private boolean json;

        @Option(names = "--images", paramLabel = "DIR", descriptionKey = "review.imagesFolder")
        private @Nullable Path images;

        Show(Context context) {
            super(context);
        }

        @Override
        int run() throws IOException {
            try (Home home = Homes.reading(context())) {
                PaperId paper = Papers.find(home.registry(), id, texts());
                ReviewDesk desk = ReviewDesk.builder().home(home).build();
                ReviewItem item = desk.show(paper);
                if (json) {
                    Json.pretty(out(), object -> PaperView.write(object, item));
                } else {
                    PaperView.print(context(), item);
                    Optional.ofNullable(home.archive()
                                    .files(paper, item.entry().version())
                                    .get(Archive.PDF))
                            .ifPresent(pdf -> print("review.pdf", pdf));
                }
                if (images != null) {
                    int cut = desk.images(paper, images).size();
                    if (!json) {
                        print("review.imagesCut", cut, images);
                    }
                }
                return OK;
            }
        }
    }

    /** Keeps what officers corrected, for training. */
    @picocli.CommandLine.Command(name = "corrections")
    static final class Corrections extends Command {
        @Parameters(paramLabel = "DIR", descriptionKey = "review.correctionsFolder")
        private Path folder = Path.of("");

        Corrections(Context context) {
            super(context);
        }

        @Override
        int run() throws IOException {
            try (Home home = Homes.reading(context())) {
                int count = ReviewDesk.builder().home(home).build().corrections(folder);
                print("review.correctionsKept", count, folder);
                return OK;
            }
        }
    }
}

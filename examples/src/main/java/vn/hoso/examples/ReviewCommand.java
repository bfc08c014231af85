package vn.hoso.examples;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.archive.Archive;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.ReviewDesk;
import vn.hoso.digitize.ReviewItem;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.signing.SigningKey;

/** What an officer does with the papers that wait for a decision. */
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

    /** A decision of an officer on a paper. */
    abstract static class Deciding extends Command {
        @Mixin
        private final KeyOptions keyOptions = new KeyOptions();

        Deciding(Context context) {
            super(context);
        }

        /** Does what was decided. */
        abstract void decide(ReviewDesk desk, Home home, String actor);

        /** Whether the decision can't be made without a key. */
        abstract boolean needsKey();

        @Override
        int run() throws IOException {
            Homes.reading(context()).close();
            Optional<SigningKey> key =
                    needsKey() ? Optional.of(keyOptions.require(context())) : keyOptions.open(context());
            try (Home home = Homes.writing(context())) {
                decide(Homes.desk(context(), home, key), home, Homes.actor(context(), key));
                return OK;
            } finally {
                key.ifPresent(SigningKey::close);
            }
        }

        final PaperId find(Home home, String id) {
            return Papers.find(home.registry(), id, texts());
        }
    }

    /** Confirms papers. */
    @picocli.CommandLine.Command(name = "confirm")
    static final class Confirm extends Deciding {
        @Parameters(arity = "1..*", paramLabel = "ID", descriptionKey = "paper.id")
        private List<String> ids = List.of();

        @Nullable
        @Option(names = "--original", paramLabel = "KIND", descriptionKey = "original")
        private String original;

        Confirm(Context context) {
            super(context);
        }

        @Override
        boolean needsKey() {
            return true;
        }

        @Override
        void decide(ReviewDesk desk, Home home, String actor) {
            for (String id : ids) {
                PaperId paper = find(home, id);
                if (original != null && isRefused(desk.stateOriginal(paper, original, actor))) {
                    continue;
                }
                DigitisedRecord record = desk.confirm(paper, actor);
                if (record.level() == Level.SEALED) {
                    print("review.confirmed", record.id(), String.valueOf(record.resultCode()));
                } else {
                    List<String> look = desk.show(record.id()).entry().toLook();
                    print("review.confirmedOnce", record.id(), String.join(", ", look));
                }
            }
        }

        /** Whether what the officer said of the paper has ended its way. */
        private boolean isRefused(DigitisedRecord stated) {
            DigitisedRecord.Ending ending = stated.ending();
            if (ending == null) {
                return false;
            }
            print("review.notEligible", stated.id(), String.valueOf(ending.reason()));
            return true;
        }
    }

    /** Corrects the values of a paper. */
    @picocli.CommandLine.Command(name = "correct")
    static final class Correct extends Deciding {
        @Parameters(index = "0", paramLabel = "ID", descriptionKey = "paper.id")
        private String id = "";

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY=VALUE", descriptionKey = "review.values")
        private List<String> values = List.of();

        Correct(Context context) {
            super(context);
        }

        @Override
        boolean needsKey() {
            return false;
        }

        @Override
        void decide(ReviewDesk desk, Home home, String actor) {
            Map<String, String> changes = new LinkedHashMap<>();
            for (String value : values) {
                int equals = value.indexOf('=');
                if (equals < 1) {
                    throw new UsageException(texts().get("review.badValue", Failures.oneLine(value)));
                }
                changes.put(
                        value.substring(0, equals).strip(),
                        value.substring(equals + 1).strip());
            }
            DigitisedRecord record = desk.correct(find(home, id), changes, actor);
            print("review.corrected", record.id(), changes.size(), texts().word("level", record.level()));
            ImpactCommand.warn(this, home.registry(), record.id());
        }
    }

    /** Rejects a paper. */
    @picocli.CommandLine.Command(name = "reject")
    static final class Reject extends Deciding {
        @Parameters(paramLabel = "ID", descriptionKey = "paper.id")
        private String id = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", descriptionKey = "reason")
        private String reason = "";

        Reject(Context context) {
            super(context);
        }

        @Override
        boolean needsKey() {
            return false;
        }

        @Override
        void decide(ReviewDesk desk, Home home, String actor) {
            print("review.rejected", desk.reject(find(home, id), reason, actor).id());
        }
    }

    /** Revokes a paper. */
    @picocli.CommandLine.Command(name = "revoke")
    static final class Revoke extends Deciding {
        @Parameters(paramLabel = "ID", descriptionKey = "paper.id")
        private String id = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", descriptionKey = "reason")
        private String reason = "";

        Revoke(Context context) {
            super(context);
        }

        @Override
        boolean needsKey() {
            return false;
        }

        @Override
        void decide(ReviewDesk desk, Home home, String actor) {
            PaperId paper = desk.revoke(find(home, id), reason, actor).id();
            print("review.revoked", paper);
            ImpactCommand.warn(this, home.registry(), paper);
        }
    }

    /** Marks a paper as replaced by another. */
    @picocli.CommandLine.Command(name = "supersede")
    static final class Supersede extends Deciding {
        @Parameters(paramLabel = "ID", descriptionKey = "paper.id")
        private String id = "";

        @Option(names = "--by", required = true, paramLabel = "ID", descriptionKey = "supersede.by")
        private String by = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", descriptionKey = "reason")
        private String reason = "";

        Supersede(Context context) {
            super(context);
        }

        @Override
        boolean needsKey() {
            return false;
        }

        @Override
        void decide(ReviewDesk desk, Home home, String actor) {
            PaperId successor = find(home, by);
            DigitisedRecord record = desk.supersede(find(home, id), successor, reason, actor);
            print("review.superseded", record.id(), successor);
            ImpactCommand.warn(this, home.registry(), record.id());
        }
    }
}

package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Option;
import vn.hoso.digitize.FixityStatus;
import vn.hoso.digitize.Home;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;
import vn.hoso.search.LuceneRecordIndex;

/** Says how many papers stand where, and whether the index has them all. */
@picocli.CommandLine.Command(name = "status")
final class StatusCommand extends Command {
    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Option(names = "--sizes", descriptionKey = "status.sizesOption")
    private boolean sizes;

    StatusCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        try (Home home = Homes.reading(context())) {
            Registry registry = home.registry();
            Map<PaperState, Long> counts = registry.counts();
            long events = registry.lastSequence();
            long indexed = indexed(home);
            FixityStatus fixity = FixityStatus.of(home, FixityStatus.EVERY);
            Sizes taken = sizes ? Sizes.of(home) : null;
            boolean test = new TestKey(context().home()).exists();
            if (json) {
                Json.pretty(out(), object -> {
                    object.writeStringField("home", home.folder().toString());
                    object.writeObjectFieldStart("papers");
                    for (Map.Entry<PaperState, Long> count : counts.entrySet()) {
                        object.writeNumberField(count.getKey().name(), count.getValue());
                    }
                    object.writeEndObject();
                    object.writeNumberField("events", events);
                    object.writeNumberField("indexedEvents", indexed);
                    object.writeNumberField("inWork", registry.leases().size());
                    object.writeObjectFieldStart("fixity");
                    object.writeNumberField("papers", fixity.papers());
                    object.writeNumberField("neverChecked", fixity.never());
                    object.writeNumberField("due", fixity.due());
                    Json.optional(object, "oldestCheck", fixity.oldest());
                    object.writeEndObject();
                    if (taken != null) {
                        object.writeObjectFieldStart("sizes");
                        object.writeNumberField("pages", taken.pages());
                        object.writeNumberField("archive", taken.bytes());
                        object.writeNumberField("bytesOfPage", taken.bytesOfPage());
                        object.writeNumberField("overheadOfPaper", taken.overhead());
                        object.writeEndObject();
                    }
                    object.writeBooleanField("paused", home.isPaused());
                    object.writeBooleanField("trustsTestAuthority", test);
                });
                return OK;
            }
            print("status.home", home.folder().toAbsolutePath().normalize());
            Table table = new Table(terminal().width(), "  ");
            counts.forEach((state, count) -> table.row(texts().word("state", state), count));
            table.print(out());
            if (counts.isEmpty()) {
                print("status.empty");
            }
            print("status.ledger", events, registry.leases().size());
            print(indexed >= events ? "status.indexed" : "status.behind", events - indexed);
            if (home.isPaused()) {
                print("status.paused");
            }
            if (fixity.papers() > 0) {
                Instant oldest = fixity.oldest();
                print(
                        "status.fixity",
                        fixity.papers() - fixity.never(),
                        fixity.papers(),
                        oldest == null ? "-" : Times.MINUTE.format(oldest),
                        fixity.due());
            }
            if (taken != null) {
                print(
                        "status.sizes",
                        (taken.bytes() + 512) / 1024,
                        taken.pages(),
                        taken.bytesOfPage(),
                        taken.overhead());
            }
            if (test) {
                print("status.test");
            }
            return OK;
        }
    }

    private static long indexed(Home home) {
        if (!Files.isDirectory(home.indexFolder())) {
            return 0;
        }
        try (LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
            return index.ledgerSequence();
        }
    }
}

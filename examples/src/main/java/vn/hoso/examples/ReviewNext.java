package vn.hoso.examples;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.hoso.archive.Archive;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.ReviewDesk;
import vn.hoso.digitize.ReviewItem;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Doubts;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.PaperEntry;

/**
 * Goes through the queue with an officer: shows of each paper the fields that need a look, and takes a line for each
 * decision. Enter confirms what is shown.
 */
@picocli.CommandLine.Command(name = "next")
final class ReviewNext extends DecisionCommand {
    private static final int FAR = 100_000;

    private final Set<PaperId> left = new HashSet<>();
    private int confirmed;
    private int rejected;

    ReviewNext(Context context) {
        super(context, KeyNeed.ALWAYS);
    }

    @Override
    void decide(ReviewDesk desk, Home home, String actor) {
        boolean goOn = true;
        Optional<PaperEntry> next = next(desk);
        if (next.isEmpty()) {
            print("review.empty");
            return;
        }
        while (goOn && next.isPresent()) {
            goOn = paper(desk, home, next.get().id(), actor);
            next = next(desk);
        }
        print("review.next.done", confirmed, rejected, desk.list(FAR).size());
    }

    private Optional<PaperEntry> next(ReviewDesk desk) {
        return desk.list(left.size() + 1).stream()
                .filter(entry -> !left.contains(entry.id()))
                .findFirst();
    }

    /** One paper until it is decided on or left; false where the officer ends. */
    private boolean paper(ReviewDesk desk, Home home, PaperId paper, String actor) {
        show(desk.show(paper), home);
        while (true) {
            Optional<String> line = terminal().ask(texts().get("review.next.prompt") + " ");
            if (line.isEmpty() || line.get().equals("q")) {
                return false;
            }
            try {
                if (isDone(desk, home, paper, line.get(), actor)) {
                    return true;
                }
            } catch (UsageException e) {
                out().println("  " + e.getMessage());
            } catch (HosoException e) {
                out().println("  " + e.message(context().locale()));
                if (e.problem() == Problem.FOUR_EYES) {
                    left.add(paper);
                    return true;
                }
            }
        }
    }

    /** Does what a line says; true where the next paper comes. */
    private boolean isDone(ReviewDesk desk, Home home, PaperId paper, String line, String actor) {
        String word = line.split(" ", 2)[0].toLowerCase(Locale.ROOT);
        String rest = line.substring(Math.min(line.length(), word.length())).strip();
        if (line.contains("=")) {
            desk.correct(paper, correction(desk.show(paper), line), actor);
            show(desk.show(paper), home);
            return false;
        }
        switch (word) {
            case "" -> {
                DigitisedRecord record = desk.confirm(paper, actor);
                boolean sealed = record.level() == Level.SEALED;
                print(sealed ? "review.confirmed" : "review.next.once", paper, String.valueOf(record.resultCode()));
                confirmed++;
                left.add(paper);
                return true;
            }
            case "a" -> PaperView.print(context(), desk.show(paper));
            case "t" -> {
                desk.retype(paper, ReviewShape.known(context(), rest), actor);
                show(desk.show(paper), home);
            }
            case "o" -> {
                DigitisedRecord stated = desk.stateOriginal(paper, rest, actor);
                if (stated.ending() != null) {
                    print(
                            "review.notEligible",
                            paper,
                            String.valueOf(stated.ending().reason()));
                    rejected++;
                    return true;
                }
                show(desk.show(paper), home);
            }
            case "r" -> {
                if (rest.isEmpty()) {
                    throw new UsageException(texts().get("review.next.reason"));
                }
                print("review.rejected", desk.reject(paper, rest, actor).id());
                rejected++;
                return true;
            }
            case "s" -> {
                left.add(paper);
                return true;
            }
            default -> print("review.next.help");
        }
        return false;
    }

    /** {@code 2=VALUE} for the second field shown, or {@code KEY=VALUE}. */
    private Map<String, String> correction(ReviewItem item, String line) {
        String key = line.substring(0, line.indexOf('=')).strip();
        String value = line.substring(line.indexOf('=') + 1).strip();
        if (key.matches("[0-9]{1,4}")) {
            List<String> keys = item.entry().toLook();
            int place = Integer.parseInt(key);
            if (place < 1 || place > keys.size()) {
                throw new UsageException(texts().get("review.next.noField", place, keys.size()));
            }
            key = keys.get(place - 1);
        }
        return Map.of(key, value);
    }

    /** The paper in a few lines: what it is, where it can be seen, and the fields that need a look, numbered. */
    private void show(ReviewItem item, Home home) {
        DigitisedRecord record = item.record();
        List<String> look = item.entry().toLook();
        out().println();
        print(
                "review.next.head",
                record.id(),
                PaperView.type(context(), record.type()),
                record.source().name(),
                record.fields().size()
                        - (int) record.fields().stream()
                                .filter(field -> look.contains(field.key()))
                                .count());
        Optional.ofNullable(home.archive()
                        .files(record.id(), item.entry().version())
                        .get(Archive.PDF))
                .ifPresent(pdf -> print("review.pdf", pdf));
        item.original()
                .filter(kind -> item.originalDoubted())
                .ifPresent(kind -> print(
                        "review.next.original",
                        context().eligibility().name(kind, context().locale())));
        Handover.lines(record, context()).forEach(out()::println);
        Table table = new Table(terminal().width(), "  ");
        for (int i = 0; i < look.size(); i++) {
            String key = look.get(i);
            Optional<Field> field = record.field(key);
            table.row(
                    i + 1,
                    key,
                    field.map(read -> DigitizeCommand.percent(read.confidence()))
                            .orElse(""),
                    field.map(ReviewNext::readings).orElse(texts().get("review.next.missing")),
                    field.map(this::doubts).orElse(""));
        }
        table.print(out());
    }

    private static String readings(Field field) {
        List<String> readings = new ArrayList<>(List.of(field.value()));
        readings.addAll(field.alternatives());
        return String.join(" | ", readings);
    }

    private String doubts(Field field) {
        return String.join(
                " ",
                field.doubts().stream()
                        .map(doubt -> Doubts.sentence(doubt, context().locale()))
                        .toList());
    }
}

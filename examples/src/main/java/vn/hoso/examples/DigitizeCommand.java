package vn.hoso.examples;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.DigitisedFile;
import vn.hoso.digitize.Digitizer;
import vn.hoso.extract.Extraction;
import vn.hoso.failure.HosoException;
import vn.hoso.paper.Field;
import vn.hoso.text.Attempt;
import vn.hoso.text.Box;
import vn.hoso.text.Code;
import vn.hoso.text.PageText;

/** Reads files and prints what was found; stores nothing. */
@picocli.CommandLine.Command(name = "digitize")
final class DigitizeCommand extends Command {
    @Parameters(arity = "1..*", paramLabel = "FILE", descriptionKey = "inputs")
    private List<Path> inputs = List.of();

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Option(names = "--text")
    private boolean text;

    @Option(names = "--recursive", descriptionKey = "recursive")
    private boolean recursive;

    @Nullable
    @Option(names = "--jobs", paramLabel = "N", descriptionKey = "jobs")
    private Integer jobs;

    DigitizeCommand(Context context) {
        super(context);
    }

    private record Result(
            Path file,
            @Nullable DigitisedFile content,
            @Nullable HosoException failure) {
        String name() {
            Path name = file.getFileName();
            return name == null ? file.toString() : name.toString();
        }
    }

    @Override
    int run() throws IOException {
        List<Path> files = Inputs.files(inputs, recursive, context().home());
        AtomicInteger failed = new AtomicInteger();
        try (Engines engines = Engines.here(context(), Limits.jobs(jobs, texts()))) {
            int threads = Math.max(1, Math.min(engines.jobs(), files.size()));
            Digitizer digitizer = engines.digitizer(threads);
            InOrder.map(files, threads, file -> digitize(digitizer, file), result -> {
                if (result.failure() != null) {
                    failed.incrementAndGet();
                }
                if (json) {
                    out().println(Json.line(object -> write(object, result)));
                } else {
                    print(result);
                }
                return !terminal().deaf();
            });
        }
        return failed.get() == 0 ? OK : FAILED;
    }

    private Result digitize(Digitizer digitizer, Path file) {
        try {
            return new Result(file, digitizer.digitize(file), null);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return new Result(file, null, Failures.named(e, file.toString()));
        }
    }

    // For people -------------------------------------------------------------------------------------------------

    private void print(Result result) {
        if (result.failure() != null) {
            say("failed", Failures.oneLine(result.failure().message(context().locale())));
            return;
        }
        DigitisedFile file = java.util.Objects.requireNonNull(result.content());
        print("digitize.file", result.name(), file.kind(), file.pages().size());
        file.repairs().forEach(repair -> print("digitize.repaired", repair));
        file.warnings().forEach(warning -> print("digitize.warning", warning));
        if (!file.separatorSheets().isEmpty()) {
            print("digitize.separators", ranges(file.separatorSheets()));
        }
        for (Extraction paper : file.papers()) {
            print("digitize.paper", paper.type(), percent(paper.typeConfidence()), ranges(paper.pages()));
            Table table = new Table(terminal().width(), "    ");
            for (Field field : paper.fields().values()) {
                table.row(field.key(), percent(field.confidence()), field.accepted() ? "✓" : "?", field.value());
            }
            table.print(out());
            paper.codes().forEach(code -> print("digitize.code", code.kind(), code.page()));
            if (text) {
                byNumber(file).entrySet().stream()
                        .filter(page -> paper.pages().contains(page.getKey()))
                        .forEach(page -> out().println("\n" + page.getValue().text() + "\n"));
            }
        }
    }

    static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    /** Pages such as {@code 1-3, 5}. */
    static String ranges(List<Integer> pages) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pages.size(); ) {
            int last = i;
            while (last + 1 < pages.size() && pages.get(last + 1) == pages.get(last) + 1) {
                last++;
            }
            text.append(text.isEmpty() ? "" : ", ").append(pages.get(i));
            if (last > i) {
                text.append('-').append(pages.get(last));
            }
            i = last + 1;
        }
        return text.toString();
    }

    // For programs -----------------------------------------------------------------------------------------------

    private void write(JsonGenerator object, Result result) throws IOException {
        object.writeStringField("source", result.name());
        Json.error(object, result.failure(), context().locale());
        object.writeArrayFieldStart("papers");
        if (result.content() != null) {
            Map<Integer, PageText> pages = byNumber(result.content());
            for (Extraction paper : result.content().papers()) {
                write(object, paper, pages);
            }
        }
        object.writeEndArray();
        if (result.content() != null) {
            DigitisedFile file = result.content();
            object.writeStringField("sha256", file.sha256());
            object.writeStringField("kind", file.kind().name());
            object.writeNumberField("bytes", file.bytes());
            object.writeNumberField("pageCount", file.pages().size());
            object.writeArrayFieldStart("separatorSheets");
            for (int page : file.separatorSheets()) {
                object.writeNumber(page - 1);
            }
            object.writeEndArray();
            Json.strings(object, "repairs", file.repairs());
            Json.strings(object, "warnings", file.warnings());
        }
    }

    private static void write(JsonGenerator object, Extraction paper, Map<Integer, PageText> pages) throws IOException {
        object.writeStartObject();
        object.writeStringField("type", paper.type());
        object.writeNumberField("typeConfidence", Json.rounded(paper.typeConfidence()));
        object.writeArrayFieldStart("pages");
        for (int number : paper.pages()) {
            PageText page = pages.get(number);
            if (page != null) {
                write(object, page);
            }
        }
        object.writeEndArray();
        object.writeObjectFieldStart("fields");
        for (Map.Entry<String, Field> field : paper.fields().entrySet()) {
            write(object, field.getKey(), field.getValue());
        }
        object.writeEndObject();
        object.writeArrayFieldStart("codes");
        for (Code code : paper.codes()) {
            object.writeStartObject();
            object.writeStringField("kind", code.kind().name());
            object.writeStringField("payload", code.payload());
            object.writeNumberField("page", code.page());
            object.writeEndObject();
        }
        object.writeEndArray();
        object.writeEndObject();
    }

    private static void write(JsonGenerator object, PageText page) throws IOException {
        object.writeStartObject();
        object.writeNumberField("index", page.page() - 1);
        object.writeStringField("text", page.text());
        object.writeNumberField("rotation", page.rotation());
        object.writeBooleanField("blank", page.blank());
        object.writeStringField("origin", page.origin().name());
        object.writeNumberField("confidence", Json.rounded(page.confidence() / 100));
        object.writeArrayFieldStart("attempts");
        for (Attempt attempt : page.attempts()) {
            object.writeStartObject();
            object.writeStringField("preparation", attempt.preparation().name());
            object.writeNumberField("confidence", Json.rounded(attempt.confidence() / 100));
            object.writeBooleanField("chosen", attempt.chosen());
            object.writeEndObject();
        }
        object.writeEndArray();
        object.writeEndObject();
    }

    static void write(JsonGenerator object, String key, Field field) throws IOException {
        object.writeObjectFieldStart(key);
        object.writeStringField("value", field.value());
        object.writeStringField("printed", field.printed());
        object.writeNumberField("confidence", Json.rounded(field.confidence()));
        object.writeNumberField("page", field.page());
        Box box = field.box();
        if (box == null) {
            object.writeNullField("box");
        } else {
            object.writeFieldName("box");
            object.writeArray(new int[] {box.left(), box.top(), box.right(), box.bottom()}, 0, 4);
        }
        object.writeStringField("method", field.method().name());
        object.writeBooleanField("accepted", field.accepted());
        Json.strings(object, "alternatives", field.alternatives());
        Json.strings(object, "doubts", field.doubts());
        object.writeEndObject();
    }

    private static Map<Integer, PageText> byNumber(DigitisedFile file) {
        return file.pages().stream()
                .collect(Collectors.toMap(
                        PageText::page, Function.identity(), (first, second) -> first, java.util.TreeMap::new));
    }
}

package vn.hoso.examples;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import vn.hoso.digitize.BatchReport;
import vn.hoso.digitize.FileReport;
import vn.hoso.digitize.FileReport.Outcome;
import vn.hoso.digitize.Step;

/** Says what became of the files of a run: a table for people, JSON for programs. */
final class ConvertSummary {
    /** So many files that were passed over are named; the report names all. */
    private static final int SHOWN = 10;

    private final Context context;
    private final BatchReport result;
    private final List<Path> passedOver;

    /** Of a run, and what was passed over because it is no paper. */
    ConvertSummary(Context context, BatchReport result, List<Path> passedOver) {
        this.context = context;
        this.result = result;
        this.passedOver = passedOver;
    }

    // For people -------------------------------------------------------------------------------------------------

    /** Whether every file was converted, or needed nothing. */
    boolean isComplete() {
        return result.count(Outcome.FAILED) + result.count(Outcome.NOT_DONE) == 0;
    }

    /** Prints the table, then each duplicate, failure and warning. */
    void print() {
        Table table = new Table(context.terminal().width(), "");
        row(table, "converted", Outcome.CONVERTED);
        row(table, "duplicates", Outcome.DUPLICATE);
        row(table, "skipped", Outcome.SKIPPED);
        row(table, "failed", Outcome.FAILED);
        row(table, "notDone", Outcome.NOT_DONE);
        if (!passedOver.isEmpty()) {
            table.row(context.texts().get("convert.passedOver"), passedOver.size());
        }
        table.print(context.terminal().out());
        passedOver.stream().limit(SHOWN).forEach(file -> say("convert.passedOverFile", file));
        if (passedOver.size() > SHOWN) {
            say("convert.passedOverMore", passedOver.size() - SHOWN);
        }
        for (FileReport file : result.with(Outcome.DUPLICATE)) {
            say("convert.duplicateOf", file.file(), String.valueOf(file.sameAs()));
        }
        for (FileReport file : result.with(Outcome.FAILED)) {
            if (file.failure() != null) {
                context.terminal()
                        .out()
                        .println("  "
                                + Failures.oneLine(file.failure().exception().message(context.locale())));
            }
        }
        for (FileReport file : result.with(Outcome.CONVERTED)) {
            for (String warning : file.warnings()) {
                say("convert.warning", file.file(), warning);
            }
        }
        long minutes = Math.max(1, result.elapsed().toMillis());
        say(
                "convert.time",
                Times.span(result.elapsed()),
                result.pages(),
                Math.round(result.pages() * 60_000.0 / minutes));
        if (!result.indexed()) {
            say("convert.notIndexed");
        }
        if (result.count(Outcome.CONVERTED) > 0) {
            say("convert.next", context.home());
        }
    }

    private void row(Table table, String word, Outcome outcome) {
        int count = result.count(outcome);
        if (count > 0 || outcome == Outcome.CONVERTED) {
            table.row(context.texts().get("convert." + word), count);
        }
    }

    private void say(String key, Object... arguments) {
        context.terminal().out().println(context.texts().get(key, arguments));
    }

    // For programs -----------------------------------------------------------------------------------------------

    /** Writes the members of the report. */
    void write(JsonGenerator json) throws IOException {
        json.writeStringField("started", result.started().toString());
        json.writeStringField("ended", result.ended().toString());
        json.writeBooleanField("stopped", result.stopped());
        json.writeBooleanField("indexed", result.indexed());
        json.writeNumberField("pages", result.pages());
        json.writeObjectFieldStart("counts");
        for (Outcome outcome : Outcome.values()) {
            json.writeNumberField(outcome.name(), result.count(outcome));
        }
        json.writeEndObject();
        Json.strings(json, "passedOver", passedOver);
        json.writeArrayFieldStart("files");
        for (FileReport file : result.files()) {
            json.writeStartObject();
            write(json, file, context);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes the members of one file. */
    static void write(JsonGenerator json, FileReport file, Context context) throws IOException {
        json.writeStringField("file", file.file().toString());
        json.writeStringField("outcome", file.outcome().name());
        Json.optional(json, "sha256", file.sha256());
        Json.strings(json, "papers", file.papers());
        Json.optional(json, "sameAs", file.sameAs());
        json.writeNumberField("pages", file.pages());
        json.writeNumberField("sourceBytes", file.sourceBytes());
        json.writeNumberField("renditionBytes", file.renditionBytes());
        json.writeObjectFieldStart("seconds");
        for (Map.Entry<Step, Duration> time : file.times().entrySet()) {
            Json.seconds(json, time.getKey().name(), time.getValue());
        }
        json.writeEndObject();
        Json.strings(json, "warnings", file.warnings());
        Json.error(json, file.failure() == null ? null : file.failure().exception(), context.locale());
    }
}

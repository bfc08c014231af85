package vn.hoso.examples;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.BatchConverter;
import vn.hoso.digitize.BatchReport;
import vn.hoso.digitize.FileReport;
import vn.hoso.digitize.FileReport.Outcome;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.PdfACheckPolicy;
import vn.hoso.digitize.Step;
import vn.hoso.failure.HosoException;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SigningKey;

/** Converts files to signed, archived and indexed papers. */
@picocli.CommandLine.Command(name = "convert")
final class ConvertCommand extends Command {
    @Parameters(arity = "1..*", paramLabel = "INPUT", descriptionKey = "inputs")
    private List<Path> inputs = List.of();

    @Option(names = "--recursive", descriptionKey = "recursive")
    private boolean recursive;

    @Nullable
    @Option(names = "--jobs", paramLabel = "N", descriptionKey = "jobs")
    private Integer jobs;

    @Nullable
    @Option(names = "--report", paramLabel = "FILE", descriptionKey = "convert.report")
    private Path report;

    @Option(names = "--pdfa-check", paramLabel = "all|sample|off", descriptionKey = "pdfaCheck")
    private PdfACheckPolicy pdfaCheck = PdfACheckPolicy.ALL;

    @Mixin
    private final KeyOptions keyOptions = new KeyOptions();

    ConvertCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        List<Path> files = Inputs.files(inputs, recursive, context().home());
        if (files.isEmpty()) {
            throw new UsageException(texts().get("convert.nothing"));
        }
        // Opened before the work, so that a place that can't be written to is known at once.
        PrintWriter written = report == null ? null : writer(report);
        try (written;
                Interruption interruption = new Interruption(context());
                SigningKey key = keyOptions.require(context());
                Home home = Homes.writing(context())) {
            Engines engines = Engines.isolated(context(), Limits.jobs(jobs, texts()));
            BatchReport result = convert(context(), home, key, files, engines, pdfaCheck, interruption);
            print(result);
            if (written != null) {
                Json.pretty(written, json -> write(json, result));
                if (written.checkError()) {
                    throw new HosoException(vn.hoso.failure.Problem.DISK_FULL, String.valueOf(report));
                }
            }
            return result.count(Outcome.FAILED) + result.count(Outcome.NOT_DONE) == 0 ? OK : FAILED;
        }
    }

    /**
     * Converts, with a bar or lines on standard error; Ctrl-C ends the run after the pages that are under way. The engines
     * are closed at the end.
     */
    static BatchReport convert(
            Context context,
            Home home,
            SigningKey key,
            List<Path> files,
            Engines engines,
            PdfACheckPolicy pdfaCheck,
            Interruption interruption) {
        try (engines;
                ConvertProgress progress = new ConvertProgress(context)) {
            BatchConverter converter = BatchConverter.builder()
                    .home(home)
                    .digitizer(engines.digitizer(1))
                    .signer(PadesSigner.builder().key(key).build())
                    .index(Homes.indexing(home))
                    .agency(engines.agency().orElse(""))
                    .jobs(engines.jobs())
                    .pdfaCheck(pdfaCheck)
                    .listener(progress)
                    .build();
            interruption.stopsBy(converter::stop);
            return converter.convert(files);
        }
    }

    private static PrintWriter writer(Path file) throws IOException {
        return new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    }

    // For people -------------------------------------------------------------------------------------------------

    private void print(BatchReport result) {
        Table table = new Table(terminal().width(), "");
        row(table, "converted", result, Outcome.CONVERTED);
        row(table, "duplicates", result, Outcome.DUPLICATE);
        row(table, "skipped", result, Outcome.SKIPPED);
        row(table, "failed", result, Outcome.FAILED);
        row(table, "notDone", result, Outcome.NOT_DONE);
        table.print(out());
        for (FileReport file : result.with(Outcome.DUPLICATE)) {
            print("convert.duplicateOf", file.file(), String.valueOf(file.sameAs()));
        }
        for (FileReport file : result.with(Outcome.FAILED)) {
            if (file.failure() != null) {
                out().println("  "
                        + Failures.oneLine(
                                file.failure().exception().message(context().locale())));
            }
        }
        for (FileReport file : result.with(Outcome.CONVERTED)) {
            for (String warning : file.warnings()) {
                print("convert.warning", file.file(), warning);
            }
        }
        long minutes = Math.max(1, result.elapsed().toMillis());
        print(
                "convert.time",
                Times.span(result.elapsed()),
                result.pages(),
                Math.round(result.pages() * 60_000.0 / minutes));
        if (!result.indexed()) {
            print("convert.notIndexed");
        }
        if (result.count(Outcome.CONVERTED) > 0) {
            print("convert.next", context().home());
        }
    }

    private void row(Table table, String word, BatchReport result, Outcome outcome) {
        int count = result.count(outcome);
        if (count > 0 || outcome == Outcome.CONVERTED) {
            table.row(texts().get("convert." + word), count);
        }
    }

    // For programs -----------------------------------------------------------------------------------------------

    private void write(JsonGenerator json, BatchReport result) throws IOException {
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
        json.writeArrayFieldStart("files");
        for (FileReport file : result.files()) {
            write(json, file);
        }
        json.writeEndArray();
    }

    private void write(JsonGenerator json, FileReport file) throws IOException {
        json.writeStartObject();
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
        Json.error(
                json,
                file.failure() == null ? null : file.failure().exception(),
                context().locale());
        json.writeEndObject();
    }
}

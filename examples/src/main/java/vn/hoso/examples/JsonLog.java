package vn.hoso.examples;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import vn.hoso.digitize.FileReport;
import vn.hoso.digitize.Progress;
import vn.hoso.digitize.ProgressListener;
import vn.hoso.digitize.Step;
import vn.hoso.failure.HosoException;

/**
 * The log of a run as JSON, an object a line: warnings, and what becomes of each file.
 *
 * <p>It may leave the machine, so it holds nothing of what papers say and no names of files, which often are names of
 * people: a file is known by the digest of its content, a failure by its code. Of what the libraries below log, only errors
 * are told, and of these only who logged them: their words may repeat what a file holds, and are in the log files of the
 * home, with their warnings.
 */
final class JsonLog implements ProgressListener, AutoCloseable {
    private static final String OURS = "vn.hoso.";

    private final Terminal terminal;
    private Progress last = new Progress(0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO);

    private JsonLog(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A log that hears all warnings of this process until it is closed. */
    static JsonLog on(Terminal terminal) {
        JsonLog log = new JsonLog(terminal);
        Logs.tell(log::warned);
        log.line("info", "started", json -> {});
        return log;
    }

    @Override
    public void progress(Progress progress) {
        last = progress;
    }

    @Override
    public void finished(FileReport report) {
        String level = report.outcome() == FileReport.Outcome.FAILED ? "warn" : "info";
        line(level, "file", json -> {
            Json.optional(json, "sha256", report.sha256());
            json.writeStringField("outcome", report.outcome().name());
            if (report.failure() != null) {
                json.writeStringField(
                        "problem", report.failure().exception().problem().name());
            }
            json.writeNumberField("pages", report.pages());
            json.writeNumberField("warnings", report.warnings().size());
            json.writeObjectFieldStart("seconds");
            for (Map.Entry<Step, Duration> time : report.times().entrySet()) {
                Json.seconds(json, time.getKey().name(), time.getValue());
            }
            json.writeEndObject();
        });
    }

    private void warned(ILoggingEvent event) {
        String logger = event.getLoggerName();
        if (!logger.startsWith(OURS) && !event.getLevel().isGreaterOrEqual(Level.ERROR)) {
            return;
        }
        line(event.getLevel().toString().toLowerCase(Locale.ROOT), "log", json -> {
            json.writeStringField("logger", logger);
            if (logger.startsWith(OURS)) {
                json.writeStringField("message", event.getFormattedMessage());
            }
            if (event.getThrowableProxy() != null) {
                error(json, event.getThrowableProxy());
            }
        });
    }

    private static void error(JsonGenerator json, IThrowableProxy thrown) throws IOException {
        json.writeStringField("error", thrown.getClassName());
        if (thrown instanceof ThrowableProxy known && known.getThrowable() instanceof HosoException failure) {
            json.writeStringField("problem", failure.problem().name());
        }
        if (thrown.getStackTraceElementProxyArray().length > 0) {
            json.writeStringField("at", thrown.getStackTraceElementProxyArray()[0].getSTEAsString());
        }
    }

    private synchronized void line(String level, String event, Json.Members members) {
        terminal.err().println(Json.line(json -> {
            json.writeStringField("time", Instant.now().toString());
            json.writeStringField("level", level);
            json.writeStringField("event", event);
            members.write(json);
        }));
        terminal.err().flush();
    }

    @Override
    public void close() {
        Logs.tellNobody();
        line("info", "ended", json -> {
            json.writeNumberField("files", last.files());
            json.writeNumberField("done", last.done());
            json.writeNumberField("failed", last.failed());
            json.writeNumberField("pagesRead", last.pagesRead());
            Json.seconds(json, "elapsed", last.elapsed());
        });
    }
}

package vn.hoso.examples;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;

/** Writes JSON for programs: one object a line. */
final class Json {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().configure(SerializationFeature.FLUSH_AFTER_WRITE_VALUE, false);
    private static final JsonFactory FACTORY = MAPPER.getFactory();

    private Json() {}

    /** Writes the members of an object. */
    @FunctionalInterface
    interface Members {
        /**
         * Writes them.
         *
         * @param json where to
         * @throws IOException never, when writing to memory
         */
        void write(JsonGenerator json) throws IOException;
    }

    /** An object on one line. */
    static String line(Members members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** An object on several lines, for people too. */
    static void pretty(PrintWriter out, Members members) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        }
        out.println();
    }

    static void strings(JsonGenerator json, String name, Collection<?> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (Object value : values) {
            json.writeString(String.valueOf(value));
        }
        json.writeEndArray();
    }

    /** A value that may be missing; it is written as null then. */
    static void optional(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, String.valueOf(value));
        }
    }

    static void seconds(JsonGenerator json, String name, Duration value) throws IOException {
        json.writeNumberField(name, value.toMillis() / 1000.0);
    }

    /** The code and the message of a failure, or null. */
    static void error(JsonGenerator json, @Nullable HosoException failure, Locale locale) throws IOException {
        if (failure == null) {
            json.writeNullField("error");
            return;
        }
        json.writeObjectFieldStart("error");
        json.writeStringField("code", failure.problem().name());
        json.writeStringField("message", Failures.oneLine(failure.message(locale)));
        json.writeEndObject();
    }

    /** The members of a map of maps, lists, strings, numbers and nulls. */
    static void members(JsonGenerator json, Map<String, ? extends @Nullable Object> map) throws IOException {
        for (Map.Entry<String, ? extends @Nullable Object> member : map.entrySet()) {
            json.writeFieldName(member.getKey());
            MAPPER.writeValue(json, member.getValue());
        }
    }

    /** A share to four decimals. */
    static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}

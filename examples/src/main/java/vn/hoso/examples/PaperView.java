package vn.hoso.examples;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.hoso.digitize.ReviewItem;
import vn.hoso.digitize.Stated;
import vn.hoso.paper.Doubts;
import vn.hoso.paper.Field;
import vn.hoso.paper.FieldKind;
import vn.hoso.paper.PaperType;
import vn.hoso.paper.PresentPlaces;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.Decision;

/** A paper, for people and for programs. */
final class PaperView {
    private PaperView() {}

    /** The name of a paper type in the language of the user; its key where the type is not known. */
    static String type(Context context, String key) {
        return context.types()
                .find(key)
                .map(type -> type.name(context.locale().getLanguage()))
                .orElse(key);
    }

    static void print(Context context, ReviewItem item) {
        DigitisedRecord record = item.record();
        Texts texts = context.texts();
        PrintWriter out = context.terminal().out();
        out.println(texts.get(
                "review.head",
                type(context, record.type()),
                DigitizeCommand.percent(record.typeConfidence()),
                texts.word("state", item.entry().state()),
                texts.word("level", record.level())));
        out.println(texts.get(
                "review.from",
                record.source().name(),
                record.source().firstPage() == record.source().lastPage()
                        ? record.source().firstPage()
                        : record.source().firstPage() + "-" + record.source().lastPage()));
        if (record.resultCode() != null) {
            out.println(texts.get("review.code", record.resultCode()));
        }
        item.original()
                .ifPresent(kind -> out.println(texts.get(
                        item.originalDoubted() ? "review.originalDoubted" : "review.original",
                        context.eligibility().name(kind, context.locale()))));
        Table table = new Table(context.terminal().width(), "  ");
        for (Field field : record.fields()) {
            table.row(
                    field.key(),
                    DigitizeCommand.percent(field.confidence()),
                    field.accepted() ? "✓" : item.entry().toLook().contains(field.key()) ? "?" : "",
                    field.page() == 0 ? "" : texts.get("find.page", field.page()),
                    String.join(" | ", values(field)));
        }
        table.print(out);
        for (Field field : record.fields()) {
            for (String doubt : field.doubts()) {
                out.println("  " + field.key() + ": " + Doubts.sentence(doubt, context.locale()));
            }
        }
        present(context, record)
                .forEach((key, place) ->
                        out.println("  " + key + ": " + texts.get("review.present", place.unit(), place.since())));
        Handover.lines(record, context).forEach(out::println);
        for (Decision decision : item.decisions()) {
            if (decision.action().equals(Stated.ACTION)) {
                continue;
            }
            out.println(texts.get(
                    "review.decision", Times.MINUTE.format(decision.at()), decision.actor(), decision.action()));
        }
        out.println("  id " + record.id());
    }

    /** Where places lie today that older papers name; what is printed stays as it is. */
    private static Map<String, PresentPlaces.Present> present(Context context, DigitisedRecord record) {
        Map<String, PresentPlaces.Present> places = new LinkedHashMap<>();
        PaperType type = context.types().find(record.type()).orElse(null);
        LocalDate today = LocalDate.now(Times.VIETNAM);
        PresentPlaces table = context.places();
        for (Field field : record.fields()) {
            if (type != null
                    && type.field(field.key())
                            .filter(declared -> declared.kind() == FieldKind.PLACE)
                            .isPresent()) {
                table.of(field.value(), today).ifPresent(place -> places.put(field.key(), place));
            }
        }
        return places;
    }

    /** The value and the other readings of it. */
    private static List<String> values(Field field) {
        List<String> values = new ArrayList<>();
        values.add(field.value());
        values.addAll(field.alternatives());
        return values;
    }

    static void write(JsonGenerator json, ReviewItem item) throws IOException {
        DigitisedRecord record = item.record();
        json.writeStringField("id", record.id().value());
        json.writeStringField("type", record.type());
        json.writeNumberField("typeConfidence", Json.rounded(record.typeConfidence()));
        json.writeStringField("state", item.entry().state().name());
        json.writeStringField("level", record.level().name());
        Json.optional(json, "resultCode", record.resultCode());
        json.writeStringField("source", record.source().name());
        json.writeObjectFieldStart("fields");
        for (Field field : record.fields()) {
            DigitizeCommand.write(json, field.key(), field);
        }
        json.writeEndObject();
        Json.strings(json, "toLook", item.entry().toLook());
    }
}

package vn.hoso.reuse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.Field;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.text.Vietnamese;

/** Fills in a form from records that may be re-used, each value with where it comes from. */
final class Prefill {
    /** The doubt of a value that somebody typed without the diacritics of the paper. */
    static final String WITHOUT_DIACRITICS = "typed_without_diacritics";

    private static final String CARD = "identity_card";

    private final NumberKeys numbers;

    Prefill(NumberKeys numbers) {
        this.numbers = numbers;
    }

    Map<String, Plan.Prefilled> fill(
            List<Procedure.FormField> form,
            Records.@Nullable Loaded card,
            List<Plan.ComponentAnswer> answers,
            Map<PaperId, Records.Loaded> papers) {
        List<Records.Loaded> usable = new ArrayList<>();
        Map<PaperId, Answer.Proof> proofs = new LinkedHashMap<>();
        for (Plan.ComponentAnswer answer : answers) {
            if (answer.answer() instanceof Answer.Reusable reusable) {
                Records.Loaded loaded = papers.get(reusable.record());
                if (loaded != null && !usable.contains(loaded)) {
                    usable.add(loaded);
                    proofs.put(reusable.record(), reusable.proof());
                }
            }
        }
        Map<String, Plan.Prefilled> filled = new LinkedHashMap<>();
        for (Procedure.FormField field : form) {
            List<Value> values = new ArrayList<>();
            field.sources().forEach(source -> values.addAll(values(source, card, usable)));
            if (!values.isEmpty()) {
                filled.put(field.key(), prefilled(values, proofs));
            }
        }
        return filled;
    }

    private record Value(Records.Loaded loaded, Field field) {}

    private static List<Value> values(
            Procedure.Source source, Records.@Nullable Loaded card, List<Records.Loaded> usable) {
        List<Value> values = new ArrayList<>();
        if (source.type().equals(CARD)) {
            add(values, card, source.field());
            return values;
        }
        boolean any = source.type().equals(Procedure.Source.ANY);
        for (Records.Loaded loaded : usable) {
            if (any || loaded.record().type().equals(source.type())) {
                Field field = Records.field(loaded.record(), source.field());
                if (field != null && !(any && field.doubts().contains(WITHOUT_DIACRITICS))) {
                    values.add(new Value(loaded, field));
                }
            }
        }
        return values;
    }

    private static void add(List<Value> values, Records.@Nullable Loaded loaded, String key) {
        Field field = loaded == null ? null : Records.field(loaded.record(), key);
        if (loaded != null && field != null) {
            values.add(new Value(loaded, field));
        }
    }

    private Plan.Prefilled prefilled(List<Value> values, Map<PaperId, Answer.Proof> proofs) {
        Value first = values.get(0);
        Field field = first.field();
        DigitisedRecord record = first.loaded().record();
        Answer.Proof proof = proofs.get(first.loaded().id());
        DigitisedRecord.Event verified = verified(record);
        return new Plan.Prefilled(
                field.value(),
                numbers.isNumeric(record.type(), field.key(), field.value()),
                first.loaded().id(),
                first.loaded().version(),
                record.type(),
                field.key(),
                field.page(),
                field.box(),
                first.loaded().sha256(),
                seal(first.loaded(), proof),
                verified == null ? null : verified.actor(),
                verified == null ? null : verified.at(),
                others(values));
    }

    private static @Nullable String seal(Records.Loaded loaded, Answer.@Nullable Proof proof) {
        if (proof != null) {
            return proof.sealSha256();
        }
        return loaded.seal() == null ? null : Records.sha256(loaded.seal());
    }

    private static DigitisedRecord.@Nullable Event verified(DigitisedRecord record) {
        DigitisedRecord.Event last = null;
        for (DigitisedRecord.Event event : record.history()) {
            if (event.action().equals("confirm") || event.action().equals("import")) {
                last = event;
            }
        }
        return last;
    }

    /** Values that differ in more than spelling; of each record the first. */
    private static List<Plan.Other> others(List<Value> values) {
        Value first = values.get(0);
        List<Plan.Other> others = new ArrayList<>();
        for (Value value : values) {
            boolean same = Vietnamese.fold(value.field().value())
                    .equals(Vietnamese.fold(first.field().value()));
            if (!same && !value.loaded().id().equals(first.loaded().id())) {
                others.add(new Plan.Other(value.field().value(), value.loaded().id()));
            }
        }
        return others;
    }
}

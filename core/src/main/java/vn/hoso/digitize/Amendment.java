package vn.hoso.digitize;

import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.hoso.extract.Conclusions;
import vn.hoso.extract.Extraction;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperTypes;
import vn.hoso.paper.Validity;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.DigitisedRecord.Ending;
import vn.hoso.record.DigitisedRecord.Event;
import vn.hoso.record.FieldDigests;
import vn.hoso.registry.Decision;

/** The next version of a record in the making: the same paper with some things changed. */
final class Amendment {
    private final DigitisedRecord before;
    private final PaperTypes types;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final List<Event> history;
    private String type;
    private double typeConfidence;
    private @Nullable String kind;
    private Level level;
    private DigitisedRecord.State state;
    private @Nullable String resultCode;
    private @Nullable Ending ending;
    private Owner owner;
    private Validity validity;

    Amendment(DigitisedRecord before, PaperTypes types) {
        this.before = before;
        this.types = types;
        type = before.type();
        typeConfidence = before.typeConfidence();
        kind = before.kind();
        before.fields().forEach(field -> fields.put(field.key(), field));
        history = new ArrayList<>(before.history());
        level = before.level();
        state = before.state();
        resultCode = before.resultCode();
        ending = before.ending();
        owner = before.owner();
        validity = before.validity();
    }

    /** The value of a field now, or null. */
    @Nullable
    String value(String key) {
        Field field = fields.get(key);
        return field == null ? null : field.value();
    }

    /** Takes over what was said and waits; corrections of fields that the type does not have stay aside. */
    void take(List<Decision> decisions) {
        for (Decision decision : decisions) {
            String key = decision.key();
            if (decision.action().equals(Originals.STATED)) {
                history.add(new Event(
                        decision.at(),
                        decision.actor(),
                        decision.action(),
                        null,
                        decision.oldValue(),
                        decision.newValue(),
                        null));
            }
            if (decision.action().equals("correct") && key != null && has(key)) {
                String value = decision.newValue() == null ? "" : decision.newValue();
                correct(key, value, decision.actor(), decision.at());
            }
        }
    }

    private boolean has(String key) {
        return fields.containsKey(key)
                || types.find(type).flatMap(declared -> declared.field(key)).isPresent();
    }

    /** Puts a typed value in the place of what was read; an empty one takes the field away. */
    void correct(String key, String typed, String actor, Instant at) {
        if (!has(key)) {
            throw new HosoException(Problem.NOT_FOUND, key, "field of " + type);
        }
        Field old = fields.get(key);
        String value = Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
        if (value.isEmpty()) {
            fields.remove(key);
        } else {
            fields.put(
                    key,
                    new Field(
                            key,
                            value,
                            old == null ? "" : old.printed(),
                            1,
                            old == null ? 0 : old.page(),
                            old == null ? null : old.box(),
                            Method.OFFICER,
                            true,
                            List.of(),
                            List.of()));
        }
        types.find(type).ifPresent(declared -> {
            owner = Conclusions.owner(declared, fields);
            validity = Conclusions.validity(declared, fields);
        });
        history.add(new Event(
                at, actor, "correct", key, old == null ? null : old.value(), value.isEmpty() ? null : value, null));
    }

    /** Makes it a paper of another type, with the fields that were extracted under that type. */
    void retype(Extraction found, @Nullable String code, String actor, Instant at) {
        history.add(new Event(at, actor, "retype", null, type, found.type(), null));
        type = found.type();
        typeConfidence = found.typeConfidence();
        kind = code;
        fields.clear();
        fields.putAll(found.fields());
        owner = found.owner();
        validity = found.validity();
        level = ReviewNeed.level(List.copyOf(fields.values()));
    }

    /** Officers have confirmed what stands in the record. */
    void confirm(String code, List<Decision> confirmations) {
        level = Level.SEALED;
        resultCode = code;
        confirmations.forEach(
                yes -> history.add(new Event(yes.at(), yes.actor(), yes.action(), null, null, null, null)));
    }

    /** The paper no longer counts; where others take its place they are named. */
    void end(
            DigitisedRecord.State how,
            Ending why,
            String action,
            String actor,
            Instant at,
            @Nullable String successors) {
        state = how;
        ending = why;
        history.add(new Event(at, actor, action, null, null, successors, why.reason()));
    }

    /** The record without proofs of single fields. */
    DigitisedRecord plain() {
        return new DigitisedRecord(
                before.id(),
                type,
                typeConfidence,
                level,
                state,
                resultCode,
                owner,
                validity,
                List.copyOf(fields.values()),
                before.source(),
                before.rendition(),
                history,
                kind,
                before.coOwners(),
                ending);
    }

    /** The record with fresh salts, ready to be sealed. */
    DigitisedRecord provable(RandomGenerator random) {
        DigitisedRecord plain = plain();
        return plain.withDigests(FieldDigests.of(plain.fields(), random));
    }
}

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
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperType;
import vn.hoso.paper.PaperTypes;
import vn.hoso.paper.Validity;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.DigitisedRecord.Ending;
import vn.hoso.record.DigitisedRecord.Event;
import vn.hoso.record.FieldDigests;

/** The next version of a record in the making: the same paper with some things changed. */
final class Amendment {
    private final DigitisedRecord before;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final List<Event> history;
    private Level level;
    private DigitisedRecord.State state;
    private @Nullable String resultCode;
    private @Nullable Ending ending;
    private Owner owner;
    private Validity validity;

    Amendment(DigitisedRecord before) {
        this.before = before;
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

    /** Puts a typed value in the place of what was read; an empty one takes the field away. */
    void correct(String key, String typed, String actor, Instant at, PaperTypes types) {
        PaperType type = types.find(before.type()).orElse(null);
        Field old = fields.get(key);
        if (old == null && (type == null || type.field(key).isEmpty())) {
            throw new HosoException(Problem.NOT_FOUND, key, "field of " + before.type());
        }
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
        if (type != null) {
            owner = Conclusions.owner(type, fields);
            validity = Conclusions.validity(type, fields);
        }
        history.add(new Event(
                at, actor, "correct", key, old == null ? null : old.value(), value.isEmpty() ? null : value, null));
    }

    /** An officer has confirmed what stands in the record. */
    void confirm(String code, String actor, Instant at) {
        level = Level.SEALED;
        resultCode = code;
        history.add(new Event(at, actor, "confirm", null, null, null, null));
    }

    /** The paper no longer counts. */
    void end(DigitisedRecord.State how, Ending why, String action, String actor, Instant at) {
        state = how;
        ending = why;
        history.add(new Event(at, actor, action, null, null, null, why.reason()));
    }

    /** The record without proofs of single fields. */
    DigitisedRecord plain() {
        return new DigitisedRecord(
                before.id(),
                before.type(),
                before.typeConfidence(),
                level,
                state,
                resultCode,
                owner,
                validity,
                List.copyOf(fields.values()),
                before.source(),
                before.rendition(),
                history,
                before.kind(),
                before.coOwners(),
                ending);
    }

    /** The record with fresh salts, ready to be sealed. */
    DigitisedRecord provable(RandomGenerator random) {
        DigitisedRecord plain = plain();
        return plain.withDigests(FieldDigests.of(plain.fields(), random));
    }
}

package vn.hoso.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.record.RecordCodec;
import vn.hoso.search.LuceneRecordIndex;

/** Scenarios full of traps, made at random, against the rules read plainly; in any order of their parts. */
class ScenarioVariantsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final LocalDate[] DAYS = {
        LocalDate.parse("2024-02-29"),
        LocalDate.parse("2023-08-31"),
        LocalDate.parse("2024-08-31"),
        LocalDate.parse("2024-10-31"),
        LocalDate.parse("2025-01-31"),
        LocalDate.parse("2025-02-28"),
        LocalDate.parse("2025-03-10"),
        LocalDate.parse("2025-08-30")
    };

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void answersAsTheRulesSay(long seed) throws IOException {
        ObjectNode scenario = new Maker(seed).scenario();
        List<String> lines = play(scenario, "first");
        List<String> wrong = new ArrayList<>();
        JsonNode questions = scenario.get("questions");
        assertThat(lines).hasSize(questions.size());
        ScenarioModel model = new ScenarioModel(scenario);
        for (int i = 0; i < lines.size(); i++) {
            JsonNode expected = model.answer(questions.get(i));
            if (!JSON.readTree(lines.get(i)).equals(JSON.readTree(expected.toString()))) {
                wrong.add(questions.get(i) + "\n  answer   " + lines.get(i) + "\n  expected " + expected);
            }
        }
        assertThat(wrong).as("seed " + seed).isEmpty();
        assertThat(model.kinds()).as("every kind of answer occurs").hasSizeGreaterThanOrEqualTo(6);

        for (String part : List.of("people", "records", "catalogue")) {
            List<JsonNode> shuffled = new ArrayList<>();
            scenario.get(part).forEach(shuffled::add);
            Collections.shuffle(shuffled, new Random(seed));
            scenario.putArray(part).addAll(shuffled);
        }
        assertThat(play(scenario, "second"))
                .as("in another order, seed " + seed)
                .isEqualTo(lines);
    }

    @Test
    void answersWhatCanNotBeAnsweredWithALine() throws IOException {
        ObjectNode scenario = (ObjectNode) JSON.readTree("""
                {"records": [
                  {"record_id": "R1", "type": "x", "result_code": "K", "owner_id": "001090000001", "fields": {"a": null, "b": [1]},
                   "issue_date": "2025-02-30", "verified": "officer"},
                  {"record_id": "R2", "type": "x", "result_code": "K", "owner_id": "001090000002", "fields": {},
                   "issue_date": "2025-01-01", "verified": "officer", "revoked": true},
                  {"record_id": "R3", "type": "x", "result_code": "K", "owner_id": "001090000003", "fields": {},
                   "issue_date": "2025-01-01", "verified": "officer", "superseded_by": "R99"},
                  {"record_id": "R4", "type": "x", "result_code": "K", "owner_id": "001090000004", "fields": {},
                   "issue_date": "2025-01-01", "verified": "some new word", "scan": {"file": "absent.pdf", "paper": 7}}],
                 "catalogue": {"code": "1.1", "executionCases": [{"profileComponents": [
                   {"code": "C", "replacementResultCodes": ["K"]}]}]},
                 "questions": [
                  {"question_id": "Q1", "procedure": "1.1", "owner_id": "001090000001", "on_date": "2025-06-01"},
                  {"question_id": "Q2", "procedure": "1.1", "owner_id": "001090000002", "on_date": "2025-06-01"},
                  {"question_id": "Q3", "procedure": "1.1", "owner_id": "001090000003", "on_date": "2025-06-01"},
                  {"question_id": "Q4", "procedure": "1.1", "owner_id": "001090000004", "on_date": "2025-06-01"},
                  {"question_id": "Q5", "procedure": "1.1", "owner_id": "", "on_date": "2025-06-01"},
                  {"question_id": "Q6", "procedure": "1.1", "owner_id": "001090000004", "on_date": "yesterday"},
                  {"question_id": "Q7"}]}
                """);
        List<String> answers = new ArrayList<>();
        for (String line : play(scenario, "odd")) {
            JsonNode answer = JSON.readTree(line);
            answers.add(answer.path("question_id").asText() + " "
                    + answer.path("components")
                            .path(0)
                            .path("answer")
                            .asText(answer.path("error").asText()));
        }
        assertThat(answers)
                .containsExactly(
                        "Q1 CANNOT_TELL",
                        "Q2 REVOKED",
                        "Q3 SUPERSEDED_BY(R99)",
                        "Q4 UNVERIFIED",
                        "Q5 MISSING",
                        "Q6 BAD_DATE",
                        "Q7 BAD_DATE");
        scenario.putArray("catalogue");
        assertThat(play(scenario, "no catalogue")).hasSize(7).allMatch(line -> line.contains("\"components\":[]"));
    }

    private List<String> play(ObjectNode scenario, String name) throws IOException {
        Path file = Files.write(folder.resolve(name + ".json"), JSON.writeValueAsBytes(scenario));
        RecordCodec codec = new RecordCodec();
        List<String> lines = new ArrayList<>();
        try (LuceneRecordIndex index = LuceneRecordIndex.open(folder.resolve(name))) {
            new ScenarioRunner(new MemoryHome(), index, null, codec::encode, codec::decode).run(file, lines::add);
        }
        return lines;
    }

    /** Makes a scenario. */
    private static final class Maker {
        private static final String[] NAMES = {"Phạm Minh Phúc", "Lương Phương Thảo", "Đặng Thị Hòa", "Nguyễn Văn Ạ"};
        private static final String[][] TYPES = {
            {"identity_card", "KQ.G01.000007"},
            {"marital_status_certificate", "KQ.G15.000036"},
            {"land_use_certificate", "KQ.G13.000021"},
            {"land_use_certificate", "KQ.G13.000022"},
            {"criminal_record_certificate_1", "KQ.G15.000041"},
            {"marriage_certificate", "KQ.G15.000032"},
            {"construction_permit", "KQ.G17.000015"}
        };

        private final Random random;
        private final List<String> ids = new ArrayList<>();
        private final List<String> old = new ArrayList<>();
        private final List<LocalDate> days = new ArrayList<>();
        private final List<String> numbers = new ArrayList<>();

        Maker(long seed) {
            random = new Random(seed);
        }

        ObjectNode scenario() {
            ObjectNode scenario = JSON.createObjectNode().put("set", "variants");
            people(scenario.putArray("people"));
            records(scenario.putArray("records"));
            catalogue(scenario.putArray("catalogue"));
            questions(scenario.putArray("questions"));
            return scenario;
        }

        private boolean once(int in) {
            return random.nextInt(in) == 0;
        }

        private <T> T one(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        private void people(ArrayNode people) {
            for (int i = 0; i < 10; i++) {
                ids.add("0010900000" + (10 + i));
                old.add(i % 2 == 0 ? "1111111" + (10 + i) : "");
                people.addObject()
                        .put("id_number", ids.get(i))
                        .put("old_cmnd", old.get(i))
                        .put("full_name", NAMES[i % NAMES.length]) // namesakes with one birth date
                        .put("dob", "1990-02-28");
            }
        }

        private LocalDate day() {
            LocalDate day = once(3)
                    ? LocalDate.of(2023, 6, 1).plusDays(random.nextInt(800))
                    : DAYS[random.nextInt(DAYS.length)];
            days.add(day);
            return day;
        }

        private void records(ArrayNode records) {
            for (int n = 1; n <= 110; n++) {
                int person = random.nextInt(ids.size());
                String[] type = TYPES[random.nextInt(TYPES.length)];
                boolean ownerless = once(12);
                boolean underOld = !old.get(person).isEmpty() && once(5);
                LocalDate issued = day();
                String number = once(4) ? String.valueOf(random.nextInt(9)) : n + "/UBND-XN";
                numbers.add(number);
                ObjectNode record = records.addObject()
                        .put("record_id", "R" + n)
                        .put("type", type[0])
                        .put("result_code", type[1])
                        .put("document_number", number)
                        .put("owner_id", ownerless ? "" : underOld ? old.get(person) : ids.get(person))
                        .put("owner_name", once(5) ? "PHAM MINH PHUC" : NAMES[person % NAMES.length]);
                ArrayNode others = record.putArray("co_owner_ids");
                if (type[0].startsWith("m") && once(3)) {
                    String spouse = one(ids);
                    others.add(spouse);
                }
                boolean bare = once(6);
                if (bare) {
                    record.put("typed_without_diacritics", true);
                }
                fields(record.putObject("fields"), person, bare, n);
                record.put("issue_date", issued.toString());
                expiry(record, type[0], issued);
                record.put("verified", once(5) ? "ocr" : "officer");
                record.putNull("revoked");
                if (once(10)) {
                    LocalDate revoked = issued.plusDays(random.nextInt(200));
                    days.add(revoked);
                    record.putObject("revoked").put("date", revoked.toString()).put("reason", "sai");
                }
                record.putNull("superseded_by");
                record.putObject("scan").put("file", "absent-" + n + ".pdf").putNull("paper");
            }
            chains(records);
        }

        /** Up to three papers, each replaced by the next; the next may be of another kind or of the same day. */
        private void chains(ArrayNode records) {
            for (int chain = 0; chain < 12; chain++) {
                int at = random.nextInt(records.size() - 2);
                for (int link = 0; link < 2; link++) {
                    ObjectNode before = (ObjectNode) records.get(at + link);
                    ObjectNode after = (ObjectNode) records.get(at + link + 1);
                    before.put("superseded_by", after.get("record_id").asText());
                    if (once(2)) {
                        for (String key : List.of("owner_id", "type", "result_code", "co_owner_ids")) {
                            after.set(key, before.get(key));
                        }
                    }
                }
            }
        }

        private void expiry(ObjectNode record, String type, LocalDate issued) {
            LocalDate until = switch (type) {
                case "marital_status_certificate" -> issued.plusMonths(6);
                case "construction_permit" -> issued.plusMonths(12);
                case "identity_card" -> issued.plusDays(random.nextInt(900));
                default -> null;
            };
            if (until != null) {
                days.add(until);
            }
            record.put("expiry", until == null ? null : until.toString());
            days.add(issued.plusMonths(6));
        }

        private void fields(ObjectNode fields, int person, boolean bare, int n) {
            if (!once(4)) {
                fields.put("full_name", bare ? "PHAM MINH PHUC" : NAMES[person % NAMES.length]);
            }
            if (once(2)) {
                fields.put("dob", "1990-02-28");
            }
            if (once(3)) {
                fields.putNull("residence");
            } else {
                fields.put("residence", "Thôn " + n);
            }
            fields.put("id_number", ids.get(person))
                    .put("area_m2", n + 0.5)
                    .put("parcel_number", n)
                    .put("status", " ");
            if (once(3)) {
                fields.put("old_id_number", old.get(person));
            }
        }

        private void catalogue(ArrayNode catalogue) {
            for (int p = 1; p <= 6; p++) {
                boolean portal = p % 2 == 0;
                ObjectNode procedure = catalogue.addObject().put(portal ? "code" : "MaTTHC", "1.00000" + p);
                ArrayNode components = procedure
                        .putArray(portal ? "executionCases" : "THANHPHANHOSO")
                        .addObject()
                        .put(portal ? "name" : "TRUONGHOP", "Trường hợp chung")
                        .putArray(portal ? "profileComponents" : "GIAYTO");
                components
                        .addObject()
                        .put(portal ? "code" : "MAGIAYTO", "TK" + p)
                        .put("MA_KQ_THAYTHE", "");
                for (int c = 1; c <= 4; c++) {
                    String kind = TYPES[random.nextInt(TYPES.length)][1];
                    String other = TYPES[random.nextInt(TYPES.length)][1];
                    ObjectNode component = components
                            .addObject()
                            .put(portal ? "code" : "MAGIAYTO", "C" + p + c)
                            .put("MA_KQ_THAYTHE", once(3) ? kind + ";" + other : kind);
                    component.put("TUOI_TOI_DA_THANG", once(3) ? Integer.valueOf(once(2) ? 6 : 1) : null);
                }
                ObjectNode form = procedure.putObject(portal ? "form" : "BIEUMAU");
                form.putArray("name").add("identity_card.full_name").add("any.full_name");
                form.putArray("dob").add("marriage_certificate.dob").add("any.dob");
                form.putArray("where")
                        .add("marital_status_certificate.residence")
                        .add("identity_card.residence");
                form.putArray("area").add("land_use_certificate.area_m2").add("any.parcel_number");
                form.putArray("status").add("any.status").add("any.nothing");
            }
        }

        private void questions(ArrayNode questions) {
            for (int q = 1; q <= 150; q++) {
                String owner = switch (random.nextInt(12)) {
                    case 0 -> "099099099099";
                    case 1 -> "999999999";
                    case 2, 3 ->
                        one(old.stream().filter(number -> !number.isEmpty()).toList());
                    default -> one(ids);
                };
                ObjectNode question = questions
                        .addObject()
                        .put("question_id", "Q" + q)
                        .put("procedure", once(40) ? "9.999999" : "1.00000" + (1 + random.nextInt(6)))
                        .put("owner_id", owner)
                        .put(
                                "on_date",
                                one(days).plusDays(random.nextInt(3) - 1L).toString());
                if (once(4)) {
                    String procedure = question.get("procedure").asText();
                    question.putArray("presented")
                            .addObject()
                            .put(
                                    "component",
                                    "C" + procedure.substring(procedure.length() - 1) + (1 + random.nextInt(4)))
                            .put("document_number", once(5) ? "none" : one(numbers));
                }
            }
        }
    }
}

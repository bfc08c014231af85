package vn.hoso.extract;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hoso.id.PersonalId;
import vn.hoso.id.TaxCode;
import vn.hoso.paper.FieldKind;
import vn.hoso.paper.PaperType;
import vn.hoso.text.Vietnamese;

/** Compares the fields of a paper with each other, as its type and the kinds of its fields demand. */
final class CrossChecks {
    private final Map<String, Reading> readings;

    private CrossChecks(Map<String, Reading> readings) {
        this.readings = readings;
    }

    static void run(PaperType type, Map<String, Reading> readings) {
        CrossChecks checks = new CrossChecks(readings);
        for (var field : type.fields()) {
            Reading reading = readings.get(field.key());
            if (reading == null) {
                continue;
            }
            if (field.kind() == FieldKind.TAX_CODE) {
                taxCode(reading);
            }
            for (String check : field.checks()) {
                String[] parts = check.split(":", 2);
                checks.run(parts[0], reading, parts[1].split("/", -1));
            }
        }
        checks.numberAndSymbol();
        checks.placeAndAgency();
    }

    /** A commune office signs in its commune: {@code UBND xã Tân Phú} and {@code Tân Phú, ngày …} bear each other out. */
    private void placeAndAgency() {
        Reading place = readings.get("issue_place");
        Reading agency = readings.get("issuing_agency");
        if (place == null || agency == null) {
            return;
        }
        String name = place.value().replaceFirst("(?i)^(?:xã|phường|thị trấn|tỉnh|thành phố|TP\\.?)\\s+", "");
        String end = name.toLowerCase(Locale.ROOT);
        if (isRestOfName(agency.value(), name)) {
            place.contradict("incomplete");
        } else if (agency.value().toLowerCase(Locale.ROOT).endsWith(" " + end)) {
            place.agree();
            agency.agree();
        } else if (Vietnamese.fold(agency.value()).endsWith(" " + Vietnamese.fold(name))) {
            place.contradict("spelt_differently");
            agency.contradict("spelt_differently");
        }
    }

    /** Whether a place of one word is the end of a longer one: {@code Nam} of {@code tỉnh Quảng Nam}. */
    private static boolean isRestOfName(String agency, String place) {
        int at = agency.length() - place.length() - 1;
        if (at < 1 || place.indexOf(' ') >= 0 || !agency.endsWith(" " + place)) {
            return false;
        }
        String before = agency.substring(agency.lastIndexOf(' ', at - 1) + 1, at);
        return Character.isUpperCase(before.charAt(0))
                && agency.matches("(?iu).*(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường) "
                        + java.util.regex.Pattern.quote(before + " " + place));
    }

    private void run(String check, Reading reading, String[] others) {
        Reading other = readings.get(others[0]);
        switch (check) {
            case "after" -> order(other, reading);
            case "before" -> order(reading, other);
            case "same" -> same(reading, other);
            case "words" -> words(reading, other);
            case "person" -> person(reading, other, others.length > 1 ? readings.get(others[1]) : null);
            default -> throw new IllegalStateException("the schema allows no check " + check);
        }
    }

    private static void taxCode(Reading reading) {
        if (TaxCode.parse(reading.value()).isPresent()) {
            reading.prove();
        } else if (PersonalId.parse(reading.value()).filter(id -> !id.isOld()).isEmpty()) {
            reading.contradict("check_digit");
        }
    }

    private static void order(@Nullable Reading first, @Nullable Reading second) {
        if (first == null || second == null) {
            return;
        }
        Optional<LocalDate> a = day(first.value());
        Optional<LocalDate> b = day(second.value());
        if (a.isPresent() && b.isPresent() && a.get().isAfter(b.get())) {
            first.contradict("date_order");
            second.contradict("date_order");
        }
    }

    /** The same fact twice: the same name, or a date in digits and in words. */
    private static void same(Reading reading, @Nullable Reading other) {
        if (other == null) {
            return;
        }
        boolean words = reading.candidate().field().kind() == FieldKind.DATE_WORDS;
        Optional<LocalDate> said = words ? Dates.fromWords(reading.value()) : Optional.empty();
        if (words && said.isEmpty()) {
            return;
        }
        boolean agrees = words
                ? said.get().toString().equals(other.value())
                : reading.value().equalsIgnoreCase(other.value());
        if (agrees) {
            reading.prove();
            other.prove();
        } else {
            reading.contradict("differs");
            other.contradict("differs");
            reading.offer(other.value());
            other.offer(reading.value());
        }
    }

    private static void words(Reading digits, @Nullable Reading words) {
        if (words == null) {
            return;
        }
        Optional<Boolean> agree = digits.candidate().field().kind() == FieldKind.DECIMAL
                ? Numbers.agree(digits.value(), words.value())
                : Numbers.fromWords(words.value())
                        .map(number -> number.toString().equals(digits.value()));
        if (agree.isEmpty()) {
            return;
        }
        if (agree.get()) {
            digits.prove();
            words.prove();
        } else {
            digits.contradict("words_differ");
            words.contradict("words_differ");
        }
    }

    /** The 12 digits tell sex and year of birth. */
    private static void person(Reading number, @Nullable Reading birth, @Nullable Reading sex) {
        Optional<PersonalId> id = PersonalId.parse(number.value());
        if (id.isEmpty()) {
            number.contradict("malformed");
            return;
        }
        if (id.get().isOld()) {
            return;
        }
        boolean year = true;
        boolean any = false;
        if (birth != null && birth.value().matches("[0-9]{4}.*")) {
            any = true;
            year = id.get().agreesWithBirthYear(Integer.parseInt(birth.value().substring(0, 4)));
        }
        boolean sexes = true;
        if (sex != null && (sex.value().equals("Nam") || sex.value().equals("Nữ"))) {
            any = true;
            sexes = id.get().agreesWithSex(sex.value().equals("Nam") ? PersonalId.Sex.MALE : PersonalId.Sex.FEMALE);
        }
        if (any && year && sexes) {
            number.prove();
            if (birth != null) {
                birth.agree();
            }
            if (sex != null) {
                sex.prove();
            }
        }
        if (!year && birth != null) {
            number.contradict("birth_year_differs");
            birth.contradict("birth_year_differs");
        }
        if (!sexes && sex != null) {
            number.contradict("sex_differs");
            sex.contradict("sex_differs");
        }
    }

    private void numberAndSymbol() {
        Reading number = readings.get("document_number");
        Reading symbol = readings.get("document_symbol");
        if (number != null && symbol != null) {
            String tail = number.value().substring(number.value().indexOf('/') + 1);
            if (!tail.toLowerCase(Locale.ROOT).endsWith(symbol.value().toLowerCase(Locale.ROOT))) {
                number.contradict("symbol_differs");
            }
        }
    }

    static Optional<LocalDate> day(String iso) {
        try {
            return Optional.of(LocalDate.parse(iso));
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }
}

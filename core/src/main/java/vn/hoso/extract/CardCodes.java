package vn.hoso.extract;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the QR code and the machine-readable zone of an identity card say. */
final class CardCodes {
    private static final Pattern QR = Pattern.compile(
            "([0-9]{12})\\|([0-9]{9}|[0-9]{12})?\\|([^|]+)\\|([0-9]{8})\\|(Nam|Nữ)\\|([^|]*)\\|([0-9]{8})(?:\\|.*)?",
            Pattern.DOTALL);

    private static final Pattern LAND_QR = Pattern.compile(
            "([0-9]{8,15})\\|([A-ZĐ]{1,2} ?[0-9]{6,8})\\|([^|]+)\\|([0-9]{9,12})\\|([0-9]+)\\|([0-9]+)\\|([0-9.,]+)\\|([^|]+)\\|([0-9]{2}/[0-9]{2}/[0-9]{4})(?:\\|.*)?");

    private static final Pattern TD1_FIRST = Pattern.compile("I[D<]VNM([0-9]{9})([0-9])([0-9]{12})<<([0-9<])");
    private static final Pattern TD1_SECOND =
            Pattern.compile("([0-9]{6})([0-9])([MF<])([0-9]{6})([0-9])VNM<{11}([0-9])");

    private CardCodes() {}

    /** Key to value, normalised, of the QR code of a card. */
    static Optional<Map<String, String>> parseQr(String payload) {
        Matcher matcher = QR.matcher(payload.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id_number", matcher.group(1));
        fields.put("full_name", vn.hoso.text.Vietnamese.nameCase(matcher.group(3)));
        day(matcher.group(4)).ifPresent(day -> fields.put("dob", day));
        fields.put("sex", matcher.group(5));
        if (!matcher.group(6).isBlank()) {
            fields.put("residence", matcher.group(6).strip());
        }
        day(matcher.group(7)).ifPresent(day -> fields.put("issue_date", day));
        return Optional.of(fields);
    }

    /** Key to value of the QR code of a land certificate of the form of 2025. */
    static Optional<Map<String, String>> parseLandQr(String payload) {
        Matcher matcher = LAND_QR.matcher(payload.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("certificate_code", matcher.group(1));
        fields.put("serial", matcher.group(2));
        fields.put("owner_full_name", matcher.group(3).strip());
        fields.put("owner_id_number", matcher.group(4));
        fields.put("parcel_number", matcher.group(5));
        fields.put("map_sheet_number", matcher.group(6));
        Numbers.decimal(matcher.group(7)).ifPresent(area -> fields.put("area_m2", area.value()));
        fields.put("use_purpose", matcher.group(8).strip());
        Dates.find(matcher.group(9))
                .ifPresent(date -> fields.put("issue_date", date.day().toString()));
        return Optional.of(fields);
    }

    private static Optional<String> day(String ddMMyyyy) {
        try {
            return Optional.of(LocalDate.of(
                            Integer.parseInt(ddMMyyyy.substring(4)),
                            Integer.parseInt(ddMMyyyy.substring(2, 4)),
                            Integer.parseInt(ddMMyyyy.substring(0, 2)))
                    .toString());
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /**
     * The machine-readable zone of a card (ICAO 9303 part 5, TD1), all check digits right.
     *
     * @return number, birth date, sex, expiry date and {@code mrz_name}, the name without marks
     */
    static Optional<Map<String, String>> parseMrz(String payload) {
        String[] lines = payload.strip().toUpperCase(Locale.ROOT).split("\\s+", -1);
        if (lines.length != 3) {
            return Optional.empty();
        }
        Matcher first = TD1_FIRST.matcher(lines[0]);
        Matcher second = TD1_SECOND.matcher(lines[1]);
        if (!first.matches() || !second.matches()) {
            return Optional.empty();
        }
        boolean checks = check(first.group(1)) == first.group(2).charAt(0)
                && first.group(3).endsWith(first.group(1))
                && check(second.group(1)) == second.group(2).charAt(0)
                && check(second.group(4)) == second.group(5).charAt(0)
                && check(lines[0].substring(5, 30)
                                + lines[1].substring(0, 7)
                                + lines[1].substring(8, 15)
                                + lines[1].substring(18, 29))
                        == second.group(6).charAt(0);
        if (!checks) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        String number = first.group(3);
        fields.put("id_number", number);
        mrzDay(second.group(1), 1900 + 100 * ((number.charAt(3) - '0') / 2)).ifPresent(day -> fields.put("dob", day));
        if (!second.group(3).equals("<")) {
            fields.put("sex", second.group(3).equals("M") ? "Nam" : "Nữ");
        }
        if (!second.group(4).equals("991231")) {
            mrzDay(second.group(4), 2000).ifPresent(day -> fields.put("expiry_date", day));
        }
        fields.put("mrz_name", lines[2].replaceAll("<+", " ").strip());
        return Optional.of(fields);
    }

    private static Optional<String> mrzDay(String yyMMdd, int century) {
        try {
            return Optional.of(LocalDate.of(
                            century + Integer.parseInt(yyMMdd.substring(0, 2)),
                            Integer.parseInt(yyMMdd.substring(2, 4)),
                            Integer.parseInt(yyMMdd.substring(4)))
                    .toString());
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /** The check digit of ICAO 9303: weights 7, 3, 1; letters count from 10, {@code <} is nothing. */
    static char check(String text) {
        int[] weights = {7, 3, 1};
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int value = Character.isDigit(c) ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
            sum += weights[i % 3] * value;
        }
        return (char) ('0' + sum % 10);
    }
}

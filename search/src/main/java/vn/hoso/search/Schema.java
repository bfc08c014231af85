package vn.hoso.search;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;
import vn.hoso.record.DigitisedRecord;

/**
 * What stands in the index, version {@value #VERSION}: one Lucene document a paper.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>holds</th><th>kind</th></tr>
 * <tr><td>{@code id}</td><td>the paper</td><td>keyword, doc value</td></tr>
 * <tr><td>{@code version}</td><td>version of the archive object</td><td>doc value</td></tr>
 * <tr><td>{@code text}</td><td>folded syllables of all pages, then of all field values; 100 positions between two</td>
 *     <td>positions</td></tr>
 * <tr><td>{@code exact}</td><td>the same syllables with accents, where they have any</td><td>frequencies</td></tr>
 * <tr><td>{@code pair}</td><td>each two folded syllables side by side, numbers left out</td><td>frequencies</td></tr>
 * <tr><td>{@code name}, {@code name_exact}, {@code name_pair}</td><td>the same of the names of persons</td>
 *     <td>positions, frequencies</td></tr>
 * <tr><td>{@code name_whole}</td><td>the whole name of a person, folded</td><td>keyword</td></tr>
 * <tr><td>{@code field}</td><td>folded syllables of the fields, each behind its key</td><td>positions</td></tr>
 * <tr><td>{@code value}</td><td>whole values behind their keys: words, dates, numbers in sortable form</td>
 *     <td>keyword</td></tr>
 * <tr><td>{@code number}</td><td>numbers and symbols of the paper, capitals without spaces and dots</td>
 *     <td>keyword</td></tr>
 * <tr><td>{@code type, level, state, kind, agency}</td><td>as in the record</td><td>keyword</td></tr>
 * <tr><td>{@code owner}</td><td>keyed hashes of the numbers of the owners</td><td>keyword</td></tr>
 * <tr><td>{@code person}</td><td>keyed hashes of the numbers that a paper says belong to one person</td>
 *     <td>keyword</td></tr>
 * <tr><td>{@code link}</td><td>the same, of papers that give a new and an old number of a person</td>
 *     <td>keyword</td></tr>
 * <tr><td>{@code ownerless}</td><td>{@code true} for a paper without the number of an owner</td><td>keyword</td></tr>
 * <tr><td>{@code issued, from, until}</td><td>days since 1970-01-01</td><td>point, doc value ({@code issued})</td></tr>
 * <tr><td>{@code page}, {@code show}</td><td>text of the pages and values of the fields, numbers masked</td>
 *     <td>stored</td></tr>
 * </table>
 *
 * <p>The commit carries the versions of the schema and of the analysis, the sequence number of the ledger and the
 * fingerprint of the key.
 */
final class Schema {
    /** The version that is written and read. */
    static final int VERSION = 3;

    static final String ID = "id";
    static final String PAPER_VERSION = "version";
    static final String TEXT = "text";
    static final String EXACT = "exact";
    static final String PAIR = "pair";
    static final String NAME = "name";
    static final String NAME_EXACT = "name_exact";
    static final String NAME_PAIR = "name_pair";
    static final String NAME_WHOLE = "name_whole";
    static final String FIELD = "field";
    static final String VALUE = "value";
    static final String NUMBER = "number";
    static final String TYPE = "type";
    static final String LEVEL = "level";
    static final String STATE = "state";
    static final String KIND = "kind";
    static final String AGENCY = "agency";
    static final String OWNER = "owner";
    static final String PERSON = "person";
    static final String LINK = "link";
    static final String OWNERLESS = "ownerless";
    static final String ISSUED = "issued";
    static final String FROM = "from";
    static final String UNTIL = "until";
    static final String PAGE = "page";
    static final String SHOW = "show";

    /** Stands between a key and what belongs to it. */
    static final char OF = '\u0001';

    /** Stands between the two syllables of a pair. */
    static final char BETWEEN = ' ';

    /** Begins a number in sortable form. */
    static final char SORTABLE = '\u0002';

    /** Fields that hold the number of a paper, the most telling first. */
    static final List<String> NUMBER_KEYS = List.of(
            "paper_number",
            "document_number",
            "certificate_number",
            "permit_number",
            "enterprise_code",
            "serial",
            "diploma_serial",
            "register_number",
            "certificate_code");

    static final List<String> TITLE_KEYS =
            List.of("abstract", "form_title", "business_name", "project_name", "degree", "land_address");
    static final List<String> ISSUED_KEYS = List.of("issue_date", "registration_date");
    static final Set<String> PERSON_KEYS = Set.of("id_number", "old_id_number", "personal_id", "child_personal_id");
    private static final int LONGEST_VALUE = 256;
    private static final int LONGEST_AMOUNT = 26;
    private static final Pattern DAY = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern DAY_VIETNAMESE = Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})");
    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");

    private Schema() {}

    static String nfc(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x300 && (c < 0x1E00 || c > 0x1EFF)) { // all others are composed already
                return Normalizer.normalize(text, Normalizer.Form.NFC);
            }
        }
        return text;
    }

    /** A number or symbol as it is compared: {@code "cm 196.188"} gives {@code CM196188}. */
    static String compact(String number) {
        StringBuilder compact = new StringBuilder(number.length());
        String folded = Syllables.fold(Syllables.exact(nfc(number)));
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (!Character.isWhitespace(c) && c != '.') {
                compact.append(c == '–' ? '-' : c);
            }
        }
        return compact.toString().toUpperCase(Locale.ROOT);
    }

    /** A whole value as it is compared: folded, single spaces, short enough for a term. */
    static String whole(String value) {
        String folded = spaced(Syllables.fold(Syllables.exact(nfc(value))).strip());
        return folded.length() > LONGEST_VALUE ? folded.substring(0, LONGEST_VALUE) : folded;
    }

    /** With single spaces; mostly there is nothing to do. */
    private static String spaced(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) && (c != ' ' || text.charAt(i + 1) == ' ')) {
                return text.replaceAll("\\s+", " ");
            }
        }
        return text;
    }

    /** The first and the last day that a date means, a year and a month being many days; null for no date. */
    static LocalDate @Nullable [] days(String text) {
        try {
            Matcher day = DAY.matcher(text);
            if (day.matches()) {
                return day(day.group(1), day.group(2), day.group(3));
            }
            day = DAY_VIETNAMESE.matcher(text);
            if (day.matches()) {
                return day(day.group(3), day.group(2), day.group(1));
            }
            if (text.matches("\\d{4}-\\d{1,2}")) {
                return month(text.substring(0, 4), text.substring(5));
            }
            if (text.matches("\\d{1,2}/\\d{4}")) {
                return month(text.substring(text.length() - 4), text.substring(0, text.length() - 5));
            }
            if (text.matches("\\d{4}")) {
                int year = Integer.parseInt(text);
                return new LocalDate[] {LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)};
            }
        } catch (java.time.DateTimeException e) {
            // no day of the calendar: no date
        }
        return null;
    }

    private static LocalDate[] day(String year, String month, String day) {
        LocalDate date = LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
        return new LocalDate[] {date, date};
    }

    private static LocalDate[] month(String year, String month) {
        YearMonth whole = YearMonth.of(Integer.parseInt(year), Integer.parseInt(month));
        return new LocalDate[] {whole.atDay(1), whole.atEndOfMonth()};
    }

    /** A number so that the order of the texts is the order of the numbers; null for no number. */
    static @Nullable String sortable(String text) {
        String number = text.strip();
        if (number.isEmpty() || number.length() > LONGEST_AMOUNT || Character.isLetter(number.charAt(0))) {
            return null; // most values
        }
        number = number.replace(',', '.');
        if (!AMOUNT.matcher(number).matches()) {
            return null;
        }
        long bits = NumericUtils.doubleToSortableLong(Double.parseDouble(number)) ^ Long.MIN_VALUE;
        return String.format(Locale.ROOT, "%016x", bits);
    }

    static @Nullable LocalDate date(@Nullable String iso) {
        if (iso == null || iso.length() != 10 || iso.charAt(4) != '-' || iso.charAt(7) != '-') {
            return null;
        }
        int year = number(iso, 0, 4);
        int month = number(iso, 5, 7);
        int day = number(iso, 8, 10);
        if (year < 0 || month < 1 || month > 12 || day < 1) {
            return null;
        }
        return day > YearMonth.of(year, month).lengthOfMonth() ? null : LocalDate.of(year, month, day);
    }

    /** The number that the digits make, or -1 where there is anything else. */
    private static int number(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    static @Nullable String firstValue(DigitisedRecord record, List<String> keys) {
        for (String key : keys) {
            for (vn.hoso.paper.Field field : record.fields()) {
                if (field.key().equals(key) && !field.value().isBlank()) {
                    return field.value();
                }
            }
        }
        return null;
    }

    /** A name as it is compared as a whole: {@code nguyen van a}. */
    static String wholeName(List<Syllables.Token> tokens) {
        StringBuilder name = new StringBuilder();
        for (Syllables.Token token : tokens) {
            if (!token.whole()) {
                name.append(name.isEmpty() ? "" : " ").append(token.folded());
            }
        }
        return name.length() > LONGEST_VALUE ? name.substring(0, LONGEST_VALUE) : name.toString();
    }

    /** Takes two syllables that stand side by side. */
    interface Pairs {
        void pair(String first, String second);
    }

    /** Each two syllables side by side; numbers make no pairs, beside them every word stands by chance. */
    static void pairs(List<Syllables.Token> tokens, Pairs pairs) {
        Syllables.Token before = null;
        for (Syllables.Token token : tokens) {
            if (!token.whole()) {
                if (before != null && before.letters() && token.letters()) {
                    pairs.pair(before.folded(), token.folded());
                }
                before = token;
            }
        }
    }

    /** The pairs as they stand in the index. */
    static List<String> pairs(List<Syllables.Token> tokens) {
        List<String> pairs = new ArrayList<>(tokens.size());
        pairs(tokens, (first, second) -> pairs.add(first + BETWEEN + second));
        return pairs;
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

package vn.hoso.extract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.hoso.text.Vietnamese;

/** Names of agencies: from the capitals of a heading to a sentence, and from heading lines to agencies. */
final class Agencies {
    /** What precedes a place name; the words after it are capitalised. */
    private static final Set<String> UNITS = Set.of(
            "tỉnh",
            "thành phố",
            "huyện",
            "quận",
            "thị xã",
            "thị trấn",
            "xã",
            "phường",
            "đặc khu",
            "khu vực",
            "tp",
            "thôn",
            "ấp");

    /** Words with which the name of an agency begins, folded, without blanks. */
    private static final List<String> HEADS = List.of(
            "uybannhandan",
            "ubnd",
            "hoidongnhandan",
            "hdnd",
            "so",
            "bo",
            "cuc",
            "chicuc",
            "tongcuc",
            "vu",
            "phong",
            "vanphong",
            "ban",
            "trungtam",
            "truong",
            "daihoc",
            "hocvien",
            "vien",
            "benhvien",
            "congan",
            "toaan",
            "vienkiemsat",
            "chinhanh",
            "thanhtra",
            "congty",
            "tapdoan",
            "tongcongty",
            "chinhphu",
            "quochoi",
            "thutuong",
            "liendoan",
            "hoi",
            "dang",
            "tinhuy",
            "huyenuy",
            "khobac",
            "thue",
            "baohiemxahoi",
            "nganhang",
            "buudien",
            "hatkiemlam",
            "tramyte",
            "doan",
            "mattran",
            "lienhiep",
            "kiemtoan",
            "uyban",
            "hieptructhuoc",
            "quy",
            "thuvien",
            "baotang",
            "tongdoan",
            "bchtw",
            "banquanly",
            "doithue",
            "congdoan",
            "phongcongchung",
            "vanphongcongchung");

    /** Those of one word with their marks, where no other word begins the name of an agency. */
    private static final Map<String, String> FIRST_WORDS =
            Map.of("so", "Sở", "bo", "Bộ", "cuc", "Cục", "vu", "Vụ", "phong", "Phòng", "vien", "Viện", "hoi", "Hội");

    private static final Map<String, List<String>> PHRASES = phrases();

    /** A person or place that a school is called after has not more words. */
    private static final int LONGEST_NAME = 3;

    /** The first two words of a phrase of so many are no name by themselves. */
    private static final int LONG_PHRASE = 5;

    /** {@link #PHRASES} without marks and capitals. */
    private static final List<List<String>> BARE_PHRASES = PHRASES.values().stream()
            .map(phrase -> phrase.stream().map(Token::bare).toList())
            .toList();

    /** Bodies by the last part of the symbol of their documents. */
    private static final Map<String, String> SYMBOLS = symbols();

    private Agencies() {}

    /** Whether a heading line opens the name of an agency (and does not continue one). */
    static boolean opens(String line) {
        String bare = Token.bare(line);
        if (bare.equals("phong") || bare.equals("binh") || bare.equals("truong")) {
            return false;
        }
        String[] words = Vietnamese.fold(line).split("[^a-z0-9]+", -1);
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < Math.min(4, words.length); i++) {
            prefix.append(words[i]);
            if (HEADS.contains(prefix.toString()) && (words.length > 1 || prefix.length() > 5 || bare.equals("ubnd"))) {
                return true;
            }
        }
        return HEADS.stream().anyMatch(head -> head.length() >= 8 && bare.startsWith(head));
    }

    /** Whether a line is only the name of a place, such as {@code HUYỆN ĐÔNG QUẾ}. */
    static boolean isPlace(String line) {
        String lower = line.strip().toLowerCase(Locale.ROOT);
        return UNITS.stream().anyMatch(unit -> lower.startsWith(unit + " "));
    }

    /** The body that a symbol such as {@code NĐ-CP} or {@code TT-BTC} can only belong to. */
    static Optional<String> ofSymbol(String symbol) {
        return Optional.ofNullable(SYMBOLS.get(symbol.substring(symbol.lastIndexOf('-') + 1)));
    }

    /** A name that begins with a whole known phrase, without the scraps of a seal that were read behind it. */
    static List<Token> withoutScraps(List<Token> tokens) {
        for (List<String> phrase : PHRASES.values()) {
            for (int from = 0; phrase.size() >= 5 && from + phrase.size() < tokens.size(); from++) {
                List<Token> part = tokens.subList(from, from + phrase.size());
                if (Fuzzy.distance(Token.bare(String.join("", phrase)), Token.bare(Row.join(part)), 3) <= 3) {
                    return tokens.subList(0, from + phrase.size());
                }
            }
        }
        return tokens;
    }

    /** A name with the marks put right of words that can only be those of a known phrase, unit or province. */
    static String repair(String name) {
        String[] words = Vietnamese.normaliseTonePlacement(name.strip()).split("\\s+", -1);
        for (int i = 0; i < words.length; i++) {
            for (List<String> phrase : PHRASES.values()) {
                if (phrase.size() > 1 && fits(words, i, phrase)) {
                    for (int k = 0; k < phrase.size(); k++) {
                        words[i + k] = withCaseOf(words[i + k], phrase.get(k));
                    }
                    break;
                }
            }
        }
        String head = FIRST_WORDS.get(Token.bare(words[0]));
        if (words.length > 1 && head != null) {
            words[0] = withCaseOf(words[0], head);
        }
        return Places.repair(String.join(" ", words));
    }

    /** Whether a name ends within a known phrase, some words behind its beginning. */
    static boolean breaksOff(String name) {
        List<String> words =
                Arrays.stream(name.strip().split("\\s+", -1)).map(Token::bare).toList();
        boolean off = false;
        for (List<String> phrase : BARE_PHRASES) {
            if (endsWith(words, phrase)) {
                return false;
            }
            for (int n = phrase.size() < LONG_PHRASE ? 3 : 2; n < phrase.size(); n++) {
                off |= endsWith(words, phrase.subList(0, n));
            }
        }
        return off;
    }

    /** Whether a department of a province is one of no known field, so that a word of it was not read. */
    static boolean isUnknownDepartment(String name) {
        List<String> words =
                Arrays.stream(name.strip().split("\\s+", -1)).map(Token::bare).toList();
        if (!name.startsWith("Sở ") || words.size() < 2) {
            return false;
        }
        return BARE_PHRASES.stream()
                .noneMatch(phrase -> words.size() > phrase.size()
                        && words.subList(1, 1 + phrase.size()).equals(phrase));
    }

    /** Whether the name of a committee goes on behind its province: what follows is another body, its head misread. */
    static boolean areTwo(String name) {
        List<String> words = List.of(name.strip().split("\\s+", -1));
        int unit = words.indexOf("tỉnh") >= 0 ? words.indexOf("tỉnh") + 1 : words.indexOf("phố") + 1;
        if (!name.matches("(?i)(?:Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND) .*") || unit == 0) {
            return false;
        }
        for (int n = 2; n <= 3 && unit + n + 2 <= words.size(); n++) {
            if (Lexicon.provinces().has(String.join(" ", words.subList(unit, unit + n)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsWith(List<String> words, List<String> last) {
        return words.size() >= last.size()
                && words.subList(words.size() - last.size(), words.size()).equals(last);
    }

    private static boolean fits(String[] words, int at, List<String> phrase) {
        if (at + phrase.size() > words.length) {
            return false;
        }
        for (int k = 0; k < phrase.size(); k++) {
            if (!Token.bare(phrase.get(k)).equals(Token.bare(words[at + k]))
                    || (phrase.get(k).equals("-") != words[at + k].equals("-"))) {
                return false;
            }
        }
        return true;
    }

    /** A word in the case of the word that it replaces; punctuation after it is kept. */
    static String withCaseOf(String old, String word) {
        if (Token.bare(old).isEmpty()) {
            return old;
        }
        int end = old.length();
        while (end > 0 && !Character.isLetterOrDigit(old.charAt(end - 1))) {
            end--;
        }
        String bare = word.replaceAll("[,;.]$", "");
        boolean capitals = old.length() > 1 && old.equals(old.toUpperCase(Locale.ROOT));
        boolean capital = !old.isEmpty() && Character.isUpperCase(old.charAt(0));
        String cased = capitals
                ? bare.toUpperCase(Locale.ROOT)
                : capital ? capital(bare.toLowerCase(Locale.ROOT)) : bare.toLowerCase(Locale.ROOT);
        return cased + old.substring(end);
    }

    /** What stains leave in a name of two lines; short words before a full stop are abbreviations. */
    private static final String STRAY_MARKS = "(?<=\\p{L}{3})[.:;](?=\\s)|(?<=\\s)['\"`‘’|_~](?=\\s)";

    /** A name in capitals as it stands in a sentence: {@code SỞ NỘI VỤ TỈNH AN GIANG} gives Sở Nội vụ tỉnh An Giang. */
    static String sentenceCase(String name) {
        String clean = Vietnamese.normaliseTonePlacement(name.strip())
                .replaceAll(STRAY_MARKS, "")
                .replaceAll("\\s+", " ");
        long letters = clean.chars().filter(Character::isLetter).count();
        long capitals = clean.chars().filter(Character::isUpperCase).count();
        String[] printed = clean.split(" ", -1);
        long shouted = Arrays.stream(printed)
                .filter(word -> word.equals(word.toUpperCase(Locale.ROOT)))
                .count();
        if (capitals * 2 < letters || shouted * 2 < printed.length) {
            return clean;
        }
        String[] words = clean.toLowerCase(Locale.ROOT).split(" ", -1);
        List<String> out = new ArrayList<>();
        boolean school =
                words[0].equals("trường") || clean.toLowerCase(Locale.ROOT).startsWith("học viện ");
        boolean place = false;
        int i = 0;
        while (i < words.length) {
            int unit = unitLength(words, i);
            List<String> phrase = place ? null : phraseAt(words, i);
            if (unit > 0 && i + unit < words.length) {
                for (int k = 0; k < unit; k++) {
                    out.add(i + k == 0 ? capital(words[i + k]) : words[i + k]);
                }
                place = true;
                i += unit;
            } else if (phrase != null) {
                out.addAll(phrase);
                i += phrase.size();
            } else {
                boolean abbreviation = words[i].matches("ubnd|hđnd|tnhh|mtv|vt|cp|tw|gd&đt|tp\\.")
                        || Vietnamese.fold(words[i]).matches("[b-df-hj-np-tv-xz]{2,}");
                out.add(
                        abbreviation
                                ? words[i].toUpperCase(Locale.ROOT)
                                : place || i == 0 || isHead(out) || isJoined(out) || (school && isOwnName(words, i))
                                        ? capital(words[i])
                                        : words[i]);
                i++;
            }
        }
        return withProvinces(String.join(" ", out));
    }

    /** Whether what is left of a school's name is no known phrase any more, but what it is called after. */
    private static boolean isOwnName(String[] words, int from) {
        for (int i = from; i < words.length; i++) {
            if (phraseAt(words, i) != null || words[i].matches("số|và|[0-9]+")) {
                return false;
            }
        }
        return words.length - from <= LONGEST_NAME;
    }

    /** The name of a province is one wherever it stands: {@code Công ty cấp nước Đà Nẵng}. */
    private static String withProvinces(String name) {
        String[] words = name.split(" ", -1);
        for (int n = 3; n >= 2; n--) {
            for (int at = 0; at + n <= words.length; at++) {
                String part = String.join(" ", Arrays.copyOfRange(words, at, at + n));
                if (Lexicon.provinces().has(part)) {
                    for (int k = at; k < at + n; k++) {
                        words[k] = capital(words[k]);
                    }
                }
            }
        }
        return String.join(" ", words);
    }

    /** After Sở, Bộ, Phòng, Trung tâm and the like the field of work begins with a capital. */
    private static boolean isHead(List<String> before) {
        String last = before.isEmpty() ? "" : before.get(before.size() - 1);
        String two = before.size() > 1 ? before.get(before.size() - 2) + " " + last : last;
        if (Set.of("Trung tâm", "Tổng cục", "Chi cục", "Bệnh viện").contains(two)) {
            return true;
        }
        return Set.of("Sở", "Bộ", "Cục", "Vụ", "Phòng", "Ban", "Trường", "Viện").contains(last);
    }

    /** Fields of work that a dash joins begin with a capital each: {@code Văn hóa - Xã hội}. */
    private static boolean isJoined(List<String> before) {
        return !before.isEmpty() && Set.of("-", "–").contains(before.get(before.size() - 1));
    }

    private static int unitLength(String[] words, int at) {
        if (at + 1 < words.length && words[at + 1].equals("ủy") && UNITS.contains(words[at])) {
            return 2; // Tỉnh ủy Nghệ An
        }
        if (at + 1 < words.length && UNITS.contains(words[at] + " " + words[at + 1])) {
            return 2;
        }
        return UNITS.contains(words[at]) ? 1 : 0;
    }

    private static @org.jspecify.annotations.Nullable List<String> phraseAt(String[] words, int at) {
        for (List<String> phrase : PHRASES.values()) {
            boolean fits = at + phrase.size() <= words.length;
            for (int k = 0; fits && k < phrase.size(); k++) {
                fits = phrase.get(k).toLowerCase(Locale.ROOT).equals(words[at + k]);
            }
            if (fits) {
                return phrase;
            }
        }
        return null;
    }

    static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static Map<String, String> symbols() {
        Map<String, String> symbols = new java.util.HashMap<>();
        for (String line : Lexicon.lines("agency-symbols.txt")) {
            int gap = line.indexOf(' ');
            symbols.put(line.substring(0, gap), line.substring(gap + 1).strip());
        }
        return symbols;
    }

    private static Map<String, List<String>> phrases() {
        List<String> lines = new ArrayList<>(Lexicon.lines("agency-words.txt"));
        lines.sort(Comparator.comparingInt(String::length).reversed());
        Map<String, List<String>> phrases = new java.util.LinkedHashMap<>();
        lines.forEach(line -> phrases.put(line, List.of(line.split(" ", -1))));
        return phrases;
    }
}

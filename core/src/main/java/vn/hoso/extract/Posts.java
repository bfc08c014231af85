package vn.hoso.extract;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.hoso.text.Vietnamese;

/** Posts and offices above a signature. */
final class Posts {
    /** Post names, folded, without blanks; a title line has one of them at its end or is one. */
    private static final List<String> POSTS = List.of(
            "chutich",
            "giamdoc",
            "truongphong",
            "hieutruong",
            "cuctruong",
            "chicuctruong",
            "botruong",
            "thutruong",
            "thutuong",
            "chanhvanphong",
            "vientruong",
            "truongban",
            "tonggiamdoc",
            "vutruong",
            "chanhthanhtra",
            "tongthanhtra",
            "thongdoc",
            "tongkiemtoan",
            "tongcuctruong",
            "truongcongan",
            "chutruong",
            "bithu",
            "truongdon",
            "quyengiamdoc",
            "chanhan",
            "congchungvien",
            "phutrach",
            "truongkhoa",
            "truongtram",
            "tongbithu",
            "chunhiem",
            "chihuytruong",
            "thuky",
            "chutoa",
            "benhvientruong",
            "doitruong",
            "tramtruong",
            "hattruong",
            "xatruong",
            "truongthon",
            "congchuctuphaphotich",
            "truongdaidien",
            "giamdoctrungtam",
            "congchuctuphap",
            "truongthue",
            "vanphong");

    private static final List<String> CANONICAL = List.of(
            "Chủ tịch",
            "Giám đốc",
            "Trưởng phòng",
            "Hiệu trưởng",
            "Cục trưởng",
            "Chi cục trưởng",
            "Bộ trưởng",
            "Viện trưởng",
            "Trưởng ban",
            "Tổng giám đốc",
            "Vụ trưởng",
            "Chánh Văn phòng",
            "Chánh Thanh tra",
            "Trưởng Công an");

    /** Quyền: one who holds a post for the time being. */
    private static final Pattern ACTING = Pattern.compile("(Q\\.|QUYỀN|Quyền)\\s?(.+)");

    private static final Pattern BY_ORDER = Pattern.compile("(KT|TL|TUQ|Q)\\s?[.,]\\s?(.+)");

    private static final List<String> USUAL = List.of(
            "chủ", "tịch", "phó", "giám", "đốc", "trưởng", "phòng", "hiệu", "cục", "chánh", "ban", "viện", "bộ", "thứ");

    private static final Set<String> PROPER = Set.of("chủ tịch", "giám đốc");

    private Posts() {}

    /** Whether a line in capitals names a post: {@code KT. GIÁM ĐỐC}, {@code PHÓ CHỦ TỊCH}, {@code TM. UBND}. */
    static boolean isTitle(String line) {
        String bare = Token.bare(line);
        return isAuthority(line) || names(bare);
    }

    /** Whether a line names a post itself, not only in whose name it is signed. */
    static boolean isPost(String line) {
        return names(Token.bare(line)) && !isAuthority(line);
    }

    /** {@code TM., KT., TL., TUQ., Q.} and what follows on the line. */
    static boolean isAuthority(String line) {
        return Vietnamese.fold(line).matches("^(?:tm|kt|tl|tuq|t\\.m|k\\.t|t\\.l|q)\\s?[.,:;]\\s?\\S.*");
    }

    private static boolean names(String bare) {
        String post = bare.startsWith("pho") ? bare.substring(3) : bare.startsWith("quyen") ? bare.substring(5) : bare;
        for (String one : POSTS) {
            int limit = one.length() > 9 ? 2 : 1;
            if (post.length() <= one.length() + limit && Fuzzy.distance(post, one, limit) <= limit) {
                return true;
            }
            if (post.startsWith(one) && one.length() >= 7) {
                return true;
            }
            // A seal over the beginning leaves some letters of a first word, such as PHÓ.
            if (post.endsWith(one) && one.length() >= 7 && post.length() <= one.length() + 3) {
                return true;
            }
        }
        return bare.endsWith("truongphong") || bare.endsWith("phogiamdoc") || bare.endsWith("phochutich");
    }

    /** Marks that were lost in the words of usual posts are put back; other marks make other words: Thủ tướng, Kiểm sát viên. */
    private static String repair(String title) {
        String[] words = title.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            for (String usual : USUAL) {
                boolean alike = Token.bare(words[i]).equals(Token.bare(usual)) && losesMarks(words[i], usual);
                boolean body = !usual.equals("viện")
                        || (i + 1 < words.length && Token.bare(words[i + 1]).equals("truong"));
                if (alike
                        && body
                        && words[i].chars().filter(Character::isLetter).count() >= 2) {
                    words[i] = Agencies.withCaseOf(words[i], usual);
                }
            }
        }
        return String.join(" ", words);
    }

    /** Whether a word has no mark that the other lacks. */
    private static boolean losesMarks(String word, String usual) {
        String marks = marks(usual);
        return marks(word).chars().allMatch(mark -> marks.indexOf(mark) >= 0);
    }

    private static String marks(String word) {
        return Normalizer.normalize(word.toLowerCase(Locale.ROOT).replace("đ", "d\u0335"), Normalizer.Form.NFD)
                .replaceAll("\\P{M}", "");
    }

    /** Whether a title ends with a usual post, so that nothing of it is missing. */
    static boolean isUsual(String title) {
        String bare = Token.bare(title);
        return usual(title).isPresent() || CANONICAL.stream().anyMatch(post -> bare.endsWith(Token.bare(post)));
    }

    /** Whether a title names only the post that somebody signs for: {@code KT. GIÁM ĐỐC} without {@code PHÓ GIÁM ĐỐC}. */
    static boolean lacksOwnPost(String title) {
        Matcher order = BY_ORDER.matcher(title);
        return order.matches()
                && !order.group(1).equals("Q")
                && byOrder(title).isEmpty()
                && usual(title).filter(post -> post.startsWith("KT.")).isEmpty();
    }

    /** The words of the post itself, where a line also says whom somebody signs for: {@code KT. CHỦ TỊCH PHÓ CHỦ TỊCH}. */
    static List<Token> own(List<Token> tokens) {
        if (tokens.isEmpty() || !tokens.get(0).text().matches("(?:KT|TL|TUQ)[.,]?")) {
            return tokens;
        }
        for (int i = 2; i < tokens.size() - 1; i++) {
            boolean before = names(Token.bare(Row.join(tokens.subList(1, i))));
            if (before && names(Token.bare(Row.join(tokens.subList(i, tokens.size()))))) {
                return tokens.subList(i, tokens.size());
            }
        }
        return tokens;
    }

    /** A usual post with the letters put right, alone or as {@code KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC}. */
    private static Optional<String> canonical(String printed) {
        Matcher acting = ACTING.matcher(printed);
        if (acting.matches()) {
            return usual(acting.group(2)).map(post -> (acting.group(1).startsWith("Q.") ? "Q. " : "Quyền ") + post);
        }
        return usual(printed).or(() -> byOrder(printed));
    }

    private static Optional<String> usual(String printed) {
        String bare = Token.bare(printed);
        for (String post : CANONICAL) {
            String mine = Token.bare(post);
            if (Fuzzy.distance(mine, bare, 1) <= 1) {
                return Optional.of(post);
            }
            if (Fuzzy.distance("pho" + mine, bare, 1) <= 1) {
                return Optional.of("Phó " + post);
            }
            if (Fuzzy.distance("kt" + mine + "pho" + mine, bare, 3) <= 3) {
                return Optional.of("KT. " + post + " Phó " + post);
            }
        }
        return Optional.empty();
    }

    /** A usual post and the one that signs for it: {@code TL. CHỦ TỊCH CHÁNH VĂN PHÒNG}. */
    private static Optional<String> byOrder(String printed) {
        Matcher order = BY_ORDER.matcher(printed);
        if (!order.matches()) {
            return Optional.empty();
        }
        String[] words = order.group(2).split(" ", -1);
        for (int n = 1; n < words.length; n++) {
            String first = Token.bare(String.join("", Arrays.copyOf(words, n)));
            String rest = String.join(" ", Arrays.copyOfRange(words, n, words.length));
            for (String post : CANONICAL) {
                if (Token.bare(post).equals(first) && names(Token.bare(rest))) {
                    return Optional.of(
                            order.group(1) + ". " + post + " " + canonical(rest).orElseGet(() -> sentenceCase(rest)));
                }
            }
        }
        return Optional.empty();
    }

    /** What no post has: digits, and the marks that strokes of a pen are read as. */
    private static final Pattern NO_POST = Pattern.compile("[^\\p{L}\\s.,()/&–-]");

    /** The words of a title as a value. */
    static Normalised read(List<Token> tokens) {
        String printed = Normaliser.clean(Row.join(tokens));
        String value = canonical(printed).orElse(sentenceCase(printed));
        boolean untoned = Arrays.stream(value.split(" ", -1)).anyMatch(Wording::closesUntoned);
        if (NO_POST.matcher(value).find() || untoned) {
            return new Normalised(value, tokens, List.of("no_word"), false);
        }
        boolean same = value.equalsIgnoreCase(Vietnamese.normaliseTonePlacement(printed));
        boolean usual = names(Token.bare(printed));
        return new Normalised(value, tokens, same ? List.of() : List.of("repaired"), usual);
    }

    /** {@code CTSV} in {@code TRƯỞNG PHÒNG CTSV}: no vowel, no word; and the bodies of a district or province. */
    private static boolean isAbbreviation(String word) {
        boolean noVowel = word.length() > 1
                && word.matches("[\\p{Lu}&-]+")
                && Vietnamese.fold(word).matches("[^aeiouy]+");
        return noVowel || word.matches("UBND|HĐND|UBMTTQ|MTTQ");
    }

    /** {@code PHÓ CHỦ TỊCH} gives Phó Chủ tịch. */
    static String sentenceCase(String title) {
        String clean = repair(
                Vietnamese.normaliseTonePlacement(Normaliser.clean(title)).replaceAll("\\s+", " "));
        StringBuilder out = new StringBuilder();
        boolean start = true;
        for (String word : clean.split(" ", -1)) {
            if (out.length() > 0) {
                out.append(' ');
            }
            boolean authority = word.matches("(?i)(?:TM|KT|TL|TUQ|Q)\\.");
            String lower = word.toLowerCase(Locale.ROOT);
            out.append(
                    authority || isAbbreviation(word)
                            ? word.toUpperCase(Locale.ROOT)
                            : start ? lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1) : lower);
            start = authority;
        }
        String result = out.toString();
        for (String post : PROPER) {
            String capital = post.substring(0, 1).toUpperCase(Locale.ROOT) + post.substring(1);
            result = result.replace("Phó " + post, "Phó " + capital).replace("phó " + post, "Phó " + capital);
        }
        return result;
    }
}

package vn.hoso.extract;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The closed lists in addresses: words of units and names of provinces. */
final class Places {
    /** Units as they stand in small letters within an address, by their letters without marks. */
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("tinh", "tỉnh"),
            Map.entry("huyen", "huyện"),
            Map.entry("phuong", "phường"),
            Map.entry("thon", "thôn"),
            Map.entry("quan", "quận"),
            Map.entry("xa", "xã"),
            Map.entry("xom", "xóm"),
            Map.entry("duong", "đường"));

    private static final List<List<String>> PHRASES = List.of(
            List.of("thành", "phố"),
            List.of("thị", "trấn"),
            List.of("thị", "xã"),
            List.of("tổ", "dân", "phố"),
            List.of("khu", "phố"),
            List.of("ủy", "ban", "nhân", "dân"));

    private Places() {}

    /** Whether an address goes from a hamlet, a group of houses or a street straight on to what no commune lies between. */
    static boolean lacksCommune(String address) {
        return address.matches("(?iu)(?:thôn|ấp|xóm|bản|buôn|tổ|khu phố|số|đường) .*")
                && address.indexOf(',') < 0
                && !address.matches("(?iu).* (?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tp\\.?) .*")
                && endsWithProvince(address.split(" ", -1));
    }

    private static boolean endsWithProvince(String[] words) {
        for (int n = 2; n <= 4 && n < words.length; n++) {
            String last = String.join(" ", Arrays.copyOfRange(words, words.length - n, words.length));
            if (Lexicon.provinces().has(last)) {
                return true;
            }
        }
        return false;
    }

    /** The text with the marks of unit words and provinces put right; nothing else is touched. */
    static String repair(String text) {
        Optional<String> province = Lexicon.provinces().nearest(text);
        if (province.isPresent() && province.get().length() == text.length()) {
            return province.get();
        }
        String[] words = text.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            String unit = UNITS.get(Token.bare(words[i]));
            boolean small = words[i].equals(words[i].toLowerCase(Locale.ROOT));
            boolean named = i + 1 < words.length && words[i + 1].matches("[\\p{Lu}0-9].*");
            if (unit != null && named && small) {
                words[i] = Agencies.withCaseOf(words[i], unit);
            }
            if (unit != null
                    && i + 2 < words.length
                    && words[i + 1].equals("la")
                    && words[i + 2].matches("\\p{Lu}.*")) {
                // no name begins with a small letter; those of the Central Highlands begin with Ia, a river
                words[i + 1] = "Ia";
            }
            for (List<String> phrase : PHRASES) {
                repairPhrase(words, i, phrase);
            }
        }
        province(words);
        return String.join(" ", words);
    }

    private static void repairPhrase(String[] words, int at, List<String> phrase) {
        if (at + phrase.size() > words.length) {
            return;
        }
        for (int k = 0; k < phrase.size(); k++) {
            if (!Token.bare(words[at + k]).equals(Token.bare(phrase.get(k)))) {
                return;
            }
        }
        for (int k = 0; k < phrase.size(); k++) {
            words[at + k] = Agencies.withCaseOf(words[at + k], phrase.get(k));
        }
    }

    /** The last two or three words after {@code tỉnh} or {@code thành phố}. */
    private static void province(String[] words) {
        for (int i = 0; i + 2 < words.length; i++) {
            boolean unit = Token.bare(words[i]).equals("tinh")
                    || (i > 0
                            && Token.bare(words[i]).equals("pho")
                            && Token.bare(words[i - 1]).equals("thanh"));
            for (int n = Math.min(3, words.length - i - 1); unit && n >= 2; n--) {
                String name = String.join(" ", List.of(words).subList(i + 1, i + 1 + n));
                Optional<String> right = Lexicon.provinces().nearest(name);
                if (right.isPresent()) {
                    words[i] = Token.bare(words[i]).equals("tinh") ? Agencies.withCaseOf(words[i], "tỉnh") : words[i];
                    String[] parts = right.get().split(" ", -1);
                    for (int k = 0; k < parts.length && parts.length == n; k++) {
                        words[i + 1 + k] = Agencies.withCaseOf(words[i + 1 + k], parts[k]);
                    }
                    break;
                }
            }
        }
    }
}

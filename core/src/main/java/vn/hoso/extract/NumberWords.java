package vn.hoso.extract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.hoso.text.Vietnamese;

/**
 * The words of numbers and dates (số và ngày viết bằng chữ): a closed list, so that the marks of a word that can only be
 * one of them are put right.
 */
final class NumberWords {
    private static final Map<String, String> MARKED = List.of(
                    "không", "một", "hai", "ba", "bốn", "tư", "năm", "lăm", "sáu", "bảy", "tám", "chín", "trăm",
                    "nghìn", "ngàn", "triệu", "tỷ", "linh", "lẻ", "phẩy", "mét", "vuông", "đồng", "chẵn", "ngày",
                    "tháng", "giêng")
            .stream()
            .collect(Collectors.toUnmodifiableMap(Vietnamese::fold, Function.identity()));

    /** Written like others but for their marks, or in two ways. */
    private static final Set<String> ALSO = Set.of("mốt", "bẩy", "tỉ", "mươi", "mười");

    private static final Set<String> TENS = Set.of("hai", "ba", "bốn", "tư", "năm", "sáu", "bảy", "bẩy", "tám", "chín");

    private NumberWords() {}

    /**
     * A number or a date in words with its marks put right.
     *
     * @param text words of a number or a date
     * @return the same with the marks of those that are known; other words stay as they are
     */
    static String marked(String text) {
        String[] words = text.split(" ", -1);
        String before = "";
        for (int i = 0; i < words.length; i++) {
            String word = Vietnamese.normaliseTonePlacement(words[i]).toLowerCase(Locale.ROOT);
            String letters = Names.letters(word);
            if (!MARKED.containsValue(letters) && !ALSO.contains(letters)) {
                String folded = Vietnamese.fold(letters);
                String right = folded.equals("muoi") ? TENS.contains(before) ? "mươi" : "mười" : MARKED.get(folded);
                if (right != null) {
                    words[i] = Agencies.withCaseOf(words[i], right);
                    letters = right;
                }
            }
            before = letters;
        }
        return String.join(" ", words);
    }
}

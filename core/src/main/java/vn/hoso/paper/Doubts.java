package vn.hoso.paper;

import java.util.Locale;
import java.util.ResourceBundle;

/** Says in a sentence why somebody should look at a field (lý do cần kiểm tra). */
public final class Doubts {
    private static final ResourceBundle.Control PROPERTIES =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Doubts() {}

    /**
     * The sentence for a doubt.
     *
     * @param code one of {@link Field#doubts()}, such as {@code check_digit}
     * @param locale the language: Vietnamese, or English for every other
     * @return the sentence; the code itself where it is not known, as in records of another version
     */
    public static String sentence(String code, Locale locale) {
        ResourceBundle sentences = ResourceBundle.getBundle("vn.hoso.paper.Doubts", locale, PROPERTIES);
        return sentences.containsKey(code) ? sentences.getString(code) : code;
    }
}

package vn.hoso.examples;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** What the commands say, in English or Vietnamese. */
final class Texts {
    static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

    private final Locale locale;
    private final ResourceBundle bundle;

    private Texts(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                "vn.hoso.examples.Texts",
                locale,
                Texts.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static Texts in(Locale locale) {
        return new Texts(locale);
    }

    /**
     * The language of a command line: {@code --lang}, then {@code HOSO_LANG}, then the locale of the terminal.
     *
     * <p>It is looked for before the command line is parsed, because what goes wrong while parsing is said in it too.
     */
    static Texts of(Terminal terminal, String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith("--lang=")) {
                return of(arguments[i].substring("--lang=".length()));
            }
            if (arguments[i].equals("--lang") && i + 1 < arguments.length) {
                return of(arguments[i + 1]);
            }
        }
        return of(terminal.variable("HOSO_LANG")
                .or(() -> terminal.variable("LC_ALL").filter(value -> !value.startsWith("C")))
                .or(() -> terminal.variable("LC_MESSAGES"))
                .or(() -> terminal.variable("LANG"))
                .orElse("en"));
    }

    private static Texts of(String language) {
        return in(language.toLowerCase(Locale.ROOT).startsWith("vi") ? VIETNAMESE : Locale.ENGLISH);
    }

    Locale locale() {
        return locale;
    }

    boolean vietnamese() {
        return locale.equals(VIETNAMESE);
    }

    ResourceBundle bundle() {
        return bundle;
    }

    /** A text with its arguments; numbers are to be given as they should look. */
    String get(String key, Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = String.valueOf(arguments[i]);
        }
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(words);
    }

    /** The word for a value such as a state or a level; the value itself where there is none. */
    String word(String kind, Object value) {
        try {
            return bundle.getString(kind + "." + value);
        } catch (MissingResourceException e) {
            return String.valueOf(value);
        }
    }
}

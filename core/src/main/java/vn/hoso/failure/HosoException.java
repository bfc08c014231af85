package vn.hoso.failure;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A failure with a name: the root of what Hoso throws beside the exceptions of the JDK.
 *
 * <p>{@link #getMessage()} is in English; {@link #message(Locale)} gives the same in Vietnamese. Neither contains text or
 * identifiers of a dossier: {@link #subject()} is the name of a file, a store or a setting.
 */
public class HosoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What went wrong. */
    private final Problem problem;

    /** The file, store or setting concerned. */
    private final String subject;

    /** The facts named in the message. */
    @SuppressWarnings("serial") // always an immutable list of strings
    private final List<String> facts;

    /**
     * A failure.
     *
     * @param problem what went wrong
     * @param subject the file, store or setting concerned, such as a file name
     * @param facts the arguments of the message, as {@link Problem} lists them
     */
    public HosoException(Problem problem, String subject, Object... facts) {
        this(problem, null, subject, facts);
    }

    /**
     * A failure with a cause.
     *
     * @param problem what went wrong
     * @param cause what the platform or an engine said, or null
     * @param subject the file, store or setting concerned, such as a file name
     * @param facts the arguments of the message, as {@link Problem} lists them
     */
    public HosoException(Problem problem, @Nullable Throwable cause, String subject, Object... facts) {
        super(format(Locale.ENGLISH, problem, subject, strings(facts)), cause);
        this.problem = problem;
        this.subject = subject;
        this.facts = strings(facts);
    }

    /**
     * What went wrong.
     *
     * @return the stable code
     */
    public Problem problem() {
        return problem;
    }

    /**
     * What it concerns.
     *
     * @return the file, store or setting
     */
    public String subject() {
        return subject;
    }

    /**
     * The facts of the message.
     *
     * @return found and allowed values, as {@link Problem} lists them
     */
    public List<String> facts() {
        return facts;
    }

    /**
     * What was wrong, with which input, and what to do.
     *
     * @param locale {@code vi} or {@code en}; any other language gives English
     * @return one line
     */
    public String message(Locale locale) {
        return format(locale, problem, subject, facts);
    }

    private static List<String> strings(Object... facts) {
        return java.util.Arrays.stream(facts).map(String::valueOf).toList();
    }

    private static String format(Locale locale, Problem problem, String subject, List<String> facts) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                "vn.hoso.failure.Problems",
                locale,
                HosoException.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Object[] arguments = new Object[facts.size() + 1];
        arguments[0] = subject;
        for (int i = 0; i < facts.size(); i++) {
            arguments[i + 1] = facts.get(i);
        }
        return new MessageFormat(bundle.getString(problem.name()), Locale.ROOT).format(arguments);
    }
}

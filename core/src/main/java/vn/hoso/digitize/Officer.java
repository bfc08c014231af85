package vn.hoso.digitize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hoso.seal.Signatory;
import vn.hoso.text.Vietnamese;

/**
 * Who decides on papers, told apart from others of the same name by the number that the agency gave, or by the certificate
 * of the key.
 *
 * <p>{@link #text} is the actor that decisions, events and the history of records carry, such as {@code Trần C [id
 * H56.14/0012, cert 3f2a]}. Homes of before have the bare name.
 *
 * @param name the name
 * @param id the officer's number, which begins with what the agency is known by, such as {@code H56.14/0012}, or null
 * @param certificate the serial number of the certificate, hexadecimal, or null
 */
public record Officer(
        String name, @Nullable String id, @Nullable String certificate) {
    private static final Pattern FORM =
            Pattern.compile("(?<name>[^\\[\\]]*?) \\[(?:id (?<id>[^\\[\\],]+))?(?:, )?(?:cert (?<cert>[0-9a-f]+))?]");

    private static final Pattern ID = Pattern.compile("[^\\[\\],\\p{Cntrl}]{1,100}");

    /** Checks that the parts can be told apart in the text. */
    public Officer {
        name = name.replaceAll("[\\[\\]]", "").strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an officer has a name");
        }
        if (id != null && !ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "the number of an officer has up to 100 characters, no brackets or commas");
        }
        if (certificate != null && !certificate.matches("[0-9a-f]+")) {
            throw new IllegalArgumentException(
                    "the serial number of a certificate is written in lower-case hexadecimal");
        }
    }

    /**
     * The holder of the key that an officer decides with.
     *
     * @param holder who holds the key
     * @return an officer with that name and certificate, without a number
     */
    public static Officer of(Signatory holder) {
        return new Officer(holder.name(), null, holder.serial().toLowerCase(Locale.ROOT));
    }

    /**
     * Reads an actor.
     *
     * @param actor what {@link #text} gave, or a bare name
     * @return the officer; one with a bare name where the text has no other form
     */
    public static Officer parse(String actor) {
        Matcher form = FORM.matcher(actor.strip());
        return form.matches() && !form.group("name").isBlank()
                ? new Officer(form.group("name"), form.group("id"), form.group("cert"))
                : new Officer(actor.isBlank() ? "?" : actor, null, null);
    }

    /**
     * The officer as the actor of a decision.
     *
     * @return name, number and certificate, as far as they are known
     */
    public String text() {
        List<String> marks = new ArrayList<>();
        if (id != null) {
            marks.add("id " + id);
        }
        if (certificate != null) {
            marks.add("cert " + certificate);
        }
        return marks.isEmpty() ? name : name + " [" + String.join(", ", marks) + "]";
    }

    /**
     * Whether two officers may be one person. Where something speaks for it they are: one certificate, one number, or one
     * name without two numbers that differ. A new certificate makes nobody another person.
     *
     * @param other the other
     * @return false where they are surely two
     */
    public boolean mayBe(Officer other) {
        boolean oneCertificate = certificate != null && Objects.equals(certificate, other.certificate);
        if (id != null && other.id != null) {
            return oneCertificate || letters(id).equals(letters(other.id));
        }
        return oneCertificate || letters(name).equals(letters(other.name));
    }

    private static String letters(String text) {
        return Vietnamese.normaliseTonePlacement(text.strip().replaceAll("\\s+", " "))
                .toLowerCase(Locale.ROOT);
    }
}

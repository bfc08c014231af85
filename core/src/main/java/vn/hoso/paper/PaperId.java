package vn.hoso.paper;

import java.util.regex.Pattern;

/**
 * The name of a digitised paper in the archive and the registry.
 *
 * <p>It follows from the content of the source file, so that the same content always gets the same name: the first 32
 * hexadecimal digits of the file's SHA-256, and from the second paper in one file on {@code -2}, {@code -3}, ...
 *
 * @param value the name
 */
public record PaperId(String value) implements Comparable<PaperId> {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}(-[1-9][0-9]{0,3})?");

    public PaperId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a paper id is 32 hexadecimal digits, perhaps with -N, got " + value);
        }
    }

    /**
     * The name of a paper of a source file.
     *
     * @param sha256 the SHA-256 of the source file, 64 lower-case hexadecimal digits
     * @param ordinal which paper in that file, from 1
     * @return the name
     */
    public static PaperId of(String sha256, int ordinal) {
        if (sha256.length() != 64 || ordinal < 1) {
            throw new IllegalArgumentException("needs a SHA-256 of 64 digits and an ordinal of 1 or more, got "
                    + sha256.length() + " digits and " + ordinal);
        }
        return new PaperId(sha256.substring(0, 32) + (ordinal == 1 ? "" : "-" + ordinal));
    }

    /**
     * Which paper of its source file it is.
     *
     * @return the ordinal, from 1
     */
    public int ordinal() {
        int dash = value.indexOf('-');
        return dash < 0 ? 1 : Integer.parseInt(value.substring(dash + 1));
    }

    @Override
    public int compareTo(PaperId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

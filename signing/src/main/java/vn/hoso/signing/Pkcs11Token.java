package vn.hoso.signing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which key of which token: a USB token or another device that is reached through a PKCS#11 library.
 *
 * @param library the PKCS#11 library of its maker, such as {@code libsofthsm2.so}
 * @param slot the number of the slot, or null for the first one with a token in it
 * @param label the label of the key, or null for the one whose certificate is for signing and valid longest
 */
public record Pkcs11Token(
        Path library, @Nullable Long slot, @Nullable String label) {
    private static final String SCHEME = "pkcs11:";

    /**
     * Whether a text names a token.
     *
     * @param text any text
     * @return whether it begins as a PKCS#11 URI does
     */
    public static boolean isNamedBy(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * Reads a PKCS#11 URI (RFC 7512).
     *
     * <p>Example: {@code pkcs11:slot-id=0;object=officer?module-path=/usr/lib/softhsm/libsofthsm2.so}
     *
     * @param uri knows the attributes {@code slot-id} and {@code object} in the path, {@code module-path} in the query;
     *     a PIN in it is refused: it would stand in the list of processes
     * @return the token
     * @throws IllegalArgumentException if it is no such URI, saying why; the message does not repeat values
     */
    public static Pkcs11Token parse(String uri) {
        if (!isNamedBy(uri)) {
            throw new IllegalArgumentException("a PKCS#11 URI begins with " + SCHEME);
        }
        String rest = uri.substring(SCHEME.length());
        int query = rest.indexOf('?');
        Map<String, String> attributes = new LinkedHashMap<>();
        collect(query < 0 ? rest : rest.substring(0, query), ";", attributes);
        if (query >= 0) {
            collect(rest.substring(query + 1), "&", attributes);
        }
        String library = attributes.remove("module-path");
        String slot = attributes.remove("slot-id");
        String label = attributes.remove("object");
        if (attributes.containsKey("pin-value") || attributes.containsKey("pin-source")) {
            throw new IllegalArgumentException("a PIN must not stand in the URI");
        }
        if (!attributes.isEmpty()) {
            throw new IllegalArgumentException("unknown attribute "
                    + attributes.keySet().iterator().next() + "; known are slot-id, object and module-path");
        }
        if (library == null) {
            throw new IllegalArgumentException("module-path is missing: the PKCS#11 library of the token");
        }
        try {
            return new Pkcs11Token(Path.of(library), slot == null ? null : Long.valueOf(slot), label);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("slot-id is no number", e);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("module-path is no path", e);
        }
    }

    private static void collect(String text, String separator, Map<String, String> attributes) {
        for (String one : text.split(separator, -1)) {
            int equals = one.indexOf('=');
            if (equals > 0) {
                String value = one.substring(equals + 1).replace("+", "%2B");
                attributes.put(one.substring(0, equals), URLDecoder.decode(value, StandardCharsets.UTF_8));
            } else if (!one.isEmpty()) {
                throw new IllegalArgumentException("attributes are written name=value");
            }
        }
    }

    /** What messages call it. */
    String name() {
        return label == null ? String.valueOf(library.getFileName()) : label;
    }
}

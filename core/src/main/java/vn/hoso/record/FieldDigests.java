package vn.hoso.record;

import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import vn.hoso.paper.Field;

/**
 * What proves single fields of a record: a salt for each field, and the root of the Merkle tree over the salted digests.
 *
 * <p>The root stands in the sealed record. Who is handed one field with its salt and its {@link FieldProof} can check it
 * against that root; without the salt a digest gives nothing away, also not for values that can be guessed.
 *
 * <p>The tree is that of RFC 6962, section 2.1, over SHA-256, its leaves in the order of the fields. A leaf is
 * {@code 0x00 | salt | length of key | key | length of value | value}, the strings in UTF-8, the lengths in 4 bytes, most
 * significant first.
 *
 * @param salts the salt of each field by its key, 32 hexadecimal digits
 * @param root the root, 64 hexadecimal digits; empty where no field is proven
 */
public record FieldDigests(Map<String, String> salts, String root) {
    /** No field can be proven: the record has not been verified yet. */
    public static final FieldDigests NONE = new FieldDigests(Map.of(), "");

    private static final int SALT_BYTES = 16;

    public FieldDigests {
        salts = Collections.unmodifiableMap(new LinkedHashMap<>(salts));
        if (!root.isEmpty() && !root.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "a root has 64 hexadecimal digits, got " + root.length() + " characters");
        }
        salts.values().forEach(FieldDigests::checkSalt);
    }

    /**
     * New salts and the root for some fields.
     *
     * @param fields the fields, in the order of the record, each key once
     * @param random where salts come from; a {@link java.security.SecureRandom} for anything that leaves the house
     * @return salts and root
     */
    public static FieldDigests of(List<Field> fields, RandomGenerator random) {
        Map<String, String> salts = new LinkedHashMap<>();
        for (Field field : fields) {
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            if (salts.put(field.key(), HexFormat.of().formatHex(salt)) != null) {
                throw new IllegalArgumentException("two fields have the key " + field.key());
            }
        }
        return new FieldDigests(salts, rootOf(fields, salts));
    }

    /**
     * Whether these are the digests of some fields: a salt for each, none for others, and the right root.
     *
     * @param fields the fields, in the order of the record
     * @return true where all fits; {@link #NONE} fits any fields
     */
    public boolean match(List<Field> fields) {
        if (equals(NONE)) {
            return true;
        }
        Map<String, Field> byKey = new HashMap<>();
        fields.forEach(field -> byKey.put(field.key(), field));
        return byKey.size() == fields.size()
                && byKey.keySet().equals(salts.keySet())
                && root.equals(rootOf(fields, salts));
    }

    /**
     * The proof of one field.
     *
     * @param fields all fields of the record, in its order
     * @param key the field to prove
     * @return what lets a stranger check it against the root
     * @throws IllegalArgumentException if these are not the digests of the fields, or there is no such field
     */
    public FieldProof prove(List<Field> fields, String key) {
        if (root.isEmpty() || !match(fields)) {
            throw new IllegalArgumentException("these digests don't belong to the fields given");
        }
        int index = 0;
        while (index < fields.size() && !fields.get(index).key().equals(key)) {
            index++;
        }
        if (index == fields.size()) {
            throw new IllegalArgumentException("the record has no field " + key);
        }
        List<byte[]> path = MerkleTree.path(leaves(fields, salts), index);
        return new FieldProof(
                key,
                fields.get(index).value(),
                String.valueOf(salts.get(key)),
                index,
                fields.size(),
                path.stream().map(HexFormat.of()::formatHex).toList());
    }

    private static String rootOf(List<Field> fields, Map<String, String> salts) {
        return HexFormat.of().formatHex(MerkleTree.root(leaves(fields, salts)));
    }

    private static List<byte[]> leaves(List<Field> fields, Map<String, String> salts) {
        return fields.stream()
                .map(field -> MerkleTree.leaf(
                        HexFormat.of().parseHex(salts.getOrDefault(field.key(), "")), field.key(), field.value()))
                .toList();
    }

    private static void checkSalt(String salt) {
        if (!salt.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException(
                    "a salt has 32 hexadecimal digits, got " + salt.length() + " characters");
        }
    }
}

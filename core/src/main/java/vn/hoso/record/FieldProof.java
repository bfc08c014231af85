package vn.hoso.record;

import java.util.HexFormat;
import java.util.List;

/**
 * One field, and what proves that it stands in a sealed record without showing the rest of it.
 *
 * @param key the key of the field
 * @param value its value
 * @param salt its salt, 32 hexadecimal digits
 * @param index its place among the fields, from 0
 * @param size how many fields the record has
 * @param path the digests beside the way from the leaf to the root, from the leaf upwards, hexadecimal
 */
public record FieldProof(String key, String value, String salt, int index, int size, List<String> path) {
    public FieldProof {
        path = List.copyOf(path);
    }

    /**
     * Whether the field stands in the record with a root.
     *
     * @param root the root as the sealed record gives it
     * @return true where it does; false for anything that doesn't fit, also for a malformed proof
     */
    public boolean verify(String root) {
        try {
            byte[] leaf = MerkleTree.leaf(HexFormat.of().parseHex(salt), key, value);
            List<byte[]> digests = path.stream().map(HexFormat.of()::parseHex).toList();
            return MerkleTree.climb(leaf, index, size, digests)
                    .map(HexFormat.of()::formatHex)
                    .filter(root::equals)
                    .isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

package vn.hoso.record;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Merkle tree of RFC 6962, section 2.1, over SHA-256. */
final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleTree() {}

    static byte[] leaf(byte[] salt, String key, String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(LEAF);
        bytes.writeBytes(salt);
        write(bytes, key);
        write(bytes, value);
        return sha256().digest(bytes.toByteArray());
    }

    private static void write(ByteArrayOutputStream bytes, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        bytes.writeBytes(utf8);
    }

    /** The root over the leaves; over none it is the digest of nothing, as the RFC has it. */
    static byte[] root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return sha256().digest();
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int split = split(leaves.size());
        return node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    /** The digests beside the way from a leaf to the root, from the leaf upwards (RFC 6962, 2.1.1). */
    static List<byte[]> path(List<byte[]> leaves, int index) {
        if (leaves.size() == 1) {
            return new ArrayList<>();
        }
        int split = split(leaves.size());
        List<byte[]> left = leaves.subList(0, split);
        List<byte[]> right = leaves.subList(split, leaves.size());
        List<byte[]> path = index < split ? path(left, index) : path(right, index - split);
        path.add(root(index < split ? right : left));
        return path;
    }

    /** The root that a leaf and its path lead to (RFC 9162, 2.1.3.2), or empty where they don't fit each other. */
    static Optional<byte[]> climb(byte[] leaf, int index, int size, List<byte[]> path) {
        if (index < 0 || index >= size) {
            return Optional.empty();
        }
        int place = index;
        int last = size - 1;
        byte[] digest = leaf;
        for (byte[] beside : path) {
            if (last == 0) {
                return Optional.empty();
            }
            if ((place & 1) == 1 || place == last) {
                digest = node(beside, digest);
                while ((place & 1) == 0 && place != 0) {
                    place >>= 1;
                    last >>= 1;
                }
            } else {
                digest = node(digest, beside);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 ? Optional.of(digest) : Optional.empty();
    }

    /** The largest power of two below a size. */
    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }

    private static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left);
        digest.update(right);
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package vn.hoso.signing;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A hash tree over groups of digests (RFC 4998, 4.2). For each group it knows the few digests that lead from it to the
 * root.
 */
final class MerkleTree {
    private final String digestName;
    private final List<List<byte[]>> groups;
    private final byte[] root;

    /** For each group, those that stand beside its way to the root, from below. */
    private final List<List<byte[]>> besides = new ArrayList<>();

    /** A place in the tree, with the groups below it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Node(byte[] digest, List<Integer> below) {}

    /**
     * A tree.
     *
     * @param digestName how it digests, such as {@code SHA-256}
     * @param groups of digests of that kind; none is empty
     */
    MerkleTree(String digestName, List<List<byte[]>> groups) {
        this.digestName = digestName;
        this.groups = groups.stream().map(MerkleTree::sorted).toList();
        List<Node> level = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            besides.add(new ArrayList<>());
            level.add(new Node(joined(this.groups.get(i)), List.of(i)));
        }
        while (level.size() > 1) {
            List<Node> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                above.add(i + 1 < level.size() ? join(level.get(i), level.get(i + 1)) : level.get(i));
            }
            level = above;
        }
        root = level.get(0).digest();
    }

    private Node join(Node left, Node right) {
        left.below().forEach(one -> besides.get(one).add(right.digest()));
        right.below().forEach(one -> besides.get(one).add(left.digest()));
        List<Integer> below = new ArrayList<>(left.below());
        below.addAll(right.below());
        return new Node(joined(sorted(List.of(left.digest(), right.digest()))), below);
    }

    /** What is to be stamped. */
    byte[] root() {
        return root.clone();
    }

    /**
     * The lists of digests that lead from a group to the root: joining the first, and then each with the result of those
     * before it, gives the root. Empty where the group alone is the root.
     */
    List<List<byte[]>> path(int group) {
        List<List<byte[]>> path = new ArrayList<>();
        List<byte[]> beside = besides.get(group);
        List<byte[]> own = groups.get(group);
        if (own.size() == 1 && beside.isEmpty()) {
            return path;
        }
        int next = 0;
        if (own.size() == 1) {
            // A digest that is alone stands in one list with its neighbour: it would be digested again otherwise.
            path.add(List.of(own.get(0), beside.get(0)));
            next = 1;
        } else {
            path.add(own);
        }
        for (byte[] one : beside.subList(next, beside.size())) {
            path.add(List.of(one));
        }
        return path;
    }

    private byte[] joined(List<byte[]> digests) {
        return digests.size() == 1 ? digests.get(0) : digest(digestName, digests);
    }

    private static List<byte[]> sorted(List<byte[]> digests) {
        return digests.stream().sorted(Arrays::compareUnsigned).toList();
    }

    /** The digest of some bytes after each other. */
    static byte[] digest(String digestName, List<byte[]> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(digestName);
            parts.forEach(digest::update);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + digestName, e);
        }
    }

    /** The digest of a file. */
    static byte[] digest(String digestName, java.nio.file.Path file) throws IOException {
        try (java.io.InputStream in = java.nio.file.Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(digestName);
            byte[] part = new byte[1 << 16];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                digest.update(part, 0, read);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + digestName, e);
        }
    }
}

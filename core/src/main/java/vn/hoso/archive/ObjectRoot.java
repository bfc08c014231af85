package vn.hoso.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vn.hoso.internal.Durable;
import vn.hoso.paper.PaperId;

/** The folder of an OCFL object: where it lies, and how it is made whole after a crash. */
final class ObjectRoot {
    /** The length of the folder names that objects are spread over. */
    static final int TUPLE = 3;

    private static final String INVENTORY = "inventory.json";
    private static final String SIDECAR = INVENTORY + ".sha256";
    private static final Pattern VERSION = Pattern.compile("v([1-9][0-9]{0,8})");

    private ObjectRoot() {}

    /** The place that the layout of the archive gives an object (OCFL extension 0004). */
    static Path of(Path archive, PaperId id) {
        String hash = HexFormat.of().formatHex(sha256(id.value().getBytes(StandardCharsets.UTF_8)));
        return archive.resolve(hash.substring(0, TUPLE)).resolve(hash);
    }

    static void syncInventory(Path root) throws IOException {
        Durable.sync(root.resolve(INVENTORY));
        Durable.sync(root.resolve(SIDECAR));
        Durable.syncFolder(root);
    }

    /**
     * Completes a version whose files and inventory are there and whole but that the object does not show yet; takes it
     * away otherwise. A version that the object shows is never touched.
     *
     * @return what was done, in words; empty for a sound object
     */
    static List<String> heal(Path root) throws IOException {
        List<String> done = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return done;
        }
        List<Integer> versions = versions(root);
        Optional<Integer> shown = isSound(root) ? Optional.of(head(root)) : Optional.empty();
        for (int version : versions) {
            Path folder = root.resolve("v" + version);
            if (shown.isPresent() && version <= shown.get()) {
                return done;
            }
            if (isSound(folder) && head(folder) == version && isWhole(root, folder)) {
                show(root, folder);
                done.add("version " + version + " was completed");
                return done;
            }
            if (shown.isPresent()) {
                Durable.delete(folder);
                Durable.syncFolder(root);
                done.add("version " + version + " was not whole and was taken away");
            }
        }
        return done;
    }

    private static void show(Path root, Path version) throws IOException {
        Files.copy(version.resolve(INVENTORY), root.resolve(INVENTORY), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(version.resolve(SIDECAR), root.resolve(SIDECAR), StandardCopyOption.REPLACE_EXISTING);
        syncInventory(root);
    }

    /** The versions that have a folder, newest first. */
    private static List<Integer> versions(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(path -> VERSION.matcher(String.valueOf(path.getFileName())))
                    .filter(java.util.regex.Matcher::matches)
                    .map(matcher -> Integer.valueOf(matcher.group(1)))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /** Takes away the folder over an object that is gone: OCFL knows no empty folders. */
    static void tidy(Path above) throws IOException {
        try {
            Files.delete(above);
        } catch (DirectoryNotEmptyException e) {
            return; // other objects are in it
        }
    }

    /** Whether an inventory is there and has the digest that its sidecar says. */
    private static boolean isSound(Path folder) throws IOException {
        Path inventory = folder.resolve(INVENTORY);
        Path sidecar = folder.resolve(SIDECAR);
        if (!Files.isRegularFile(inventory) || !Files.isRegularFile(sidecar)) {
            return false;
        }
        String digest = HexFormat.of().formatHex(sha256(Files.readAllBytes(inventory)));
        return Files.readString(sidecar, StandardCharsets.UTF_8).startsWith(digest);
    }

    private static int head(Path folder) throws IOException {
        String head = read(folder).path("head").asText("v0");
        return Integer.parseInt(head.substring(1));
    }

    /** Whether all files that the inventory of a version lists are there with their digests. */
    private static boolean isWhole(Path root, Path version) throws IOException {
        var manifest = read(version).path("manifest").properties();
        for (var entry : manifest) {
            for (JsonNode path : entry.getValue()) {
                Path file = root.resolve(path.asText()).normalize();
                if (!file.startsWith(root)
                        || !Files.isRegularFile(file)
                        || !digest(file).equalsIgnoreCase(entry.getKey())) {
                    return false;
                }
            }
        }
        return !manifest.isEmpty();
    }

    private static JsonNode read(Path folder) throws IOException {
        return new ObjectMapper()
                .readTree(Objects.requireNonNull(folder.resolve(INVENTORY)).toFile());
    }

    private static String digest(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            MessageDigest digest = sha256();
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

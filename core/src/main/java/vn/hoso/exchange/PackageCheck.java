package vn.hoso.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import vn.hoso.exchange.PackageReport.Fault;
import vn.hoso.exchange.PackageReport.Finding;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * Looks whether a package that was received is whole: every file that its tables of contents name is there and has the size
 * and the digest that they give, nothing else is there, and it has what the circular asks of its kind. Packages of other
 * programs that follow the CSIP are checked alike. What the papers in it are worth, their signatures tell.
 *
 * <p>Nothing is unpacked to disk, and of no file more is read than the tables of contents name. Stateless.
 */
public final class PackageCheck {
    private static final int MOST_FILES = 1_000_000;
    private static final long MOST_CONTENTS = 512L << 20;

    /** The algorithms of METS that Java has, by their names in METS. */
    private static final Map<String, String> ALGORITHMS =
            Map.of("SHA-256", "SHA-256", "SHA-384", "SHA-384", "SHA-512", "SHA-512", "SHA-1", "SHA-1", "MD5", "MD5");

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private String folder = "";
    private int compared;

    private PackageCheck(ZipFile zip) {
        this.zip = zip;
    }

    /**
     * Checks a package.
     *
     * @param file a ZIP file
     * @return what was found
     * @throws HosoException with {@code UNREADABLE} where the file is missing, {@code DAMAGED} where it is no ZIP file, {@code
     *     TOO_MUCH_UNPACKED} where it holds more than 1,000,000 files or a table of contents of
     *     more than 512 MiB
     */
    public static PackageReport check(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!Files.isReadable(file)) {
            throw new HosoException(Problem.UNREADABLE, name);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_FILES) {
                throw new HosoException(Problem.TOO_MUCH_UNPACKED, name, MOST_FILES);
            }
            return new PackageCheck(zip).check();
        } catch (IOException e) {
            throw new HosoException(Problem.DAMAGED, e, name, "ZIP");
        }
    }

    private PackageReport check() throws IOException {
        list();
        Contents contents = contents(Mets.NAME);
        if (contents == null) {
            return new PackageReport("", null, compared, findings);
        }
        follow(contents);
        entries.keySet().stream()
                .filter(path -> !seen.contains(path))
                .sorted()
                .forEach(path -> find(Fault.UNLISTED, path));
        if (contents.kind() == null || !folder.equals(contents.id().replace(':', '_') + "/")) {
            find(Fault.NOT_AS_NAMED, folder);
        }
        boolean preserved = contents.preserved() || contents.kind() != PackageKind.AIP;
        if (!contents.described() || !preserved) {
            find(Fault.INCOMPLETE, Mets.NAME);
        }
        return new PackageReport(contents.id(), contents.kind(), compared, findings);
    }

    /** The files by their paths in the one folder that a package is. */
    private void list() {
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            int slash = name.indexOf('/');
            if (slash > 0 && folder.isEmpty()) {
                folder = name.substring(0, slash + 1);
            }
            if (slash <= 0 || !name.startsWith(folder) || !isSafe(name)) {
                find(Fault.UNSAFE_NAME, name);
            } else if (!entry.isDirectory() && entries.put(name.substring(folder.length()), entry) != null) {
                find(Fault.UNSAFE_NAME, name);
            }
        }
    }

    private static boolean isSafe(String name) {
        return name.indexOf('\\') < 0
                && name.indexOf('\0') < 0
                && !name.startsWith("/")
                && !List.of(name.split("/", -1)).contains("..");
    }

    private @Nullable Contents contents(String path) throws IOException {
        ZipEntry entry = entries.get(path);
        if (entry == null) {
            find(Fault.NO_CONTENTS, path);
            return null;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) Math.min(MOST_CONTENTS, Integer.MAX_VALUE - 8));
            if (in.read() >= 0) {
                throw new HosoException(Problem.TOO_MUCH_UNPACKED, path, MOST_CONTENTS);
            }
            return Contents.read(new ByteArrayInputStream(bytes));
        } catch (XMLStreamException e) {
            find(Fault.NO_CONTENTS, path);
            return null;
        }
    }

    /**
     * Compares what a table of contents names, then what the tables name that it points to, and so on: each once, one after
     * the other, so that neither a circle nor a chain of a million tables does harm.
     */
    private void follow(Contents first) throws IOException {
        seen.add(Mets.NAME);
        Set<String> known = new HashSet<>(Set.of(Mets.NAME));
        Deque<String> waiting = new ArrayDeque<>();
        compare(first, "", known, waiting);
        while (!waiting.isEmpty()) {
            String path = waiting.remove();
            Contents contents = contents(path);
            if (contents != null) {
                seen.add(path);
                compare(contents, path.substring(0, path.lastIndexOf('/') + 1), known, waiting);
            }
        }
    }

    private void compare(Contents contents, String base, Set<String> known, Deque<String> waiting) throws IOException {
        for (Contents.Named file : contents.named()) {
            compare(file, base);
        }
        for (String pointer : contents.tables()) {
            String path = base + decoded(pointer);
            if (known.add(path)) {
                waiting.add(path);
            }
        }
    }

    private void compare(Contents.Named file, String base) throws IOException {
        String path = base + decoded(file.path());
        ZipEntry entry = entries.get(path);
        if (!isSafe(path)) {
            find(Fault.UNSAFE_NAME, path);
            return;
        }
        if (entry == null) {
            find(Fault.MISSING, path);
            return;
        }
        seen.add(path);
        String algorithm = file.algorithm() == null ? null : ALGORITHMS.get(file.algorithm());
        if (algorithm == null || file.bytes() < 0) {
            find(Fault.NO_DIGEST, path);
            return;
        }
        compared++;
        if (!isWhole(entry, file, algorithm)) {
            find(Fault.CHANGED, path);
        }
    }

    private boolean isWhole(ZipEntry entry, Contents.Named file, String algorithm) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] piece = new byte[1 << 16];
            long left = file.bytes();
            while (left > 0) {
                int read = in.read(piece, 0, (int) Math.min(piece.length, left));
                if (read < 0) {
                    return false;
                }
                digest.update(piece, 0, read);
                left -= read;
            }
            return in.read() < 0 && HexFormat.of().formatHex(digest.digest()).equals(file.digest());
        } catch (ZipException e) {
            return false; // packed data that can't be unpacked are other data
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    /** A path in a URL; one that can't be decoded stands as it is. */
    private static String decoded(String url) {
        try {
            return URLDecoder.decode(url.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    private void find(Fault fault, String path) {
        findings.add(new Finding(fault, path));
    }
}

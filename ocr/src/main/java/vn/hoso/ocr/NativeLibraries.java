package vn.hoso.ocr;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * Makes the native Tesseract loadable before the first class of Tess4J asks for it.
 *
 * <p>The libraries come from the {@code org.bytedeco} jars on the class path and are unpacked once into a folder of the
 * user's cache that is named by their checksum, under the versioned names by which they find each other or under the
 * plain names that JNA looks for.
 */
final class NativeLibraries {
    /** What nothing else holds is unloaded by the collector, and forgets what it was told. */
    private static final List<NativeLibrary> HELD = new CopyOnWriteArrayList<>();

    private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);
    private static final String LIBRARY_PATH = "jna.library.path";
    private static final List<String> LEPTONICA =
            List.of("libleptonica.so.6", "libleptonica.6.dylib", "libleptonica-6.dll");
    /** {@code L_SEVERITY_NONE} of Leptonica. */
    private static final int SILENT = 6;

    private static @Nullable Path prepared;

    private final Path cache;

    NativeLibraries(Path cache) {
        this.cache = cache;
    }

    /** Where a user's programs keep what they can make again. */
    static Path userCache() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path home = Path.of(System.getProperty("user.home", "."));
        if (os.startsWith("windows")) {
            String local = System.getenv("LOCALAPPDATA");
            return local == null ? home.resolve("AppData/Local/hoso/cache") : Path.of(local, "hoso", "cache");
        }
        if (os.startsWith("mac")) {
            return home.resolve("Library/Caches/hoso");
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        return xdg == null || xdg.isBlank() ? home.resolve(".cache/hoso") : Path.of(xdg, "hoso");
    }

    /**
     * Unpacks the libraries where needed and points JNA to them; the first call of a process decides.
     *
     * @param installed the folder of a Tesseract that is installed on this machine, or null for the libraries on the
     *     class path
     * @return the folder that JNA loads from
     */
    static synchronized Path prepare(@Nullable Path installed, Path cache) {
        Path folder = prepared;
        if (folder == null) {
            folder = installed == null ? new NativeLibraries(cache).unpack(platform()) : installed;
            String before = System.getProperty(LIBRARY_PATH);
            System.setProperty(
                    LIBRARY_PATH,
                    before == null || before.isEmpty()
                            ? folder.toString()
                            : folder + System.getProperty("path.separator") + before);
            silenceLeptonica(folder);
            prepared = folder;
        }
        return folder;
    }

    /**
     * Leptonica writes lines of its own to the error stream, such as of boxes that lie outside of an image; whatever
     * fails shows in what it returns. Tesseract finds the library loaded here and takes it; until then it is held.
     */
    private static void silenceLeptonica(Path folder) {
        for (String name : LEPTONICA) {
            Path library = folder.resolve(name);
            if (Files.exists(library)) {
                try {
                    NativeLibrary leptonica = NativeLibrary.getInstance(library.toString());
                    leptonica.getFunction("setMsgSeverity").invokeInt(new Object[] {SILENT});
                    HELD.add(leptonica);
                } catch (UnsatisfiedLinkError e) {
                    LOG.debug("Leptonica can't be silenced", e);
                }
            }
        }
    }

    /** This machine as the class-path jars name it, such as {@code linux-x86_64}. */
    static String platform() {
        return platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static String platform(String osName, String archName) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = archName.toLowerCase(Locale.ROOT);
        String family = os.startsWith("windows")
                ? "windows"
                : os.startsWith("mac") ? "macosx" : os.startsWith("linux") ? "linux" : os.replace(' ', '_');
        String machine = switch (arch) {
            case "amd64", "x86_64", "x64" -> "x86_64";
            case "aarch64", "arm64" -> "arm64";
            default -> arch;
        };
        return family + "-" + machine;
    }

    /** The files of a platform: where they lie on the class path, and the names that they get. */
    private static Map<String, List<String>> files(String platform) {
        String tesseract = "org/bytedeco/tesseract/" + platform + "/";
        String leptonica = "org/bytedeco/leptonica/" + platform + "/";
        Map<String, List<String>> files = new LinkedHashMap<>();
        if (platform.startsWith("windows")) {
            // Tess4J and Lept4J ask for these very names on Windows.
            files.put(tesseract + "libtesseract55.dll", List.of("libtesseract553.dll"));
            files.put(leptonica + "libleptonica-6.dll", List.of("libleptonica-6.dll", "libleptonica1870.dll"));
            for (String runtime :
                    List.of("libgcc_s_seh-1.dll", "libgomp-1.dll", "libstdc++-6.dll", "libwinpthread-1.dll")) {
                files.put(leptonica + runtime, List.of(runtime));
            }
        } else if (platform.startsWith("macosx")) {
            files.put(tesseract + "libtesseract.5.5.dylib", List.of("libtesseract.dylib"));
            files.put(leptonica + "libleptonica.6.dylib", List.of("libleptonica.6.dylib", "libleptonica.dylib"));
        } else {
            files.put(tesseract + "libtesseract.so.5.5", List.of("libtesseract.so"));
            files.put(leptonica + "libleptonica.so.6", List.of("libleptonica.so.6", "libleptonica.so"));
        }
        return files;
    }

    /** Unpacks the libraries of a platform unless they are there, whole, already. */
    Path unpack(String platform) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        Checksum checksum = new CRC32();
        try {
            for (Map.Entry<String, List<String>> file : files(platform).entrySet()) {
                byte[] content = resource(file.getKey());
                if (content == null) {
                    throw new HosoException(
                            Problem.BAD_CONFIGURATION,
                            "tesseract",
                            "native libraries",
                            "org.bytedeco:tesseract and org.bytedeco:leptonica with classifier " + platform
                                    + " on the class path, or TesseractRecognizer.Builder.nativeLibraries(Path)");
                }
                for (String name : file.getValue()) {
                    contents.put(name, content);
                }
                checksum.update(content);
            }
            return publish(cache.resolve("native").resolve(platform + "-" + name(checksum, contents)), contents);
        } catch (IOException e) {
            throw new HosoException(
                    Problem.BAD_CONFIGURATION, e, cache.toString(), "cache folder", "a folder that can be written to");
        }
    }

    /**
     * Writes files into a folder that appears whole or not at all.
     *
     * <p>Several processes may do this at once: the first to rename its folder wins, the others use that one. A folder
     * whose files differ from what is wanted is repaired file by file.
     */
    static Path publish(Path folder, Map<String, byte[]> contents) throws IOException {
        if (isWhole(folder, contents)) {
            return folder;
        }
        Path parent = folder.getParent();
        if (parent == null) {
            throw new IOException(folder + " has no parent folder");
        }
        Files.createDirectories(parent);
        Path work = Files.createTempDirectory(parent, ".new");
        List<Path> written = new ArrayList<>();
        try {
            for (Map.Entry<String, byte[]> file : contents.entrySet()) {
                Path path = work.resolve(file.getKey());
                Files.write(path, file.getValue());
                written.add(path);
            }
            if (Files.isDirectory(folder)) {
                for (Path path : written) {
                    move(path, folder.resolve(path.getFileName()));
                }
            } else {
                try {
                    Files.move(work, folder, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    if (!isWhole(folder, contents)) {
                        throw e;
                    }
                }
            }
        } finally {
            for (Path path : written) {
                Files.deleteIfExists(path);
            }
            Files.deleteIfExists(work);
        }
        return folder;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isWhole(Path folder, Map<String, byte[]> contents) throws IOException {
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.isRegularFile(path) || Files.size(path) != file.getValue().length) {
                return false;
            }
        }
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            if (!Arrays.equals(file.getValue(), Files.readAllBytes(folder.resolve(file.getKey())))) {
                return false;
            }
        }
        return true;
    }

    static byte @Nullable [] resource(String name) throws IOException {
        URL url = NativeLibraries.class.getClassLoader().getResource(name);
        if (url == null) {
            return null;
        }
        try (InputStream in = url.openStream()) {
            return in.readAllBytes();
        }
    }

    /**
     * A name for files of these contents. Whether a folder of this name holds them is looked at byte by byte, see
     * {@link #publish}, so that a checksum is enough, and costs a hundredth of a digest.
     */
    static String name(Checksum checksum, Map<String, byte[]> contents) {
        long bytes =
                contents.values().stream().mapToLong(content -> content.length).sum();
        return HexFormat.of().toHexDigits((int) checksum.getValue())
                + HexFormat.of().toHexDigits((int) bytes);
    }
}

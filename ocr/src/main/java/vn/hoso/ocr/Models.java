package vn.hoso.ocr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** The folder with the trained data that Tesseract opens: a given one, or the bundled models unpacked. */
final class Models {
    private Models() {}

    /**
     * Finds or makes the folder.
     *
     * @param languages the languages wanted, such as {@code vie}
     * @param given the user's folder of trained data, or null for what is on the class path
     * @return a folder that holds the trained data of each language
     */
    static Path folder(List<String> languages, @Nullable Path given, Path cache) {
        if (given != null) {
            for (String language : languages) {
                if (!Files.isRegularFile(given.resolve(language + ".traineddata"))) {
                    throw missing(language, "in " + given + " (found: " + found(given) + ")");
                }
            }
            return given;
        }
        Map<String, byte[]> contents = new LinkedHashMap<>();
        Checksum checksum = new CRC32();
        try {
            for (String language : languages) {
                byte[] model = bundled(language);
                if (model == null) {
                    throw missing(
                            language,
                            "in the folder named by TesseractRecognizer.Builder.models(Path); bundled: vie, vie_best, eng");
                }
                checksum.update(model);
                contents.put(language + ".traineddata", model);
            }
            Path folder = cache.resolve("models").resolve(NativeLibraries.name(checksum, contents));
            return NativeLibraries.publish(folder, contents);
        } catch (IOException e) {
            throw new HosoException(
                    Problem.BAD_CONFIGURATION, e, cache.toString(), "cache folder", "a folder that can be written to");
        }
    }

    private static byte @Nullable [] bundled(String language) throws IOException {
        byte[] ours = NativeLibraries.resource("vn/hoso/ocr/" + language + ".traineddata");
        // English and the orientation model ride along in the jar of Tess4J.
        return ours != null ? ours : NativeLibraries.resource("tessdata/" + language + ".traineddata");
    }

    private static HosoException missing(String language, String where) {
        return new HosoException(
                Problem.BAD_CONFIGURATION, "tesseract", "languages", language + ".traineddata " + where);
    }

    private static String found(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".traineddata"))
                    .sorted()
                    .collect(Collectors.joining(", "));
        } catch (IOException e) {
            return "nothing";
        }
    }
}

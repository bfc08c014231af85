package vn.hoso.ocr;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine needs to know, in this process or in a worker.
 *
 * @param languages names of trained data, the commonest first
 * @param timeout how long a page may take
 * @param models where trained data lie; null for the bundled ones
 * @param nativeLibraries where an installed Tesseract lies; null for the one on the class path
 * @param cache where natives and models are unpacked; null for the cache folder of the user
 */
record EngineSettings(
        List<String> languages,
        Duration timeout,
        @Nullable Path models,
        @Nullable Path nativeLibraries,
        @Nullable Path cache) {
    private static final String NONE = "-";

    EngineSettings {
        languages = List.copyOf(languages);
        if (languages.isEmpty()) {
            throw new IllegalArgumentException("at least one language is needed");
        }
        for (String code : languages) {
            if (!code.matches("[A-Za-z0-9_]+")) {
                throw new IllegalArgumentException("a language is letters, digits and _, got '" + code + "'");
            }
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be more than nothing, got " + timeout);
        }
    }

    static EngineSettings defaults() {
        return new EngineSettings(List.of("vie"), Duration.ofMinutes(2), null, null, null);
    }

    EngineSettings withLanguages(List<String> codes) {
        return new EngineSettings(codes, timeout, models, nativeLibraries, cache);
    }

    EngineSettings withTimeout(Duration limit) {
        return new EngineSettings(languages, limit, models, nativeLibraries, cache);
    }

    EngineSettings withModels(Path folder) {
        return new EngineSettings(languages, timeout, folder, nativeLibraries, cache);
    }

    EngineSettings withNativeLibraries(Path folder) {
        return new EngineSettings(languages, timeout, models, folder, cache);
    }

    EngineSettings withCache(Path folder) {
        return new EngineSettings(languages, timeout, models, nativeLibraries, folder);
    }

    /** The settings as words of a command line. */
    List<String> toArguments() {
        return List.of(
                String.join("+", languages), timeout.toString(), word(models), word(nativeLibraries), word(cache));
    }

    /** What {@link #toArguments()} wrote. */
    static EngineSettings ofArguments(String... words) {
        return new EngineSettings(
                List.of(words[0].split("\\+")),
                Duration.parse(words[1]),
                folder(words[2]),
                folder(words[3]),
                folder(words[4]));
    }

    private static String word(@Nullable Path folder) {
        return folder == null ? NONE : folder.toAbsolutePath().toString();
    }

    private static @Nullable Path folder(String word) {
        return word.equals(NONE) ? null : Path.of(word);
    }
}

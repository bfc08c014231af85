package vn.hoso.examples;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.scan.ScanLimits;
import vn.hoso.signing.SignatureLevel;

/**
 * The configuration: the file {@code hoso.yaml} of the home, over it the file that {@code --config} names.
 *
 * <p>Both may be YAML or Java properties. A key that is not known is refused: a typing error should not go unseen.
 * Relative paths are relative to the file they stand in.
 */
final class Settings {
    private final Map<Key, Entry> entries = new EnumMap<>(Key.class);

    private Settings() {}

    /** What can be configured. */
    enum Key {
        OFFICER("officer"),
        OFFICER_ID("officerId"),
        AGENCY("agency"),
        KEY("key"),
        KEY_PASSWORD_FILE("keyPasswordFile"),
        KEY_TOKEN_FILE("keyTokenFile"),
        KEY_RATE("keyRate"),
        LEVEL("level"),
        TSA("tsa"),
        TSA_POLICIES("tsaPolicies"),
        TSA_FAILS("tsaFails"),
        TRUST("trust"),
        TYPES("types"),
        CODES("codes"),
        CATALOGUE("catalogue"),
        FOUR_EYES("review.fourEyes"),
        ELIGIBILITY("eligibility"),
        RETENTION("retention"),
        PLACES("places"),
        REUSE_LEVEL("reuse.level"),
        REUSE_AGENCIES("reuse.agencies"),
        COMPACT("compact"),
        BLANK_PAGES("blankPages"),
        JOBS("jobs"),
        LANGUAGES("ocr.languages"),
        MODELS("ocr.models"),
        OCR_SECONDS("ocr.seconds"),
        NATIVE_LIBRARIES("ocr.nativeLibraries"),
        OFFICE("scan.office"),
        LIBRE_OFFICE("scan.libreOffice"),
        PROTECTED("scan.protected"),
        BYTES("limits.bytes"),
        PAGES("limits.pages"),
        PIXELS("limits.pixels"),
        DEPTH("limits.depth"),
        SECONDS("limits.seconds");

        private final String text;

        Key(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        static Optional<Key> of(String text) {
            return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
        }
    }

    private record Entry(String value, Path file) {}

    /**
     * Reads the configuration.
     *
     * @param ofHome the file of the home, which may be missing
     * @param named the file that the user names, which must be there, or null
     * @return the settings
     */
    static Settings load(Path ofHome, @Nullable Path named) {
        Settings settings = new Settings();
        if (Files.exists(ofHome)) {
            settings.read(ofHome);
        }
        if (named != null) {
            settings.read(named);
        }
        return settings;
    }

    /** Whether the user has said something of any of these. */
    boolean names(Key... keys) {
        return Arrays.stream(keys).anyMatch(key -> text(key).isPresent());
    }

    Optional<String> text(Key key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value).filter(value -> !value.isBlank());
    }

    Optional<Path> path(Key key) {
        Entry entry = entries.get(key);
        if (entry == null || entry.value.isBlank()) {
            return Optional.empty();
        }
        Path folder = entry.file.toAbsolutePath().getParent();
        return Optional.of(folder == null ? Path.of(entry.value) : folder.resolve(entry.value));
    }

    List<String> languages() {
        return text(Key.LANGUAGES)
                .map(value -> Arrays.stream(value.split("[+,\\s]+"))
                        .filter(code -> !code.isEmpty())
                        .toList())
                .orElse(List.of("vie"));
    }

    /** The parts of a value that is a list, or written as one. */
    List<String> list(Key key) {
        return text(key)
                .map(value -> Arrays.stream(value.split("[,\\s]+"))
                        .filter(part -> !part.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    /** What is said to be wanted or not; not wanted where nothing is said. */
    boolean flag(Key key) {
        return text(key)
                .map(value -> one(key, value, Set.of("true", "false")).equals("true"))
                .orElse(false);
    }

    int jobs() {
        return (int) number(Key.JOBS, Runtime.getRuntime().availableProcessors(), 1, 1024);
    }

    /** The level of signatures and seals. */
    SignatureLevel signatureLevel() {
        return text(Key.LEVEL)
                .map(value -> one(Key.LEVEL, value, Set.of("B", "T", "LT", "LTA")))
                .map(SignatureLevel::valueOf)
                .orElse(SignatureLevel.B);
    }

    /** How many signatures a minute the key may be asked for. */
    Optional<Integer> keyRate() {
        return text(Key.KEY_RATE).map(value -> (int) number(Key.KEY_RATE, 1, 1, 1_000_000));
    }

    Duration ocrPatience() {
        return Duration.ofSeconds(number(Key.OCR_SECONDS, 120, 1, 86_400));
    }

    Optional<Duration> scanPatience() {
        return text(Key.SECONDS).map(value -> Duration.ofSeconds(number(Key.SECONDS, 1, 1, 86_400)));
    }

    ScanLimits limits() {
        ScanLimits standard = ScanLimits.DEFAULT;
        return new ScanLimits(
                number(Key.BYTES, standard.bytes(), 1, Long.MAX_VALUE),
                (int) number(Key.PAGES, standard.pages(), 1, Integer.MAX_VALUE),
                number(Key.PIXELS, standard.pixels(), 1, Integer.MAX_VALUE),
                (int) number(Key.DEPTH, standard.depth(), 1, 100_000));
    }

    /** A value that must be one of a few words. */
    String one(Key key, String value, Set<String> allowed) {
        if (!allowed.contains(value)) {
            throw new HosoException(Problem.BAD_CONFIGURATION, value, key.text, String.join(", ", allowed));
        }
        return value;
    }

    private long number(Key key, long standard, long least, long most) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return standard;
        }
        try {
            long value = Long.parseLong(text.get().strip().replace("_", ""));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, with what is allowed
        }
        throw new HosoException(
                Problem.BAD_CONFIGURATION, text.get(), key.text, "a number between " + least + " and " + most);
    }

    private void read(Path file) {
        for (Map.Entry<String, String> found : parse(file).entrySet()) {
            Key key = Key.of(found.getKey())
                    .orElseThrow(() -> new HosoException(
                            Problem.BAD_CONFIGURATION,
                            file.toString(),
                            "'" + found.getKey() + "'",
                            Arrays.stream(Key.values()).map(known -> known.text).collect(Collectors.joining(", "))));
            entries.put(key, new Entry(found.getValue(), file));
        }
    }

    private static Map<String, String> parse(Path file) {
        boolean properties = file.toString().toLowerCase(Locale.ROOT).endsWith(".properties");
        Map<String, String> values = new TreeMap<>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (properties) {
                Properties read = new Properties();
                read.load(reader);
                read.forEach((key, value) -> values.put(String.valueOf(key), String.valueOf(value)));
            } else {
                flatten("", new YAMLMapper().readTree(reader), values);
            }
        } catch (JacksonException e) {
            String where = e.getLocation() == null
                    ? "?"
                    : String.valueOf(e.getLocation().getLineNr());
            throw new HosoException(Problem.BAD_CONFIGURATION, e, file.toString(), "YAML, line " + where, "key: value");
        } catch (IOException e) {
            throw new HosoException(Problem.UNREADABLE, e, file.toString());
        }
        return values;
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(child -> flatten(
                            prefix.isEmpty() ? child.getKey() : prefix + "." + child.getKey(),
                            child.getValue(),
                            values));
        } else if (node.isArray()) {
            StringBuilder joined = new StringBuilder();
            node.forEach(child -> joined.append(joined.isEmpty() ? "" : ",").append(child.asText()));
            values.put(prefix, joined.toString());
        } else if (!prefix.isEmpty()) {
            values.put(prefix, node.isNull() ? "" : node.asText());
        }
    }
}

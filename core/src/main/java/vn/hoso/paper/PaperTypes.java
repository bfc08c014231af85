package vn.hoso.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The paper types that are known.
 *
 * <p>Types are YAML files, one type a file; their form is published as {@code paper-type.schema.json} beside the
 * bundled ones. An agency adds a type, or replaces one, with a file in a folder of its own.
 *
 * <pre>{@code
 * PaperTypes types = PaperTypes.load(Path.of("/etc/hoso/types"));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class PaperTypes {
    private final Map<String, PaperType> byKey;

    private PaperTypes(Map<String, PaperType> byKey) {
        this.byKey = byKey;
    }

    /**
     * The types that come with Hoso. They are read once, on the first call.
     *
     * @return the bundled types
     */
    public static PaperTypes bundled() {
        return Bundled.TYPES;
    }

    /**
     * The bundled types together with those of a folder, which win where the key is the same.
     *
     * @param folder a folder with {@code *.yaml} files; other files in it are left alone
     * @return all of them
     * @throws IOException if the folder can't be read
     * @throws vn.hoso.failure.HosoException with {@code BAD_CONFIGURATION} where a file does not follow the schema
     */
    public static PaperTypes load(Path folder) throws IOException {
        Map<String, PaperType> all = new LinkedHashMap<>(bundled().byKey);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> yaml = files.filter(file -> file.getFileName().toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            for (Path file : yaml) {
                PaperType type =
                        PaperTypeReader.readChecked(Files.readString(file), String.valueOf(file.getFileName()));
                all.put(type.key(), type);
            }
        }
        return new PaperTypes(all);
    }

    /**
     * All types, in the order in which they were declared.
     *
     * @return the types, unmodifiable
     */
    public Collection<PaperType> all() {
        return java.util.Collections.unmodifiableCollection(byKey.values());
    }

    /**
     * A type by its key.
     *
     * @param key such as {@code birth_certificate}
     * @return the type, or empty where it is not known
     */
    public Optional<PaperType> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Read lazily: a command that extracts nothing pays nothing. */
    private static final class Bundled {
        static final PaperTypes TYPES = read();

        private static PaperTypes read() {
            Map<String, PaperType> types = new LinkedHashMap<>();
            for (String name : new ArrayList<>(PaperTypeReader.bundledNames())) {
                PaperType type = PaperTypeReader.readBundled(name);
                types.put(type.key(), type);
            }
            return new PaperTypes(types);
        }
    }
}

package vn.hoso.digitize;

import java.nio.file.Path;
import vn.hoso.archive.Archive;
import vn.hoso.registry.Registry;

/** The folder that everything is kept in. */
public final class Home implements AutoCloseable {
    private final Path folder;
    private @org.jspecify.annotations.Nullable Archive archive;
    private @org.jspecify.annotations.Nullable Registry registry;

    private Home(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a home for reading and writing; what is missing is made.
     *
     * @param folder the folder
     * @return the home
     * @throws vn.hoso.failure.HosoException with {@code STORE_NEWER}, {@code HOME_LOCKED}, {@code NO_PERMISSION} or {@code
     *     DISK_FULL}
     */
    public static Home open(Path folder) {
        return new Home(folder);
    }

    /**
     * Opens a home for reading only; nothing is made or changed.
     *
     * @param folder the folder
     * @return the home
     * @throws vn.hoso.failure.HosoException with {@code STORE_NEWER}, or {@code NOT_FOUND} where there is no home
     */
    public static Home openReadOnly(Path folder) {
        return new Home(folder);
    }

    /**
     * The folder itself.
     *
     * @return its path
     */
    public Path folder() {
        return folder;
    }

    /**
     * The folder of the search index.
     *
     * @return its path
     */
    public Path indexFolder() {
        return folder.resolve("index");
    }

    /**
     * The folder of keys.
     *
     * @return its path
     */
    public Path keysFolder() {
        return folder.resolve("keys");
    }

    /**
     * The configuration file.
     *
     * @return its path; the file may be missing
     */
    public Path configFile() {
        return folder.resolve("hoso.yaml");
    }

    /**
     * The archive, opened when first asked for.
     *
     * @return the archive; closed with the home
     */
    public Archive archive() {
        return java.util.Objects.requireNonNull(archive);
    }

    /**
     * The registry, opened when first asked for.
     *
     * @return the registry; closed with the home
     */
    public Registry registry() {
        return java.util.Objects.requireNonNull(registry);
    }

    @Override
    public void close() {
        archive = null;
        registry = null;
    }
}

package vn.hoso.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import vn.hoso.paper.Eligibility;
import vn.hoso.paper.PaperTypes;
import vn.hoso.paper.PresentPlaces;
import vn.hoso.paper.Retention;

/** What every command is given: the terminal, the language and the global options. */
final class Context {
    private final Terminal terminal;
    private final Texts texts;
    private final Globals globals = new Globals();
    private @Nullable Settings settings;
    private @Nullable PaperTypes types;

    Context(Terminal terminal, Texts texts) {
        this.terminal = terminal;
        this.texts = texts;
    }

    Terminal terminal() {
        return terminal;
    }

    Texts texts() {
        return texts;
    }

    Locale locale() {
        return texts.locale();
    }

    Globals globals() {
        return globals;
    }

    Path home() {
        return globals.home;
    }

    /** The configuration, read when first asked for. */
    Settings settings() {
        if (settings == null) {
            settings = Settings.load(globals.home.resolve("hoso.yaml"), globals.config);
        }
        return settings;
    }

    /** The paper types, read when first asked for: those of the agency, or those that come with Hoso. */
    synchronized PaperTypes types() {
        if (types == null) {
            Optional<Path> folder = settings().path(Settings.Key.TYPES);
            try {
                types = folder.isPresent() ? PaperTypes.load(folder.get()) : PaperTypes.bundled();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return types;
    }

    /** What is digitised and what is not: the rules of the agency, or those that come with Hoso. */
    Eligibility eligibility() {
        Optional<Path> file = settings().path(Settings.Key.ELIGIBILITY);
        try {
            return file.isPresent() ? Eligibility.load(file.get()) : Eligibility.bundled();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until when papers are kept: the rules of the agency, or those that come with Hoso. */
    Retention retention() {
        Optional<Path> file = settings().path(Settings.Key.RETENTION);
        try {
            return file.isPresent() ? Retention.load(file.get()) : Retention.bundled();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What became of the places that papers name: provinces, and what the table of the agency adds. */
    PresentPlaces places() {
        Optional<Path> file = settings().path(Settings.Key.PLACES);
        try {
            return file.isPresent() ? PresentPlaces.load(file.get()) : PresentPlaces.bundled();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints a message about the run, not a result. */
    void say(String key, Object... arguments) {
        terminal.err().println("hoso: " + texts.get(key, arguments));
    }

    /** The options that every command understands. */
    static final class Globals {
        @Option(names = "--home", paramLabel = "DIR", scope = ScopeType.INHERIT, descriptionKey = "global.home")
        Path home = Path.of("hoso-home");

        @Nullable
        @Option(names = "--config", paramLabel = "FILE", scope = ScopeType.INHERIT, descriptionKey = "global.config")
        Path config;

        @Nullable
        @Option(names = "--lang", paramLabel = "LANG", scope = ScopeType.INHERIT, descriptionKey = "global.lang")
        Language lang;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                scope = ScopeType.INHERIT,
                descriptionKey = "global.help")
        boolean help;

        @Option(
                names = {"-V", "--version"},
                versionHelp = true,
                descriptionKey = "global.version")
        boolean version;

        @Option(names = "--debug", scope = ScopeType.INHERIT, descriptionKey = "global.debug")
        boolean debug;
    }

    /** The languages of messages; {@link Texts#of} has chosen one before the command line is parsed. */
    enum Language {
        /** Vietnamese. */
        vi,
        /** English. */
        en
    }
}

package vn.hoso.ocr;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The settings that both recognisers have.
 *
 * @param <B> the builder itself
 */
abstract class EngineBuilder<B extends EngineBuilder<B>> {
    private EngineSettings engine = EngineSettings.defaults();

    EngineBuilder() {}

    abstract B self();

    final EngineSettings engine() {
        return engine;
    }

    final B engine(EngineSettings settings) {
        this.engine = settings;
        return self();
    }

    /**
     * The languages to read, the commonest first; Vietnamese alone reads Vietnamese papers better than Vietnamese and
     * English together. Bundled are {@code vie}, quick and good, {@code vie_best}, a larger Vietnamese model that reads
     * clean print a little better and poor copies a little worse, and {@code eng}.
     *
     * @param codes names of trained data, such as {@code vie}
     * @return this
     */
    public B languages(String... codes) {
        return engine(engine.withLanguages(List.of(codes)));
    }

    /**
     * How long a page may take.
     *
     * @param limit more than nothing; two minutes by default
     * @return this
     */
    public B timeout(Duration limit) {
        return engine(engine.withTimeout(limit));
    }

    /**
     * Where trained data lie, in place of the bundled ones.
     *
     * @param folder holds {@code vie.traineddata} and so on
     * @return this
     */
    public B models(Path folder) {
        return engine(engine.withModels(folder));
    }

    /**
     * Which installed Tesseract to use, in place of the one on the class path; the first recogniser of a process decides
     * for all of that process.
     *
     * @param folder holds {@code libtesseract.so} or what the platform calls it
     * @return this
     */
    public B nativeLibraries(Path folder) {
        return engine(engine.withNativeLibraries(folder));
    }

    /**
     * Where native libraries and models are unpacked.
     *
     * @param folder a folder of this user; by default within the user's cache folder
     * @return this
     */
    public B cache(Path folder) {
        return engine(engine.withCache(folder));
    }
}

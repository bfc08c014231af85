package vn.hoso.examples;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sample papers are that come with Hoso. */
final class SampleFolder {
    private SampleFolder() {}

    /** The folder that the launcher names, else the one of a clone that is the working folder. */
    static Path find(Texts texts) {
        Path named = Path.of(System.getProperty("hoso.samples", "examples/samples"));
        if (!Files.isDirectory(named)) {
            throw new UsageException(texts.get("demo.noSamples", named));
        }
        return named;
    }
}

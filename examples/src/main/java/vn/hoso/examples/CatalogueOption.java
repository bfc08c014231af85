package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.hoso.reuse.Catalogue;

/** Where the procedures are described: as stated, as configured, or in the home. */
final class CatalogueOption {
    @Nullable
    @Option(names = "--catalogue", paramLabel = "FILE", descriptionKey = "plan.catalogue")
    private Path file;

    Catalogue read(Context context) throws IOException {
        Path found = Optional.ofNullable(file)
                .or(() -> context.settings().path(Settings.Key.CATALOGUE))
                .orElseGet(() -> context.home().resolve("catalogue.json"));
        if (!Files.isRegularFile(found)) {
            throw new UsageException(context.texts().get("plan.noCatalogue", found));
        }
        return Catalogue.read(found);
    }
}

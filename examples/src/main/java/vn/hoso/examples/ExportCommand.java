package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vn.hoso.archive.Archive;
import vn.hoso.digitize.Home;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.signing.EvidenceContainer;
import vn.hoso.signing.SigningKey;

/** Hands out what proves a sealed paper, as one file: an ASiC-E container. */
@picocli.CommandLine.Command(name = "export")
final class ExportCommand extends Command {
    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "paper.id")
    private String id = "";

    @Parameters(index = "1", paramLabel = "OUT.asice", descriptionKey = "export.output")
    private Path output = Path.of("");

    @Mixin
    private final KeyOptions keyOptions = new KeyOptions();

    ExportCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Path part = output.resolveSibling(output.getFileName() + ".part");
        try (Home home = Homes.reading(context());
                SigningKey key = keyOptions.require(context())) {
            PaperId paper = Papers.find(home.registry(), id, texts());
            int version = home.archive()
                    .head(paper)
                    .orElseThrow(() -> new HosoException(Problem.NOT_FOUND, paper.value(), texts().get("paper")))
                    .version();
            Map<String, Path> files = home.archive().files(paper, version);
            EvidenceContainer.signedBy(key)
                    .write(
                            file(files, paper, Archive.PDF),
                            file(files, paper, Archive.RECORD),
                            file(files, paper, Archive.SEAL),
                            part);
            Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
            print("export.made", output, paper, version, Files.size(output) / 1024);
            return OK;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Path file(Map<String, Path> files, PaperId paper, String name) {
        Path file = files.get(name);
        if (file == null) {
            throw new UsageException(texts().get("export.unsealed", paper, name));
        }
        return file;
    }
}

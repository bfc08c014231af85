package vn.hoso.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Papers to read for real, as many as one likes: the scans of one page among the samples in turn, each a file of its own. */
final class SampleCopies {
    private static final List<String> SCANS = List.of(".jpg", ".png", ".tif");

    private SampleCopies() {}

    /** Writes them; a remark behind the picture, which readers pass over, makes each file another one. */
    static List<Path> write(Path samples, Path folder, int count) throws IOException {
        List<Path> scans = Inputs.files(List.of(samples), false, folder).stream()
                .filter(file -> SCANS.stream()
                        .anyMatch(String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT)::endsWith))
                .toList();
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Path scan = scans.get(number % scans.size());
            Path file = folder.resolve(number + "-" + scan.getFileName());
            Files.copy(scan, file);
            Files.write(file, ("copy " + number).getBytes(StandardCharsets.US_ASCII), StandardOpenOption.APPEND);
            files.add(file);
        }
        return files;
    }
}

package vn.hoso.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.text.PageImage;

/** Every file of the corpus opens with the pages of its truth, or is refused for a reason that is named here. */
class CorpusSweepTest {
    private static final Map<String, Problem> REFUSED = Map.of(
            "invalid.pdf", Problem.DAMAGED,
            "zxing-qrcode-2_12.txt", Problem.UNKNOWN_KIND,
            "zxing-qrcode-3_13.txt", Problem.UNKNOWN_KIND);

    @TempDir
    Path work;

    @Test
    void syntheticScansComeOutAtTheirOwnPixels() throws IOException {
        for (Path file : files("dev")) {
            JsonNode truth = truth(file);
            try (Scan scan = ScanReader.builder().build().open(file, work)) {
                JsonNode pages = truth.get("pages");
                assertThat(scan.pageCount()).as(file.toString()).isEqualTo(pages.size());
                assertThat(scan.repairs()).as(file.toString()).isEmpty();
                for (int page = 1; page <= scan.pageCount(); page++) {
                    JsonNode expected = pages.get(page - 1);
                    String name = file.getFileName() + " page " + page;
                    if (expected.get("source").asText().equals("scan")) {
                        PageImage image = scan.image(page);
                        assertThat(image.pixels().getWidth())
                                .as(name)
                                .isEqualTo(expected.get("width").asInt());
                        assertThat(image.pixels().getHeight())
                                .as(name)
                                .isEqualTo(expected.get("height").asInt());
                        assertThat(image.dpi())
                                .as(name)
                                .isBetween(
                                        expected.get("dpi").asDouble() - 1,
                                        expected.get("dpi").asDouble() + 1);
                        assertThat(scan.textLayer(page)).as(name).isEmpty();
                        assertThat(scan.makeup(page).kind()).as(name).isEqualTo(PageMakeup.Kind.SCANNED);
                    } else {
                        assertThat(TextLayerAudit.judge(scan, page).verdict())
                                .as(name)
                                .isEqualTo(TextLayerAudit.Verdict.TRUSTED);
                        assertThat(scan.makeup(page).kind()).as(name).isEqualTo(PageMakeup.Kind.DRAWN);
                    }
                }
            }
        }
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void realScansOpenAndTheirJunkLayersAreFound() throws IOException {
        Map<String, TextLayerAudit.Verdict> verdicts = new TreeMap<>();
        for (Path file : files("real")) {
            try (Scan scan = ScanReader.builder().build().open(file, work)) {
                assertThat(scan.pageCount())
                        .as(file.toString())
                        .isEqualTo(truth(file).get("pages").size());
                String name = file.getFileName().toString();
                assertThat(scan.signed()).as(name).isEqualTo(name.contains("signed"));
                for (int page = 1; page <= scan.pageCount(); page++) {
                    assertThat(scan.image(page).dpi()).as(name).isBetween(70.0, 310.0);
                    verdicts.put(
                            name.substring(0, 2) + "/" + page,
                            TextLayerAudit.judge(scan, page).verdict());
                }
            }
        }
        if (!verdicts.isEmpty()) {
            assertThat(verdicts)
                    .containsEntry("01/1", TextLayerAudit.Verdict.JUNK)
                    .containsEntry("01/2", TextLayerAudit.Verdict.JUNK)
                    .containsEntry("17/1", TextLayerAudit.Verdict.JUNK)
                    .containsEntry("03/1", TextLayerAudit.Verdict.PARTIAL)
                    .containsEntry("07/1", TextLayerAudit.Verdict.EMPTY);
        }
    }

    @Test
    void difficultFilesGivePagesOrAReason() throws IOException {
        // Office files by their text, whether or not LibreOffice is installed here.
        ScanReader reader = ScanReader.builder().offices(Optional::empty).build();
        for (Path file : files("nasty")) {
            String name = file.getFileName().toString();
            if (REFUSED.containsKey(name)) {
                assertThatThrownBy(() -> reader.open(file, work))
                        .as(name)
                        .isInstanceOfSatisfying(
                                HosoException.class,
                                e -> assertThat(e.problem()).isEqualTo(REFUSED.get(name)));
                continue;
            }
            try (Scan scan = reader.open(file, work)) {
                for (int page = 1; page <= scan.pageCount(); page++) {
                    assertThat(scan.image(page).pixels().getWidth()).as(name).isPositive();
                }
            }
        }
        assertThat(leftBehind()).isEmpty();
    }

    private List<Path> leftBehind() throws IOException {
        try (Stream<Path> all = Files.list(work)) {
            return all.toList();
        }
    }

    private static JsonNode truth(Path file) throws IOException {
        String name = file.getFileName().toString();
        Path truth = file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".truth.json");
        return new ObjectMapper().readTree(truth.toFile());
    }

    /** The files of a part of the corpus; none where the corpus is not there. */
    static List<Path> files(String part) throws IOException {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve("shared").resolve("corpus"))) {
            at = at.getParent();
        }
        if (at == null) {
            System.err.println("no shared corpus beside the repository: sweep over " + part + " left out");
            return List.of();
        }
        try (Stream<Path> all =
                Files.list(at.resolve("shared").resolve("corpus").resolve(part))) {
            return new ArrayList<>(all.filter(file -> !file.toString().endsWith(".json"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList());
        }
    }
}

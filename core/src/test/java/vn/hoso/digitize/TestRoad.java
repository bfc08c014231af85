package vn.hoso.digitize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import vn.hoso.paper.PaperId;

/** A home with everything that a run needs, for tests. */
final class TestRoad {
    static final TestSeals SEALS = new TestSeals();

    private TestRoad() {}

    static BatchConverter.Builder converter(Home home, NumberReader reader) {
        return BatchConverter.builder()
                .home(home)
                .digitizer(Digitizer.builder().recognizer(reader).pagesAhead(2).build())
                .signer(SEALS)
                .index(() -> FileIndex.open(home.indexFolder()))
                .pdfaCheck(PdfACheckPolicy.OFF)
                .agency("Sở Nội vụ")
                .jobs(2);
    }

    static ReviewDesk.Builder desk(Home home) {
        return ReviewDesk.builder()
                .home(home)
                .sealer(SEALS)
                .signer(SEALS)
                .pdfaCheck(PdfACheckPolicy.OFF)
                .index(() -> FileIndex.open(home.indexFolder()));
    }

    static ArchiveReport verify(Home home) {
        try (FileIndex index = FileIndex.open(home.indexFolder())) {
            return ArchiveVerifier.builder()
                    .home(home)
                    .seals(SEALS)
                    .index(index)
                    .build()
                    .verify();
        }
    }

    static List<PaperId> papers(Home home) {
        try (Stream<PaperId> papers = home.archive().papers()) {
            return papers.sorted().toList();
        }
    }

    /** All is well, and nothing lies about but the folder of the open home itself. */
    static void assertSound(Home home, int papers) {
        ArchiveReport report = verify(home);
        assertThat(report.findings()).isEmpty();
        assertThat(report.papers()).isEqualTo(papers);
        assertThat(home.registry().leases()).isEmpty();
        assertThat(home.registry().intents()).isEmpty();
        assertThat(filesUnder(home.workFolder())).isEmpty();
    }

    /** The files in the work folders of all processes that have ended must be gone; staging roots of the open one may be there. */
    private static List<String> filesUnder(Path own) {
        List<String> left = new ArrayList<>();
        try (Stream<Path> all = Files.walk(own.resolveSibling("."))) {
            all.filter(Files::isRegularFile)
                    .map(Path::normalize)
                    .map(Path::toString)
                    .filter(name -> !name.endsWith(own.getFileName() + ".lock"))
                    .filter(name -> !name.matches(".*/staging-[^/]*/(0=ocfl_1.1|ocfl_[^/]*|extensions/.*|0[^/]*\\.md)"))
                    .forEach(left::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return left;
    }
}

package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.LedgerEvent;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;

/** An open home, a folder for scans beside it, and what tests ask of both. */
abstract class HomeFixture {
    @TempDir
    Path temporary;

    final NumberReader reader = new NumberReader();
    Path scans;
    Home home;

    @BeforeEach
    final void open() throws IOException {
        scans = Files.createDirectory(temporary.resolve("scans"));
        home = Home.open(temporary.resolve("home"));
    }

    @AfterEach
    final void close() {
        home.close();
        home.close(); // twice is allowed
    }

    /** The home as a process that starts anew finds it. */
    final void reopen() {
        home.close();
        home = Home.open(temporary.resolve("home"));
    }

    final BatchReport convert(Path... files) {
        return TestRoad.converter(home, reader).build().convert(List.of(files));
    }

    final PaperEntry entry(PaperId id) {
        return home.registry().paper(id).orElseThrow();
    }

    final PaperState state(PaperId id) {
        return entry(id).state();
    }

    /** What was done with a paper, in order. */
    final List<String> actions(PaperId id) {
        return home.registry().events(0, 10_000).stream()
                .filter(event -> id.equals(event.paper()))
                .map(LedgerEvent::action)
                .toList();
    }

    /** The newest record of a paper in the archive. */
    final DigitisedRecord archived(PaperId id) {
        int version = home.archive().head(id).orElseThrow().version();
        return new IndexFeeder(home.archive(), home.registry()).record(id, version);
    }
}

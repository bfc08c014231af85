package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.digitize.Home;

/** Ten kinds of damage: each is found and named, healed where that loses nothing, and left alone where it would. */
class DoctorTest {
    @TempDir
    static Path folder;

    private static Path sound;
    private static int copies;

    private Path home;

    @BeforeAll
    static void makeAHome() throws IOException {
        sound = folder.resolve("sound");
        Cli cli = new Cli(sound);
        assertThat(cli.run("key", "test").code()).isZero();
        Cli.Run run = cli.run(
                "convert",
                Cli.samples().resolve("official-letter.tif"),
                Cli.samples().resolve("business-registration-fax.pdf"),
                "--key",
                "test");
        assertThat(run.code()).as(run.err()).isZero();
        String letter =
                cli.run("find", "--json", "phối hợp xác minh").out().replaceAll("(?s).*?\"id\" : \"([^\"]+)\".*", "$1");
        Cli.Run confirmed = cli.run("review", "confirm", letter, "--key", "test");
        assertThat(confirmed.code()).as(letter + confirmed.err()).isZero();
    }

    private Cli damaged() throws IOException {
        home = folder.resolve("copy" + copies++);
        try (Stream<Path> all = Files.walk(sound)) {
            for (Path path : all.toList()) {
                Files.copy(path, home.resolve(sound.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return new Cli(home);
    }

    private Path anyFile(String name) throws IOException {
        try (Stream<Path> all = Files.walk(home.resolve("archive"))) {
            return all.filter(path -> path.endsWith(name)).sorted().findFirst().orElseThrow();
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int old = open.read();
            open.seek(at);
            open.write(old ^ 1);
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("registry.db"));
                Statement change = connection.createStatement()) {
            change.executeUpdate(statement);
        }
    }

    private void healed(Cli cli, String word) {
        Cli.Run doctor = cli.run("doctor");
        assertThat(doctor.code()).as(doctor.out() + doctor.err()).isZero();
        assertThat(doctor.out()).contains(word, "All is well."); // it looks again after healing
        assertThat(cli.run("find", "phối hợp xác minh").out()).contains("1549/SNV-VX");
    }

    private void named(Cli cli, String... words) {
        Cli.Run doctor = cli.run("doctor");
        assertThat(doctor.code()).as(doctor.out() + doctor.err()).isEqualTo(1);
        assertThat(doctor.out()).contains(words);
    }

    @Test
    void aSoundHomeIsLeftAsItIs() throws IOException {
        Cli cli = damaged();
        healed(cli, "All is well.");
        assertThat(cli.run("pause").code()).isZero();
        assertThat(cli.run("status").out()).contains("See hoso resume.");
        assertThat(cli.run("resume").out()).contains("go on.");
        assertThat(cli.run("resume").out()).contains("were not paused");
    }

    @Test
    void theIndexIsGone() throws IOException {
        Cli cli = damaged();
        Folders.delete(home.resolve("index"));
        healed(cli, "it is built anew");
    }

    @Test
    void theIndexIsDamaged() throws IOException {
        Cli cli = damaged();
        try (Stream<Path> files = Files.walk(home.resolve("index"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) > 40) {
                    flip(file, 20);
                }
            }
        }
        healed(cli, "it is built anew");
    }

    @Test
    void theRegistryIsGone() throws IOException {
        Cli cli = damaged();
        for (String name : List.of("registry.db", "registry.db-wal", "registry.db-shm")) {
            Files.deleteIfExists(home.resolve(name));
        }
        healed(cli, "2 papers");
    }

    @Test
    void aProcessDiedAndLeftItsWork() throws IOException {
        Cli cli = damaged();
        Path work = Files.createDirectories(home.resolve("work/dead-worker/f1"));
        Files.writeString(work.resolve("unsigned.pdf"), "half");
        Files.createFile(home.resolve("work/dead-worker.lock"));
        healed(cli, "The work files of process dead-worker");
        assertThat(work).doesNotExist();
    }

    @Test
    void theRegistryIsBehindTheArchive() throws Exception {
        Cli cli = damaged();
        sql("update paper set state = 'EXTRACTED', version = 0 where version = 1");
        healed(cli, "1 papers");
    }

    @Test
    void anArchivedFileWasChanged() throws IOException {
        Cli cli = damaged();
        Path pdf = anyFile("paper.pdf");
        flip(pdf, Files.size(pdf) / 2);
        named(cli, "FIXITY", "paper.pdf");
    }

    @Test
    void whatWasSoundNotLongAgoNeedNotBeReadAgain() throws IOException {
        Cli cli = damaged();
        assertThat(cli.run("verify", "--archive", "--rate", "1000").out())
                .contains("Checked: 2 papers")
                .contains("All is well.");
        Path pdf = anyFile("paper.pdf");
        flip(pdf, Files.size(pdf) / 2);
        Cli.Run quick = cli.run("verify", "--archive", "--within", "7");
        assertThat(quick.code()).isZero();
        assertThat(quick.out()).contains("left out: 2 papers");
        assertThat(cli.run("verify", "--archive").code()).isEqualTo(1);
        assertThat(cli.run("status", "--sizes").out())
                .contains("Found sound: 1 of 2 papers", "never done: 1", "bytes a page");
        // What was found damaged is looked at each time.
        assertThat(cli.run("verify", "--archive", "--within", "7").code()).isEqualTo(1);
    }

    @Test
    void anArchivedFileIsGone() throws IOException {
        Cli cli = damaged();
        Files.delete(anyFile("record.json"));
        named(cli, "record.json");
    }

    @Test
    void anObjectOfTheArchiveIsGone() throws IOException {
        Cli cli = damaged();
        Folders.delete(anyFile("paper.pdf").getParent().getParent().getParent());
        named(cli, "is registered and not in the archive");
    }

    @Test
    void aRowOfTheLedgerWasChanged() throws Exception {
        Cli cli = damaged();
        sql("drop trigger ledger_is_not_changed");
        sql("update ledger set actor = 'somebody else' where sequence = 3");
        named(cli, "LEDGER", "row 3");
    }

    @Test
    void aFileWasPutIntoAnObject() throws IOException {
        Cli cli = damaged();
        Files.writeString(anyFile("paper.pdf").resolveSibling("note.txt"), "put here by hand");
        named(cli, "FIXITY", "note.txt");
    }

    @Test
    void aVersionWasHalfWritten() throws IOException {
        Cli cli = damaged();
        Path object = anyFile("paper.pdf").getParent().getParent().getParent();
        Path half = Files.createDirectories(object.resolve("v9/content"));
        Files.writeString(half.resolve("record.json"), "{\"half");
        healed(cli, "version 9");
        assertThat(half).doesNotExist();
    }

    @Test
    void aWorkerThatIsGoneHoldsALease() throws Exception {
        Cli cli = damaged();
        sql("update source set worker = '1-dead', lease_until = '2999-01-01T00:00:00.000Z'");
        healed(cli, "1-dead");
        assertThat(cli.run("status").out()).contains("Files in work: 0");
    }

    @Test
    void theClockIsBehindTheLedger() throws IOException {
        Cli cli = damaged();
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofDays(400));
        try (Home open = Home.open(home, wrong)) {
            open.registry().append("officer", "noted", null, Map.of());
        }
        named(cli, "LEDGER", "the clock of this machine says");
        // What is written meanwhile is chained all the same.
        try (Home open = Home.open(home)) {
            open.registry().append("officer", "noted", null, Map.of());
            assertThat(open.registry().checkLedger()).isEmpty();
        }
    }

    @Test
    void theKeyIsGone() throws IOException {
        Cli cli = damaged();
        Folders.delete(home.resolve("keys"));
        Cli.Run doctor = cli.run("doctor", "--key", "test");
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out()).contains("the key: NOT WELL.", "hoso key test", "2 papers");
    }

    @Test
    void aDamagedRegistryIsMadeAnewWhenThatIsAskedFor() throws IOException {
        Cli cli = damaged();
        Files.writeString(home.resolve("registry.db"), "not a database, but long enough to look like one".repeat(100));
        Files.deleteIfExists(home.resolve("registry.db-wal"));
        Files.deleteIfExists(home.resolve("registry.db-shm"));
        Cli.Run left = cli.run("doctor");
        assertThat(left.code()).isEqualTo(1);
        assertThat(left.out()).contains("registry: NOT WELL.", "The registry is left alone.");
        Cli.Run made = cli.run("doctor", "--rebuild-registry");
        assertThat(made.code()).as(made.out() + made.err()).isZero();
        assertThat(made.out()).contains("registry.db.damaged-", "2 papers", "All is well.");
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).anyMatch(file -> file.toString().contains("registry.db.damaged-"));
        }
    }
}

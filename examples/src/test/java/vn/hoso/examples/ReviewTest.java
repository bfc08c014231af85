package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.digitize.Home;
import vn.hoso.registry.PaperEntry;
import vn.hoso.signing.TestAuthority;

/** What officers do with papers from the command line, on papers whose text need not be recognised. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReviewTest {
    private static final String PASSWORD = "second-officer";

    @TempDir
    static Path folder;

    private static Path home;
    private static Path otherKey;

    @BeforeAll
    static void convert() throws IOException {
        home = folder.resolve("home");
        Path scans = Files.createDirectory(folder.resolve("scans"));
        for (int copies = 1; copies <= 3; copies++) {
            letters(scans.resolve(copies + ".pdf"), copies);
        }
        cli().run("key", "test");
        TestAuthority authority = TestAuthority.create();
        otherKey = folder.resolve("other.p12");
        authority.writePkcs12("Lê Thị Hai", otherKey, PASSWORD.toCharArray());
        authority.writeRoot(home.resolve("keys/trust/other.crt"));
        Cli.Run converted = cli().run("convert", scans, "--key", "test", "--pdfa-check", "off");
        assertThat(converted.code()).as(converted.out() + converted.err()).isZero();
    }

    private static void letters(Path file, int copies) throws IOException {
        try (PDDocument one = Loader.loadPDF(Cli.samples()
                        .resolve("official-letter-born-digital.pdf")
                        .toFile());
                PDDocument many = new PDDocument()) {
            for (int i = 0; i < copies; i++) {
                many.importPage(one.getPage(0));
            }
            many.save(file.toFile());
        }
    }

    private static Cli cli() {
        return new Cli(home);
    }

    private static Path config(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), text);
    }

    /** The papers of a file that wait, in its order. */
    private static List<String> waiting(String file) {
        try (Home open = Home.openReadOnly(home)) {
            return open.registry().queue(100).stream()
                    .filter(entry -> entry.sourceName().equals(file))
                    .sorted(java.util.Comparator.comparingInt(PaperEntry::ordinal))
                    .map(entry -> entry.id().value())
                    .toList();
        }
    }

    private static Cli.Run well(Cli.Run run) {
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        return run;
    }

    @Test
    @Order(1)
    void papersAreMergedAndSplit() {
        List<String> three = waiting("3.pdf");
        assertThat(three).hasSize(3);
        Cli.Run apart = cli().run("review", "merge", three.get(0), three.get(2), "--key", "test");
        assertThat(apart.code()).isEqualTo(2);
        assertThat(apart.err()).contains("Only papers whose pages follow each other");

        Cli.Run merged = well(cli().run("review", "merge", three.get(0), three.get(1), "--key", "test"));
        assertThat(merged.out()).contains("2 papers were made one").contains("pages: 2");
        String whole = waiting("3.pdf").get(1);
        Cli.Run nowhere = cli().run("review", "split", whole, "3", "--key", "test");
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("A paper of 2 pages can't be cut at page 3");

        Cli.Run split = well(cli().run("review", "split", whole, "2", "--key", "test"));
        assertThat(split.out()).contains("was cut into 2 papers");
        assertThat(waiting("3.pdf")).hasSize(3);
        assertThat(cli().run("review", "split", three.get(2), "2").code())
                .as("without a key")
                .isEqualTo(2);
    }

    @Test
    @Order(2)
    void aTypeIsNamedByAKeyThatIsListed() {
        String paper = waiting("1.pdf").get(0);
        Cli.Run wrong = cli().run("review", "retype", paper, "letter_of_marque");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("'letter_of_marque' is no paper type. hoso review types lists them.");
        assertThat(cli().run("review", "types").out()).containsPattern("notice +Notice");
        assertThat(well(cli().run("review", "retype", paper, "notice")).out()).contains("is now: Notice");
    }

    @Test
    @Order(3)
    void aSecondOfficerIsAnotherPerson() throws IOException {
        String paper = waiting("1.pdf").get(0);
        Path guarded = config("guarded", "review: {fourEyes: [notice]}\nofficerId: H56/1\n");
        Path renamed = config("renamed", "review: {fourEyes: [notice]}\nofficer: Trần Văn Ba\nofficerId: H56/2\n");

        assertThat(well(cli().run("review", "confirm", paper, "--key", "test", "--config", guarded))
                        .out())
                .contains("confirmed once; a second officer must look at:");
        Cli.Run same = cli().run("review", "confirm", paper, "--key", "test", "--config", renamed);
        assertThat(same.code()).as("the key of the first, under another name").isEqualTo(1);
        assertThat(same.err()).contains("a second officer must confirm it");

        Cli other = cli().with("HOSO_KEY_PASSWORD", PASSWORD);
        assertThat(well(other.run(
                                "review",
                                "confirm",
                                paper,
                                "--key",
                                otherKey,
                                "--config",
                                guarded.resolveSibling("renamed.yaml")))
                        .out())
                .contains("confirmed and sealed");
        assertThat(well(cli().run("review", "show", paper)).out())
                .contains("[id H56/1, cert ")
                .contains("Trần Văn Ba [id H56/2, cert ");
    }

    @Test
    @Order(4)
    void aPhotocopyIsRefusedWithTheRule() {
        String paper = waiting("2.pdf").get(0);
        Cli.Run confirmed = cli().run("review", "confirm", paper, "--original", "photocopy", "--key", "test");
        assertThat(confirmed.out()).contains(paper + " rejected:");
        assertThat(waiting("2.pdf")).hasSize(1);
    }

    @Test
    @Order(5)
    void theQueueIsGoneThroughWithALineForEachDecision() {
        List<String> waiting = new ArrayList<>(waiting("2.pdf"));
        waiting.addAll(waiting("3.pdf"));
        assertThat(waiting).hasSize(4);
        Cli.Run run = well(cli().answering(
                        "?",
                        "9=x",
                        "signer_name=Trần Thị Thanh Hòa",
                        "a",
                        "t nothing",
                        "",
                        "t notice",
                        "",
                        "r",
                        "r bản mờ",
                        "s")
                .run("review", "next", "--key", "test"));
        assertThat(run.out())
                .contains("N=VALUE or KEY=VALUE corrects")
                .contains("There is no field 9")
                .contains("Trần Thị Thanh Hòa")
                .contains("'nothing' is no paper type")
                .contains("Notice")
                .contains("Give the reason")
                .contains("Confirmed 2, rejected 1; 1 still wait.");
        assertThat(run.err()).contains("Enter: confirm");
        assertThat(waiting("2.pdf").size() + waiting("3.pdf").size()).isEqualTo(1);

        // nobody answers any more: nothing is decided
        assertThat(well(cli().run("review", "next", "--key", "test")).out())
                .contains("Confirmed 0, rejected 0; 1 still wait.");
        assertThat(cli().run("verify", "--archive").out()).contains("All is well.");
    }
}

package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.signing.TestAuthority;

/** One home through all commands, with real engines: good papers and bad ones in one run, then an officer's work on them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConvertTest {
    @TempDir
    static Path folder;

    private static Path home;
    private static Path inputs;
    private static Path report;
    private static Cli.Run converted;

    @BeforeAll
    static void convert() throws IOException {
        home = folder.resolve("home");
        inputs = Files.createDirectories(folder.resolve("scans/zz")).getParent();
        for (String name : List.of("official-letter.tif", "identity-card.pdf", "business-registration-fax.pdf")) {
            Files.copy(Cli.samples().resolve(name), inputs.resolve(name));
        }
        Files.copy(inputs.resolve("official-letter.tif"), inputs.resolve("zz/the same letter.tif"));
        Files.writeString(inputs.resolve("official-letter.json"), "{}");
        Broken.unknownKind(inputs);
        Broken.empty(inputs);
        Broken.truncated(inputs);
        Broken.damaged(inputs);
        Broken.encrypted(inputs);
        Broken.withoutPages(inputs);
        Broken.tooLarge(inputs);
        report = folder.resolve("report.json");
        cli().run("key", "test");
        Path config = Files.writeString(
                folder.resolve("limits.yaml"), "limits: {pixels: 20_000_000}\nagency: Sở Thử Nghiệm\n");
        converted = cli().run(
                        "convert",
                        inputs,
                        folder.resolve("gone.pdf"),
                        "--recursive",
                        "--key",
                        "test",
                        "--config",
                        config,
                        "--report",
                        report,
                        "--metrics",
                        metrics());
    }

    private static Path metrics() {
        return folder.resolve("hoso.prom");
    }

    private static Cli cli() {
        return new Cli(home);
    }

    private static JsonNode reported(String name) throws IOException {
        for (JsonNode file : new ObjectMapper().readTree(report.toFile()).get("files")) {
            if (file.get("file").asText().endsWith(name)) {
                return file;
            }
        }
        throw new AssertionError(name + " is not in the report");
    }

    private static String id(String name) throws IOException {
        return reported(name).get("papers").get(0).asText();
    }

    @Test
    @Order(1)
    void goodPapersAreConvertedAndBadOnesAreListedWithTheirReasons() throws IOException {
        assertThat(converted.code()).as(converted.err()).isEqualTo(1);
        assertThat(converted.out()).containsPattern("converted +3").containsPattern("duplicates of another file +1");
        assertThat(converted.out()).containsPattern("failed +8");
        assertThat(converted.out())
                .containsPattern("passed over, no papers +1")
                .contains("official-letter.json: passed over");
        assertThat(converted.err()).contains("TEST key");
        for (String reason : List.of(
                "unknown.pdf: not a kind of file that can be read",
                "empty.pdf: ",
                "truncated.tif: damaged or cut off",
                "damaged.png: damaged or cut off",
                "encrypted.pdf: protected by a password",
                "no-pages.pdf: has no pages",
                "too-large.png: an image of 30",
                "gone.pdf: can't be read")) {
            assertThat(converted.out()).contains(reason);
            assertThat(converted.err()).contains(reason);
        }
        assertThat(converted.out().lines().filter(line -> line.contains("Exception")))
                .isEmpty();
    }

    @Test
    @Order(1)
    void theReportNamesEachFileOnceWithItsOutcomeAndItsCode() throws IOException {
        JsonNode json = new ObjectMapper().readTree(report.toFile());
        assertThat(json.get("files")).hasSize(12);
        assertThat(json.get("passedOver")).hasSize(1);
        assertThat(json.get("counts").get("CONVERTED").asInt()).isEqualTo(3);
        assertThat(reported("unknown.pdf").get("error").get("code").asText()).isEqualTo("UNKNOWN_KIND");
        assertThat(reported("truncated.tif").get("error").get("code").asText()).isEqualTo("DAMAGED");
        assertThat(reported("damaged.png").get("error").get("code").asText()).isEqualTo("DAMAGED");
        assertThat(reported("encrypted.pdf").get("error").get("code").asText()).isEqualTo("ENCRYPTED");
        assertThat(reported("no-pages.pdf").get("error").get("code").asText()).isEqualTo("NO_PAGES");
        assertThat(reported("too-large.png").get("error").get("code").asText()).isEqualTo("TOO_MANY_PIXELS");
        assertThat(reported("gone.pdf").get("error").get("code").asText()).isEqualTo("UNREADABLE");
        assertThat(reported("identity-card.pdf").get("outcome").asText()).isEqualTo("CONVERTED");
        assertThat(reported("identity-card.pdf").get("pages").asInt()).isEqualTo(1);
        assertThat(reported("identity-card.pdf").get("seconds").get("RECOGNISE").asDouble())
                .isPositive();
    }

    @Test
    @Order(2)
    void runningItAgainSkipsWhatIsThere() {
        Cli.Run again = cli().run("convert", inputs.resolve("identity-card.pdf"), "--key", "test");
        assertThat(again.code()).isZero();
        assertThat(again.out())
                .containsPattern("skipped, in the archive already +1")
                .containsPattern("converted +0");
    }

    @Test
    @Order(2)
    void failuresAreSaidInVietnamese() throws IOException {
        Cli.Run run = cli().run("convert", Broken.encrypted(folder), "--key", "test", "--lang", "vi");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("encrypted.pdf: tệp có mật khẩu. Hãy gỡ mật khẩu rồi đưa lại.");
    }

    @Test
    @Order(3)
    void whatWasConvertedIsFoundWithAndWithoutAccents() throws IOException {
        for (String query : List.of("phối hợp xác minh", "phoi hop xac minh", "PHOI HOP XAC MINH")) {
            Cli.Run run = cli().run("find", query);
            assertThat(run.code()).isZero();
            assertThat(run.out()).contains(id("official-letter.tif")).contains("«");
        }
        JsonNode json = new ObjectMapper()
                .readTree(cli().run("find", "--json", "kinh doanh").out());
        assertThat(json.get("hits").findValuesAsText("id")).contains(id("business-registration-fax.pdf"));
        assertThat(cli().run("find", "xyzzy").out()).contains("Nothing was found.");
    }

    @Test
    @Order(3)
    void theArchivedPdfCarriesTheTextAndAValidSignature() throws IOException {
        Path pdf = Path.of(cli().run("review", "show", id("official-letter.tif"))
                .out()
                .lines()
                .filter(line -> line.endsWith("paper.pdf"))
                .findFirst()
                .orElseThrow()
                .strip());
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(document)).contains("phối hợp xác minh");
        }
        Cli.Run english = cli().run("verify", pdf);
        assertThat(english.code()).as(english.out()).isZero();
        assertThat(english.out()).contains("Nguyễn Văn Thử (TEST)");
        assertThat(cli().run("verify", pdf, "--lang", "vi").out()).contains("Nguyễn Văn Thử (TEST)");

        Path changed = folder.resolve("changed.pdf");
        byte[] bytes = Files.readAllBytes(pdf);
        bytes[bytes.length / 3] ^= 1;
        Files.write(changed, bytes);
        assertThat(cli().run("verify", changed).code()).isEqualTo(1);
    }

    @Test
    @Order(4)
    void anOfficerCorrectsAndConfirms() throws IOException {
        String letter = id("official-letter.tif");
        Cli.Run list = cli().run("review", "list");
        assertThat(list.out()).contains(letter.substring(0, 12)).contains("official-letter.tif");
        assertThat(list.lines()).hasSize(4);
        Cli.Run corrected =
                cli().run("review", "correct", letter.substring(0, 8), "document_number=1550/SNV-VX", "--key", "test");
        assertThat(corrected.code()).as(corrected.err()).isZero();
        Cli.Run confirmed = cli().run("review", "confirm", letter.substring(0, 8), "--key", "test");
        assertThat(confirmed.code()).as(confirmed.err()).isZero();
        assertThat(confirmed.out()).contains("confirmed and sealed");
        Cli.Run show = cli().run("review", "show", letter);
        assertThat(show.out()).contains("1550/SNV-VX").contains("sealed").contains("result code");
        assertThat(cli().run("review", "list").lines()).hasSize(3);
        assertThat(cli().run("find", "1550/SNV-VX").out()).contains(letter);

        Path sealed = sealedRecord();
        Cli.Run verified = cli().run("verify", sealed);
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    }

    /** The record with a seal beside it; only one paper has been confirmed so far. */
    private static Path sealedRecord() throws IOException {
        try (var all = Files.walk(home.resolve("archive"))) {
            return all.filter(path -> path.endsWith("record.json"))
                    .filter(path -> Files.exists(path.resolveSibling("record.json.p7s")))
                    .max(java.util.Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    @Test
    void newPapersAreTimeStampedWhenTheyAreSigned() throws IOException {
        Cli other = new Cli(folder.resolve("stamped"));
        other.run("key", "test");
        Path paper = Cli.samples().resolve("official-letter-born-digital.pdf");
        Cli.Run unstamped = other.run("convert", "--key", "test", "--level", "T", paper);
        assertThat(unstamped.code()).isEqualTo(2);
        assertThat(unstamped.err()).contains("--tsa");
        HttpServer server = stamps(folder.resolve("stamped"));
        try {
            Path config = Files.writeString(folder.resolve("stamped.yaml"), "level: T\ntsa: " + address(server) + "\n");
            Cli.Run stamped = other.run("convert", "--key", "test", "--config", config, paper);
            assertThat(stamped.code()).as(stamped.out() + stamped.err()).isZero();
            assertThat(other.run("verify", archived(other, "paper.pdf")).out()).contains("PAdES-BASELINE-T");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void papersAreKeptWhereNoTimeStampIsToBeHad() throws IOException {
        Cli other = new Cli(folder.resolve("unstamped"));
        other.run("key", "test");
        Path paper = Cli.samples().resolve("official-letter-born-digital.pdf");
        HttpServer server = stamps(folder.resolve("unstamped"));
        try {
            String nobody = "level: T\ntsa: http://127.0.0.1:1/\n";
            Path stop = Files.writeString(folder.resolve("stop.yaml"), nobody + "tsaFails: stop\n");
            Cli.Run stopped = other.run("convert", "--key", "test", "--config", stop, paper);
            assertThat(stopped.code()).isEqualTo(1);
            assertThat(stopped.out()).contains("UNREACHABLE");

            Path keep = Files.writeString(folder.resolve("keep.yaml"), nobody);
            Cli.Run kept = other.run("convert", "--key", "test", "--config", keep, paper);
            assertThat(kept.code()).as(kept.out() + kept.err()).isZero();
            assertThat(kept.err()).containsOnlyOnce("UNREACHABLE").contains("archive renew");
            assertThat(other.run("verify", archived(other, "paper.pdf")).out()).contains("PAdES-BASELINE-B");

            // The service is there again: the desk seals at the level of the home, and what is stored is raised.
            Path stamped = Files.writeString(folder.resolve("again.yaml"), "level: T\ntsa: " + address(server) + "\n");
            String id = other.run("review", "list").lines().get(1).substring(0, 8);
            Cli.Run confirmed = other.run("review", "confirm", id, "--key", "test", "--config", stamped);
            assertThat(confirmed.code()).as(confirmed.out() + confirmed.err()).isZero();
            assertThat(other.run("verify", archived(other, "record.json")).out())
                    .contains("CAdES-BASELINE-T");
            assertThat(other.run("archive", "renew", "--level", "T", "--config", stamped)
                            .out())
                    .contains("1 papers looked at, 1 renewed to level T");
            assertThat(other.run("verify", archived(other, "paper.pdf")).out()).contains("PAdES-BASELINE-T");
        } finally {
            server.stop(0);
        }
    }

    /** A time-stamping service that a home trusts. */
    private static HttpServer stamps(Path home) throws IOException {
        TestAuthority stamps = TestAuthority.create();
        stamps.writeRoot(home.resolve("keys/trust/stamps.crt"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = stamps.answer(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The newest version of a file of the only paper in a home. */
    private static Path archived(Cli cli, String name) throws IOException {
        try (Stream<Path> all = Files.walk(cli.home().resolve("archive"))) {
            return all.filter(path -> path.endsWith(name))
                    .max(java.util.Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    @Test
    @Order(5)
    void signaturesAreRenewedAndEvidenceIsHandedOut() throws IOException {
        String letter = id("official-letter.tif");
        HttpServer server = stamps(home);
        try {
            String tsa = address(server);
            Cli.Run renewed = cli().run("archive", "renew", "--level", "T", "--tsa", tsa);
            assertThat(renewed.code()).as(renewed.out() + renewed.err()).isZero();
            assertThat(renewed.out()).contains("3 papers looked at, 3 renewed to level T");
            assertThat(cli().run("archive", "renew", "--level", "T", "--tsa", tsa)
                            .out())
                    .contains("3 papers looked at, 0 renewed");

            // The first authority is not there: the second one is asked.
            String row = "http://127.0.0.1:1/," + tsa;
            Cli.Run proven = cli().run("archive", "renew", "--evidence-record", "--tsa", row);
            assertThat(proven.code()).as(proven.out() + proven.err()).isZero();
            assertThat(proven.out()).contains("3 papers looked at, 3 have a new evidence record");
            assertThat(cli().run("archive", "renew", "--evidence-record", "--tsa", tsa)
                            .out())
                    .contains("3 papers looked at, 0 have");
            assertThat(cli().run("archive", "renew", "--evidence-record", "--digest", "SHA-512", "--tsa", tsa)
                            .out())
                    .contains("3 papers looked at, 3 have");
            // In a hundred years the time-stamps will have expired: they are due now, and refused for their policy.
            Cli.Run other = cli().run(
                            "archive",
                            "renew",
                            "--evidence-record",
                            "--days",
                            36_500,
                            "--tsa-policy",
                            "2.999",
                            "--tsa",
                            tsa);
            assertThat(other.code()).isEqualTo(1);
            assertThat(other.err()).contains("WRONG_POLICY");
        } finally {
            server.stop(0);
        }
        assertThat(cli().run("verify", "--archive").out()).contains("All is well.");

        Path evidence = folder.resolve("evidence.asice");
        Cli.Run exported = cli().run("export", letter, evidence, "--key", "test");
        assertThat(exported.code()).as(exported.out() + exported.err()).isZero();
        Cli.Run good = cli().run("verify", evidence);
        assertThat(good.code()).as(good.out() + good.err()).isZero();
        assertThat(good.out()).contains("CAdES-BASELINE-B", "CAdES-BASELINE-T", "PAdES-BASELINE-T");
        assertThat(cli().run("export", id("identity-card.pdf"), evidence, "--key", "test")
                        .code())
                .isEqualTo(2);

        Path pack = folder.resolve("aip.zip");
        Cli.Run packed = cli().run("export", "--format", "aip", "--fonds", "G09", letter, pack);
        assertThat(packed.code()).as(packed.out() + packed.err()).isZero();
        assertThat(packed.out()).contains("AIP, papers: 1", "urn:G09:uuid:", "paperFileCode");
        assertThat(cli().run("export", "--check", pack).out()).contains("(AIP)", "The package is whole.");
        try (FileSystem zip = FileSystems.newFileSystem(pack)) {
            try (Stream<Path> all = Files.walk(zip.getPath("/"))) {
                Files.delete(all.filter(file -> file.endsWith("metadata/descriptive/EAD.xml"))
                        .findFirst()
                        .orElseThrow());
            }
        }
        Cli.Run broken = cli().run("export", "--check", pack);
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.out()).contains("metadata/descriptive/EAD.xml  is missing", "faults: 1");
        assertThat(cli().run("export", "--format", "dip", letter, pack).code()).isEqualTo(2);
        Path table = folder.resolve("papers.csv");
        assertThat(cli().run("export", "--format", "csv", table).code()).isZero();
        assertThat(table).content().contains("official-letter.tif", "SEALED");

        try (FileSystem zip = FileSystems.newFileSystem(evidence)) {
            Files.writeString(zip.getPath("record.json"), "{}");
        }
        Cli.Run changed = cli().run("verify", evidence, "--json");
        assertThat(changed.code()).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(changed.out()).get("status").asText())
                .isEqualTo("INVALID");
    }

    @Test
    @Order(6)
    void aPaperIsRejectedWithAReasonAndAnotherRevoked() throws IOException {
        assertThat(cli().run("review", "reject", id("business-registration-fax.pdf"))
                        .code())
                .isEqualTo(2);
        Cli.Run rejected = cli().run("review", "reject", id("business-registration-fax.pdf"), "--reason", "mờ");
        assertThat(rejected.code()).as(rejected.err()).isZero();
        Cli.Run revoked = cli().run("revoke", id("official-letter.tif"), "--reason", "thử", "--key", "test");
        assertThat(revoked.code()).as(revoked.err()).isZero();
        assertThat(cli().run("review", "confirm", id("business-registration-fax.pdf"), "--key", "test")
                        .code())
                .isEqualTo(1);
        Cli.Run unknown = cli().run("review", "show", "0123456789");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("no such paper");
        assertThat(cli().run("review", "show", "../../etc").code()).isEqualTo(2);
    }

    @Test
    @Order(7)
    void everythingIsAsItWasStoredAlsoAfterTheIndexWasThrownAway() throws IOException {
        Cli.Run clean = cli().run("verify", "--archive");
        assertThat(clean.code()).as(clean.out() + clean.err()).isZero();
        assertThat(clean.out()).contains("All is well.");
        String before = cli().run("find", "--json", "cộng hòa").out();
        Folders.delete(home.resolve("index"));
        assertThat(cli().run("reindex").out()).contains("3 papers indexed");
        assertThat(hits(cli().run("find", "--json", "cộng hòa").out()))
                .isEqualTo(hits(before))
                .isNotEmpty();
        assertThat(cli().run("verify", "--archive").code()).isZero();
        Cli.Run status = cli().run("status");
        assertThat(status.code()).isZero();
        assertThat(status.out()).contains("revoked").contains("rejected").contains("The index has everything");
    }

    private static List<String> hits(String json) throws IOException {
        return new ObjectMapper().readTree(json).get("hits").findValuesAsText("id");
    }

    @Test
    @Order(8)
    void aDamagedArchiveIsFound() throws IOException {
        Path copy = folder.resolve("copy");
        try (var all = Files.walk(home)) {
            for (Path path : all.toList()) {
                Files.copy(path, copy.resolve(home.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Path pdf;
        try (var all = Files.walk(copy.resolve("archive"))) {
            pdf = all.filter(path -> path.endsWith("paper.pdf")).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(pdf);
        bytes[bytes.length / 2] ^= 1;
        Files.write(pdf, bytes);
        Cli.Run run = new Cli(copy).run("verify", "--archive");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("FIXITY");
    }

    @Test
    @Order(7)
    void aDryRunSaysWhatWouldBeDoneAndDoesNothing() throws IOException {
        Path other = Files.createDirectories(folder.resolve("more"));
        Files.copy(Cli.samples().resolve("land-certificate-sideways.pdf"), other.resolve("new.pdf"));
        Files.copy(other.resolve("new.pdf"), other.resolve("newer.pdf"));
        Files.copy(inputs.resolve("official-letter.tif"), other.resolve("old.tif"));
        Broken.unknownKind(other);
        Files.writeString(other.resolve("new.json"), "{}");
        Cli.Run run = cli().run("convert", other, "--dry-run");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("new.pdf: would be converted, pages: 2")
                .contains("newer.pdf has the content of")
                .contains("old.tif: in the archive already")
                .contains("unknown.pdf: not a kind of file that can be read")
                .contains(
                        "new.json: passed over", "Would convert 1 files with 2 pages, skip 2, refuse 1, pass over 1.");
        Path list = Files.writeString(
                other.resolve("list.csv"), "Tệp;Loại;Mã hồ sơ\nnew.pdf;land_use_certificate;H56.14-240823-0001\n");
        assertThat(cli().run("convert", "--manifest", list, "--dry-run").out())
                .contains("pages: 2; dossier H56.14-240823-0001, type Land use right certificate")
                .contains("Would convert 1 files");
        Cli.Run wrong =
                cli().run("convert", "--manifest", Files.writeString(list, "file,type\nnew.pdf,x\n"), "--key", "test");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("row 2, column type: no such paper type")
                .contains("nothing was converted");
        assertThat(new Cli(folder.resolve("no home"))
                        .run("convert", other, "--dry-run")
                        .out())
                .contains("Would convert 2 files");
        assertThat(folder.resolve("no home")).doesNotExist();
    }

    @Test
    @Order(7)
    void programsReadProgressAndLogAsJson() throws IOException {
        Cli.Run run =
                cli().run("convert", inputs, "--recursive", "--key", "test", "--progress", "json", "--log", "json");
        List<String> files = new ArrayList<>();
        List<String> logged = new ArrayList<>();
        for (String line :
                run.err().lines().filter(line -> line.startsWith("{")).toList()) {
            JsonNode object = new ObjectMapper().readTree(line);
            String event = object.get("event").asText();
            if (object.has("level")) {
                assertThat(object.get("level").asText()).isIn("info", "warn", "error");
                assertThat(Instant.parse(object.get("time").asText())).isNotNull();
                // the log may leave the machine
                assertThat(line).doesNotContain("letter", ".pdf", ".tif");
                logged.add(event + " " + object.path("problem").asText(""));
            } else if (event.equals("file")) {
                files.add(object.get("outcome").asText());
            }
        }
        assertThat(files).contains("SKIPPED", "DUPLICATE", "FAILED");
        assertThat(logged).startsWith("started ").endsWith("ended ").contains("file ", "file ENCRYPTED");
        assertThat(run.err().lines().filter(line -> !line.startsWith("{"))).allMatch(line -> line.startsWith("hoso: "));
    }

    @Test
    @Order(7)
    void whatIsNoTimeOrNoPriorityIsRefused() {
        assertThat(cli().run("convert", inputs, "--key", "test", "--until", "soon")
                        .err())
                .contains("--until takes a time such as 06:00, not soon");
        assertThat(cli().run("convert", inputs, "--key", "test", "--nice", "99").code())
                .isEqualTo(2);
    }

    @Test
    @Order(9)
    void noChatterOfLibrariesReachesTheTerminal() {
        assertThat(converted.err().lines()).allSatisfy(line -> assertThat(line).startsWith("hoso: "));
    }
}

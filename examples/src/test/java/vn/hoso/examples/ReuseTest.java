package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.archive.Archive;
import vn.hoso.digitize.Home;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.Validity;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;
import vn.hoso.registry.LedgerEvent;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.reuse.ReadyRecord;
import vn.hoso.reuse.RecordImport;
import vn.hoso.search.LuceneRecordIndex;

/** Asking only once, from the command line: plan, reuse, impact, scenario. */
class ReuseTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String OWNER = "030172436025";
    private static final String STATUS = "KQ.G15.000036";

    @TempDir
    Path folder;

    private Cli cli() {
        return new Cli(folder.resolve("home"));
    }

    /** A home with a card and a certificate that an officer confirmed and sealed, and a third paper that nobody did. */
    private Map<String, PaperId> home() throws IOException {
        Path home = folder.resolve("home");
        assertThat(cli().run("key", "test").code()).isZero();
        Map<String, PaperId> papers;
        try (Home open = Home.open(home);
                LuceneRecordIndex index = LuceneRecordIndex.open(open.indexFolder(), open.keysFolder())) {
            papers = RecordImport.into(
                            open.archive(), index, open.registry(), "civil register", "UBND xã A", Clock.systemUTC())
                    .take(List.of(
                            paper("card", "identity_card", "KQ.G01.000007", "2024-05-02", "full_name", "Lương Thảo"),
                            paper(
                                    "single",
                                    "marital_status_certificate",
                                    STATUS,
                                    "2025-03-10",
                                    "marital_status",
                                    "Độc thân"),
                            paper("diploma", "diploma", "KQ.G03.000009", "2014-07-01", "major", "Luật")));
            index.commit(open.registry().lastSequence());
        }
        for (String name : List.of("card", "single")) {
            Cli.Run confirm = cli().run("review", "confirm", papers.get(name), "--key", "test");
            assertThat(confirm.code()).as(confirm.err()).isZero();
        }
        Files.writeString(home.resolve("catalogue.json"), """
                [{"MaTTHC": "1.000894", "TENTTHC": "Đăng ký kết hôn", "THANHPHANHOSO": [{"TRUONGHOP": "Chung", "GIAYTO": [
                  {"MAGIAYTO": "TK", "TENGIAYTO": "Tờ khai", "MA_KQ_THAYTHE": ""},
                  {"MAGIAYTO": "TTHN", "TENGIAYTO": "Giấy xác nhận tình trạng hôn nhân", "MA_KQ_THAYTHE": "KQ.G15.000036"},
                  {"MAGIAYTO": "CC", "TENGIAYTO": "Thẻ căn cước", "MA_KQ_THAYTHE": "KQ.G01.000007"},
                  {"MAGIAYTO": "BANG", "TENGIAYTO": "Bằng", "MA_KQ_THAYTHE": "KQ.G03.000009"}]}],
                  "BIEUMAU": {"name": ["identity_card.full_name"], "status": ["marital_status_certificate.marital_status"],
                              "major": ["diploma.major"]}}]
                """);
        return papers;
    }

    private static ReadyRecord paper(String name, String type, String kind, String issued, String key, String value) {
        return paper(name, type, kind, new Validity(LocalDate.parse(issued), null, true, "permanent"), key, value);
    }

    private static ReadyRecord paper(
            String name, String type, String kind, Validity validity, String key, String value) {
        return new ReadyRecord(
                name,
                "{\"id\": \"" + name + "\"}",
                type,
                kind,
                Level.VERIFIED,
                new Owner(OWNER, "Lương Thảo", null),
                List.of(),
                validity,
                List.of(new Field(key, value, value, 1, 0, null, Method.IMPORT, true, List.of(), List.of())),
                DigitisedRecord.State.ACTIVE,
                null,
                null);
    }

    @Test
    void aPlanNamesWhatIsHereAndWhyTheRestIsNot() throws IOException {
        Map<String, PaperId> papers = home();
        Cli.Run run = cli().run("plan", "--procedure", "1.000894", "--owner", OWNER, "--on", "2025-09-10", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode plan = JSON.readTree(run.out());
        assertThat(plan.path("resolved_owner_id").asText()).isEqualTo(OWNER);
        assertThat(plan.path("components").findValuesAsText("answer"))
                .containsSubsequence("MISSING", "REUSABLE", "REUSABLE", "UNVERIFIED");
        JsonNode single = plan.path("components").get(1);
        assertThat(single.path("record").asText())
                .isEqualTo(papers.get("single").value());
        assertThat(single.path("proof").path("seal").asText()).startsWith("VALID");
        assertThat(single.path("proof").path("signer").asText()).contains("TEST");
        assertThat(plan.path("prefill").path("name").path("value").asText()).isEqualTo("Lương Thảo");
        assertThat(plan.path("prefill").path("status").path("verified_by").asText())
                .isNotEmpty();
        assertThat(plan.path("prefill").has("major")).isFalse();

        Cli.Run shown = cli().run("plan", "--procedure", "1.000894", "--owner", OWNER, "--lang", "vi");
        assertThat(shown.out())
                .contains("đã có sẵn: Giấy xác nhận tình trạng hôn nhân")
                .contains("CHƯA XÁC MINH: Bằng")
                .contains("đã điền 2 trên 3 trường");
        try (Home home = Home.openReadOnly(folder.resolve("home"))) {
            List<LedgerEvent> events = home.registry().events(0, 1000);
            assertThat(events).extracting(LedgerEvent::action).contains("lookup");
            assertThat(events.toString()).doesNotContain(OWNER).doesNotContain("Lương");
        }
    }

    @Test
    void aReuseIsRecordedOnceAndFoundWhenThePaperIsRevoked() throws IOException {
        Map<String, PaperId> papers = home();
        Object[] reuse = {
            "reuse",
            "--procedure",
            "1.000894",
            "--owner",
            OWNER,
            "--on",
            "2025-09-10",
            "--dossier",
            "H56-1",
            "--agency",
            "UBND xã B",
            "--json"
        };
        JsonNode first = JSON.readTree(cli().run(reuse).out());
        JsonNode second = JSON.readTree(cli().run(reuse).out());
        assertThat(first.path("repeated").asBoolean(true)).isFalse();
        assertThat(second.path("repeated").asBoolean()).isTrue();
        assertThat(second.path("receipt")).isEqualTo(first.path("receipt"));
        JsonNode sent = first.path("receipt").path("portal");
        assertThat(sent.path("HoSoCoThanhPhanSoHoa").asText()).isEqualTo("1");
        assertThat(sent.path("TaiLieuNop").get(1).path("DuocTaiSuDung").asText())
                .isEqualTo("2");
        assertThat(sent.path("TaiLieuNop").get(1).path("MaKetQuaThayThe").asText())
                .isEqualTo(STATUS);
        assertThat(sent.path("TaiLieuNop").get(3).path("DuocTaiSuDung").asText())
                .isEqualTo("0");

        assertThat(cli().run("impact", papers.get("diploma")).out()).contains("No dossier has used");
        Cli.Run revoked = cli().run("revoke", papers.get("single"), "--reason", "wrong", "--key", "test");
        assertThat(revoked.out()).contains("1 dossiers used").contains("H56-1").contains("UBND xã B");
        assertThat(cli().run("impact", papers.get("single"), "--json").out()).contains("\"dossier\":\"H56-1\"");
        assertThat(cli().run("verify", "--archive").code()).isZero();
        Path report = folder.resolve("report.html");
        int year = LocalDate.now(Times.VIETNAM).getYear();
        Cli.Run figures = cli().run("indicators", "--period", year, "--html", report);
        assertThat(figures.out()).containsPattern("100.0 % +1/1 +target 50.0 % +Dossiers that re-used");
        assertThat(figures.out()).containsPattern("66.7 % +2/3 +Digitised papers confirmed and sealed");
        assertThat(report).content().contains("H56-1").doesNotContain("http");
        assertThat(cli().run("indicators", "--period", "last week").code()).isEqualTo(2);
        erases(papers.get("card"));
    }

    /** What must be kept is refused; what must not be held goes, and the person is told. */
    private void erases(PaperId card) {
        Object[] asked = {"erase", "--owner", OWNER, "--ground", "subject-request", "--reference", "YC-1", "--dry-run"};
        assertThat(cli().run(asked).out()).contains("must be kept").contains("Thông tư 10/2022/TT-BNV");
        Object[] order = {"erase", card, "--ground", "unlawful-holding", "--reference", "QĐ-5/2026"};
        Cli.Run erased = cli().run(order);
        assertThat(erased.code()).as(erased.err()).isZero();
        assertThat(erased.out()).contains("erased").contains("H56-1").contains("What stays");
        assertThat(cli().run(order).out()).contains("was erased before");
        assertThat(cli().run("find", "type:identity_card").out()).doesNotContain(card.value());
        assertThat(cli().run("verify", "--archive").code()).isZero();
        Cli.Run told = cli().run("subject", OWNER, "--purpose", "YC-1");
        assertThat(told.out())
                .contains(card + " was erased on")
                .contains("unlawful-holding")
                .contains("QĐ-5/2026");
        assertThat(cli().run("erase", card, "--ground", "whim", "--reference", "x")
                        .code())
                .isEqualTo(2);
        assertThat(cli().run("erase", "--ground", "whim", "--reference", "x").code())
                .isEqualTo(2);
    }

    @Test
    void takesOverReadyRecordsOfAnotherSystemOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("register.json"), """
                {"people": [{"id_number": "030172436025", "old_cmnd": "111222333", "full_name": "Lương Thảo"}, {"full_name": "?"}],
                 "records": [
                  {"record_id": "R1", "type": "marital_status_certificate", "result_code": "KQ.G15.000036", "verified": "officer",
                   "owner_id": "111222333", "owner_name": "Lương Thảo", "issue_date": "2025-03-10", "expiry": null,
                   "fields": {"marital_status": "Độc thân"}},
                  {"record_id": "R2", "type": "diploma", "issue_date": "10/03/2025"},
                  {"record_id": "R1", "type": "diploma"}, {"type": "diploma"}]}
                """);
        assertThat(cli().run("key", "test").code()).isZero();
        assertThat(cli().run("import", file, "--from", "civil register").code())
                .as("no agency")
                .isEqualTo(2);
        Object[] command = {"import", file, "--from", "civil register", "--agency", "UBND xã A"};
        Object[] dry = {"import", file, "--from", "civil register", "--agency", "UBND xã A", "--dry-run"};
        assertThat(cli().run(dry).out())
                .contains("1  marital_status_certificate VERIFIED")
                .doesNotContain("Thảo");
        Cli.Run first = cli().run(command);
        assertThat(first.code()).as("four entries are left out").isEqualTo(1);
        assertThat(first.out())
                .contains("people[1]: no id_number")
                .contains("records[1]: issue_date is no day")
                .contains("records[2]: its record_id")
                .contains("records[3]: no record_id")
                .contains("2 taken over from civil register");
        assertThat(cli().run(command).out()).contains("0 taken over");
        PaperId paper;
        try (Home home = Home.openReadOnly(folder.resolve("home"))) {
            paper = home.registry().papers(Set.of(PaperState.ARCHIVED), null, 10).stream()
                    .filter(entry -> "marital_status_certificate".equals(entry.type()))
                    .findFirst()
                    .orElseThrow()
                    .id();
        }
        keepsTheLinkToAnEarlierImport(paper);
        assertThat(cli().run("review", "confirm", paper, "--key", "test").code())
                .isZero();
        Files.writeString(folder.resolve("home/catalogue.json"), """
                [{"MaTTHC": "1.1", "TENTTHC": "x", "THANHPHANHOSO": [{"TRUONGHOP": "", "GIAYTO": [
                  {"MAGIAYTO": "TTHN", "TENGIAYTO": "x", "MA_KQ_THAYTHE": "KQ.G15.000036"}]}]}]
                """);
        JsonNode plan =
                JSON.readTree(cli().run("plan", "--procedure", "1.1", "--owner", OWNER, "--on", "2025-09-10", "--json")
                        .out());
        assertThat(plan.path("components").get(0).path("answer").asText())
                .as("through the link of the old number")
                .isEqualTo("REUSABLE");
        assertThat(cli().run("import", folder.resolve("home/catalogue.json"), "--from", "x", "--agency", "y")
                        .code())
                .isNotZero();
        assertThat(cli().run("verify", "--archive").code()).isZero();
    }

    @Test
    void asksOtherAgenciesAndBelievesSealsOnly() throws IOException {
        Map<String, PaperId> papers = home();
        Path other = folder.resolve("other");
        Files.move(folder.resolve("home"), other);
        Path home = Files.createDirectories(folder.resolve("home"));
        Home.open(home).close();
        try (LuceneRecordIndex index = LuceneRecordIndex.open(home.resolve("index"), home.resolve("keys"))) {
            index.commit(0);
        }
        Files.copy(other.resolve("catalogue.json"), home.resolve("catalogue.json"));
        Object[] plan = {
            "plan",
            "--procedure",
            "1.000894",
            "--owner",
            OWNER,
            "--on",
            "2025-09-10",
            "--also",
            "UBND xã A=" + other,
            "--also",
            "UBND xã C=" + folder.resolve("nowhere"),
            "--json"
        };
        Cli.Run stranger = cli().run(plan);
        assertThat(stranger.code()).as(stranger.err()).isZero();
        assertThat(JSON.readTree(stranger.out().lines().toList().get(1)).path("elsewhere"))
                .as("whom nobody trusts here")
                .isEmpty();

        Files.createDirectories(home.resolve("keys"));
        copy(other.resolve("keys/trust"), home.resolve("keys/trust"));
        List<String> lines = cli().run(plan).out().lines().toList();
        assertThat(JSON.readTree(lines.get(0)).path("components").findValuesAsText("answer"))
                .containsOnly("MISSING");
        JsonNode elsewhere = JSON.readTree(lines.get(1));
        assertThat(elsewhere.path("elsewhere").findValuesAsText("answer")).containsExactly("REUSABLE", "REUSABLE");
        assertThat(elsewhere.path("elsewhere").findValuesAsText("record"))
                .containsExactly(
                        papers.get("single").value(), papers.get("card").value());
        assertThat(elsewhere.path("silent").path("UBND xã C").asText()).isEqualTo("FAILED");
        assertThat(folder.resolve("nowhere")).doesNotExist();
        asksAService(plan, other, papers);
        for (Path asked : List.of(home, other)) {
            try (Home open = Home.openReadOnly(asked)) {
                assertThat(open.registry().events(0, 1000))
                        .extracting(LedgerEvent::action)
                        .contains(asked == home ? "federated-lookup" : "lookup");
            }
        }
    }

    private void keepsTheLinkToAnEarlierImport(PaperId successor) throws IOException {
        Path file = Files.writeString(folder.resolve("older.json"), """
                {"records": [
                  {"record_id": "R0", "type": "marital_status_certificate", "issue_date": "2024-03-10", "superseded_by": "R1"},
                  {"record_id": "R00", "type": "marital_status_certificate", "issue_date": "2023-03-10", "superseded_by": "R7"}]}
                """);
        Cli.Run taken = cli().run("import", file, "--from", "civil register", "--agency", "UBND xã A");
        assertThat(taken.out()).as(taken.err()).contains("2 taken over");
        try (Home home = Home.openReadOnly(folder.resolve("home"))) {
            List<PaperId> named = new ArrayList<>();
            for (PaperEntry entry : home.registry().papers(Set.of(PaperState.SUPERSEDED), null, 10)) {
                try (InputStream json =
                        home.archive().open(entry.id(), 1, Archive.RECORD).orElseThrow()) {
                    DigitisedRecord.Ending ending = new RecordCodec()
                            .decode(json.readAllBytes(), "record")
                            .ending();
                    named.add(ending == null ? null : ending.by());
                }
            }
            assertThat(named).containsExactlyInAnyOrder(successor, null);
        }
    }

    /** The same home, asked over the network. */
    private void asksAService(Object[] plan, Path other, Map<String, PaperId> papers) throws IOException {
        Path token = folder.resolve("token");
        String digest = cli().run("serve", "--new-token", token).out().replaceAll("(?s).*token-sha256: (\\w+).*", "$1");
        Path clients = Files.writeString(
                folder.resolve("clients.yaml"), "clients:\n  - {agency: UBND xã D, token-sha256: " + digest + "}\n");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<Cli.Run> served = Collections.synchronizedList(new ArrayList<>());
        Thread service = new Thread(
                () -> served.add(new Cli(other).run("serve", "--port", port, "--clients", clients)), "service");
        service.start();
        try {
            Object[] remote = plan.clone();
            remote[8] = "UBND xã A=http://localhost:" + port;
            List<Object> words = new ArrayList<>(List.of(remote));
            words.addAll(List.of("--token", "UBND xã A=" + token));
            JsonNode answer;
            do { // until it listens
                answer = JSON.readTree(
                        cli().run(words.toArray()).out().lines().toList().get(1));
            } while (service.isAlive() && answer.path("silent").has("UBND xã A"));
            assertThat(answer.path("elsewhere").findValuesAsText("record"))
                    .containsExactly(
                            papers.get("single").value(), papers.get("card").value());
            assertThat(cli().run(remote).code()).as("without a token").isEqualTo(2);
        } finally {
            service.interrupt();
            joined(service);
        }
        assertThat(served)
                .singleElement()
                .satisfies(run -> assertThat(run.code()).as(run.err()).isZero());
        try (Home open = Home.openReadOnly(other)) {
            assertThat(open.registry().events(0, 1000))
                    .anyMatch(event -> "UBND xã D".equals(event.facts().get("agency")));
        }
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void remindsOfWhatEndsAndSaysWhyAComponentIsNotReused() throws IOException {
        Map<String, PaperId> papers = home();
        PaperId ending;
        try (Home open = Home.open(folder.resolve("home"));
                LuceneRecordIndex index = LuceneRecordIndex.open(open.indexFolder(), open.keysFolder())) {
            ending = RecordImport.into(
                            open.archive(), index, open.registry(), "civil register", "UBND xã A", Clock.systemUTC())
                    .take(List.of(paper(
                            "licence",
                            "construction_permit",
                            "KQ.G09.000001",
                            new Validity(
                                    LocalDate.parse("2024-09-20"), LocalDate.parse("2025-09-20"), false, "printed"),
                            "permit_number",
                            "12/GPXD")))
                    .get("licence");
            index.commit(open.registry().lastSequence());
        }
        assertThat(cli().run("plan", "--procedure", "1.000894", "--owner", OWNER, "--on", "2025-09-10")
                        .code())
                .isZero();
        int year = LocalDate.now(Times.VIETNAM).getYear();
        Object[] reminders = {"reminders", "--on", "2025-09-10", "--period", year, "--json"};
        JsonNode before = JSON.readTree(cli().run(reminders).out());
        assertThat(before.path("expiring").findValuesAsText("record")).containsExactly(ending.value());
        assertThat(before.path("unused").findValuesAsText("component")).containsExactly("TK", "TTHN", "CC", "BANG");
        assertThat(before.path("unused").findValuesAsText("why"))
                .containsExactly("NOT_REPLACEABLE", "NOT_TAKEN", "NOT_TAKEN", "NEVER_THERE");
        assertThat(before.path("unused").get(3).path("answers").toString())
                .isEqualTo("{\"UNVERIFIED NOT_CONFIRMED\":1}");
        assertThat(JSON.readTree(cli().run("reminders", "--on", "2025-08-20", "--days", 30, "--json")
                                .out())
                        .path("expiring"))
                .as("the 31st day")
                .isEmpty();

        assertThat(cli().run(
                                "reuse",
                                "--procedure",
                                "1.000894",
                                "--owner",
                                OWNER,
                                "--on",
                                "2025-09-10",
                                "--dossier",
                                "H56-1",
                                "--agency",
                                "UBND xã B")
                        .code())
                .isZero();
        assertThat(cli().run("revoke", papers.get("single"), "--reason", "wrong", "--key", "test")
                        .code())
                .isZero();
        JsonNode after = JSON.readTree(cli().run(reminders).out());
        assertThat(after.path("unused").findValuesAsText("component")).containsExactly("TK", "BANG");
        assertThat(after.path("ended")).hasSize(1);
        assertThat(after.path("ended").get(0).path("state").asText()).isEqualTo("REVOKED");
        assertThat(after.path("ended").get(0).path("dossiers").toString()).isEqualTo("[\"H56-1\"]");
        Cli.Run shown = cli().run("reminders", "--on", "2025-09-10", "--period", year);
        assertThat(shown.out()).contains("2025-09-20").contains("H56-1").doesNotContain(OWNER);
        assertThat(cli().run("reminders", "--days", "-1").code()).isEqualTo(2);
        assertThat(cli().run("reminders", "--period", "last week").code()).isEqualTo(2);
    }

    @Test
    void oneFieldIsHandedOverAndProvenWithoutTheRest() throws IOException {
        Map<String, PaperId> papers = home();
        PaperId single = papers.get("single");
        Path file = folder.resolve("status.disclosure.json");
        Object[] disclose = {
            "disclose", single, "marital_status", "--to", "UBND xã B", "--purpose", "H56-1", "--out", file
        };
        Cli.Run run = cli().run(disclose);
        assertThat(run.code()).as(run.err()).isZero();
        String handedOver = Files.readString(file);
        assertThat(handedOver).contains("Độc thân").doesNotContain(OWNER).doesNotContain("Lương");

        Cli.Run verified = cli().run("verify", file);
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out()).contains("marital_status: Độc thân -- it belongs");
        assertThat(JSON.readTree(cli().run("verify", file, "--json").out())
                        .path("holds")
                        .asBoolean())
                .isTrue();
        for (String changed : List.of(
                handedOver.replace("Độc thân", "Đã kết hôn"),
                handedOver.replace("\"key\":\"marital_status\"", "\"key\":\"full_name\""),
                handedOver.replace("ACTIVE", "REVOKED"))) {
            assertThat(changed).isNotEqualTo(handedOver);
            assertThat(cli().run("verify", Files.writeString(file, changed)).code())
                    .isEqualTo(1);
        }
        assertThat(cli().run("verify", Files.writeString(file, "{}")).code()).isEqualTo(1);
        assertThat(cli().run("verify", "--archive").code()).isZero();
        try (Home home = Home.openReadOnly(folder.resolve("home"))) {
            List<LedgerEvent> events = home.registry().events(0, 1000);
            LedgerEvent last = events.get(events.size() - 1);
            assertThat(last.action()).isEqualTo("disclose");
            assertThat(last.facts())
                    .containsEntry("field", "marital_status")
                    .containsEntry("recipient", "UBND xã B")
                    .containsEntry("purpose", "H56-1");
            assertThat(events.toString()).doesNotContain("Độc thân");
        }
        assertThat(cli().run("disclose", single, "dob", "--to", "B", "--purpose", "P")
                        .err())
                .contains("dob");
        assertThat(cli().run("disclose", papers.get("diploma"), "major", "--to", "B", "--purpose", "P")
                        .code())
                .isEqualTo(1);
        assertThat(cli().run("revoke", single, "--reason", "wrong", "--key", "test")
                        .code())
                .isZero();
        assertThat(cli().run(disclose).code()).isEqualTo(1);
    }

    @Test
    void aPersonHearsWhatIsHeldAndWhoUsedIt() throws IOException {
        Map<String, PaperId> papers = home();
        assertThat(cli().run("plan", "--procedure", "1.000894", "--owner", OWNER, "--on", "2025-09-10")
                        .code())
                .isZero();
        assertThat(cli().run(
                                "disclose",
                                papers.get("card"),
                                "full_name",
                                "--to",
                                "UBND xã B",
                                "--purpose",
                                "H56-1",
                                "--out",
                                folder.resolve("name.disclosure.json"))
                        .code())
                .isZero();
        Path file = folder.resolve("report.json");
        Cli.Run run = cli().run("subject", OWNER, "--purpose", "request 1", "--out", file);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("3 papers").contains("UBND xã B").contains("lookup");
        JsonNode report = JSON.readTree(file.toFile());
        assertThat(report.path("papers").findValuesAsText("id"))
                .contains(papers.get("card").value(), papers.get("diploma").value());
        assertThat(report.path("papers").findValuesAsText("value")).contains("Lương Thảo", "Độc thân", "Luật");
        assertThat(report.path("events").findValuesAsText("action"))
                .contains("lookup", "disclose", "confirm", "seal", "subject-report");
        JsonNode stranger = JSON.readTree(cli().run("subject", "001099000001", "--purpose", "request 2", "--json")
                .out());
        assertThat(stranger.path("papers")).isEmpty();
        assertThat(stranger.path("events").findValuesAsText("action")).containsExactly("subject-report");
        assertThat(cli().run("subject", OWNER).err()).contains("--purpose");
    }

    @Test
    void whatCanNotBeAskedIsRefusedWithARemedy() throws IOException {
        assertThat(cli().run("plan", "--procedure", "1", "--owner", OWNER).err())
                .contains("there is no home");
        home();
        assertThat(cli().run("plan", "--procedure", "1", "--owner", OWNER, "--on", "10/9/2025")
                        .err())
                .contains("--on needs a day such as 2025-09-20");
        assertThat(cli().run("plan", "--owner", OWNER).err()).contains("--procedure");
        assertThat(cli().run("reuse", "--procedure", "1.000894", "--owner", OWNER, "--dossier", "D")
                        .err())
                .contains("needs a dossier and an agency");
        Cli.Run unknown = cli().run("plan", "--procedure", "9.999999", "--owner", OWNER);
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("9.999999");
        try (Home home = Home.openReadOnly(folder.resolve("home"))) {
            List<LedgerEvent> events = home.registry().events(0, 1000);
            assertThat(events.get(events.size() - 1).facts()).containsEntry("refused", "procedure unknown");
        }
    }

    @Test
    void aScenarioIsAnsweredLineByLineAndLeavesNothingBehind() throws IOException {
        Path scenario = Files.writeString(folder.resolve("scenario.json"), """
                {"people": [{"id_number": "030172436025", "old_cmnd": "141234567", "full_name": "A", "dob": "1972-01-12"}],
                 "records": [{"record_id": "R1", "type": "land_use_certificate", "result_code": "KQ.G13.000021",
                   "document_number": "CM 1", "owner_id": "141234567", "fields": {"parcel_number": 352, "area_m2": 408.0},
                   "issue_date": "2020-02-29", "expiry": null, "verified": "officer", "revoked": null,
                   "superseded_by": null, "scan": {"file": "not-there.pdf", "paper": null}}],
                 "catalogue": [{"code": "1.1", "name": "X", "executionCases": [{"name": "", "profileComponents": [
                   {"code": "C1", "name": "Đất", "MA_KQ_THAYTHE": "KQ.G13.000022; KQ.G13.000021"}]}],
                   "form": {"area": ["land_use_certificate.area_m2"], "parcel": ["land_use_certificate.parcel_number"]}}],
                 "questions": [
                   {"question_id": "Q1", "procedure": "1.1", "owner_id": "030172436025", "on_date": "2025-01-01"},
                   {"question_id": "Q2", "procedure": "9.9", "owner_id": "030172436025", "on_date": "2025-01-01"},
                   {"question_id": "Q3", "procedure": "1.1", "owner_id": "999999999", "on_date": "2025-01-01"}]}
                """);
        Cli.Run run = cli().run("scenario", scenario, "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lines()).hasSize(3);
        assertThat(run.lines().get(0))
                .isEqualTo(
                        "{\"question_id\":\"Q1\",\"resolved_owner_id\":\"030172436025\",\"components\":[{\"component\":"
                                + "\"C1\",\"answer\":\"REUSABLE(R1)\",\"record\":\"R1\"}],\"prefill\":{\"area\":{\"value\":408.0,"
                                + "\"source\":\"R1\"},\"parcel\":{\"value\":352,\"source\":\"R1\"}}}");
        assertThat(run.lines().get(1)).contains("\"components\":[]").contains("NOT_FOUND");
        assertThat(run.lines().get(2)).contains("\"resolved_owner_id\":null").contains("\"answer\":\"MISSING\"");
        assertThat(cli().run("scenario", folder.resolve("none.json")).err()).contains("there is no scenario file");
    }
}

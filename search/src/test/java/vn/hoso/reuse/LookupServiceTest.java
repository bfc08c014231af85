package vn.hoso.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.archive.Archive;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.Validity;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.LedgerEvent;
import vn.hoso.registry.SqliteRegistry;
import vn.hoso.search.LuceneRecordIndex;

/** Two homes on this machine: B answers, A asks. */
class LookupServiceTest {
    private static final String KIND = "KQ.G15.000036";
    private static final String OWNER = "001090000001";
    private static final LocalDate DAY = LocalDate.parse("2025-06-15");
    private static final String TOKEN = "a token of the people's committee of commune A";
    private static final String NARROW = "a token of another agency with a narrow scope";
    private static final Catalogue CATALOGUE = Catalogue.of(List.of(procedure("1.1"), procedure("1.2")));

    @TempDir
    Path folder;

    private final MemoryHome archive = new MemoryHome();
    private LuceneRecordIndex index;
    private SqliteRegistry ledger;
    private LookupService service;

    private static Procedure procedure(String code) {
        Procedure.Component component = new Procedure.Component("C1", "x", Set.of(KIND), null);
        return new Procedure(
                code, "x", null, List.of(new Procedure.Case("", List.of(component))), List.of(), List.of());
    }

    @BeforeEach
    void begin() throws IOException {
        index = LuceneRecordIndex.open(folder.resolve("index"));
        ledger = SqliteRegistry.open(folder.resolve("registry.db"));
        hold();
        service = LookupService.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(
                        client("UBND xã A", TOKEN, Set.of(), Set.of()),
                        client("Sở X", NARROW, Set.of("1.1"), Set.of("UBND xã Khác"))),
                null,
                ledger);
    }

    @AfterEach
    void end() {
        service.close();
        service.close(); // twice is allowed
        ledger.close();
        index.close();
    }

    /** A sealed paper of commune B. */
    private void hold() throws IOException {
        PaperId id = RecordImport.into(archive, index, null, "register", "UBND xã B", Clock.systemUTC())
                .take(List.of(new ReadyRecord(
                        "R1",
                        "{}",
                        "marital_status_certificate",
                        KIND,
                        Level.VERIFIED,
                        new Owner(OWNER, "Nguyễn Văn Ạ", null),
                        List.of(),
                        new Validity(LocalDate.parse("2025-01-10"), null, true, "permanent"),
                        List.of(new Field(
                                "marital_status", "x", "x", 1, 0, null, Method.IMPORT, true, List.of(), List.of())),
                        DigitisedRecord.State.ACTIVE,
                        null,
                        null)))
                .get("R1");
        try (InputStream record = archive.open(id, 1, Archive.RECORD).orElseThrow()) {
            byte[] seal = FederatedLookupTest.seal(record.readAllBytes());
            archive.put(id, Map.of(Archive.SEAL, Files.write(folder.resolve("seal"), seal)), 1, "test", "seal");
        }
        index.commit(0);
        index.refresh(Duration.ofMinutes(1));
    }

    private LookupService.Client client(String agency, String token, Set<String> procedures, Set<String> holders) {
        Planner planner = Planner.builder()
                .archive(archive)
                .index(index)
                .catalogue(CATALOGUE)
                .seals(new FederatedLookupTest.DigestVerifier())
                .policy(new ReusePolicy(Level.VERIFIED, true, Set.of(), holders))
                .ledger(ledger)
                .build();
        return new LookupService.Client(
                agency,
                Records.sha256(token.getBytes(StandardCharsets.UTF_8)),
                procedures,
                FederatedLookup.home("B", planner, archive));
    }

    private URI address() {
        return URI.create("http://localhost:" + service.port());
    }

    private static FederatedLookup.Source remote(String name, URI address, String token) {
        return RemoteSource.of(name, address, token, Duration.ofSeconds(60), null);
    }

    private FederatedLookup.Result ask(Duration patience, String procedure, FederatedLookup.Source... sources) {
        PlanRequest request = PlanRequest.of(procedure, OWNER, DAY).by("Cán bộ A", "claims to be B", "H1", null);
        return new FederatedLookup(
                        CATALOGUE, new FederatedLookupTest.DigestVerifier(), ReusePolicy.VERIFIED, patience, null)
                .ask(request, List.of(sources));
    }

    private List<LedgerEvent> events(String action) {
        return ledger.events(0, 1000).stream()
                .filter(event -> event.action().equals(action))
                .toList();
    }

    @Test
    void answersWhomItKnowsWithinTheScopeOfEach() {
        FederatedLookup.Result result = ask(
                Duration.ofMinutes(2),
                "1.1",
                remote("B", address(), TOKEN),
                remote("narrow", address(), NARROW),
                remote("stranger", address(), "x".repeat(40)));

        assertThat(result.found()).hasSize(1);
        assertThat(result.reusable("C1").orElseThrow().source()).isEqualTo("B");
        assertThat(result.silent()).containsExactly(Map.entry("stranger", FederatedLookup.Silence.REFUSED));
        assertThat(events("lookup"))
                .extracting(event ->
                        event.facts().get("agency") + " " + event.facts().get("component.1"))
                .as("by its token, not by what it says of itself")
                .containsExactlyInAnyOrder(
                        "UBND xã A REUSABLE "
                                + result.reusable("C1").orElseThrow().answer().record(),
                        "Sở X FORBIDDEN");
        assertThat(ledger.events(0, 1000))
                .noneMatch(event -> event.facts().toString().contains(OWNER));

        assertThat(ask(Duration.ofMinutes(2), "1.2", remote("narrow", address(), NARROW))
                        .silent())
                .containsEntry("narrow", FederatedLookup.Silence.REFUSED);
        assertThat(events(LookupService.REFUSED))
                .extracting(event -> event.facts().get("agency"))
                .containsExactly("Sở X");
    }

    @Test
    void believesNoServiceByItsWord() throws IOException {
        FederatedLookup.Source forging = new FederatedLookup.Source() {
            @Override
            public String name() {
                return "forger";
            }

            @Override
            public List<FederatedLookup.Offer> offers(PlanRequest request) {
                return remote("B", address(), TOKEN).offers(request).stream()
                        .map(offer -> new FederatedLookup.Offer(
                                offer.component(),
                                new String(offer.record(), StandardCharsets.UTF_8)
                                        .replace("2025-01-10", "2025-02-10")
                                        .getBytes(StandardCharsets.UTF_8),
                                offer.seal()))
                        .toList();
            }
        };
        LookupService.Client client = new LookupService.Client(
                "UBND xã A", Records.sha256(TOKEN.getBytes(StandardCharsets.UTF_8)), Set.of(), forging);
        try (LookupService forger = LookupService.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of(client), null, null)) {
            URI there = URI.create("http://localhost:" + forger.port());
            FederatedLookup.Result result = ask(Duration.ofMinutes(2), "1.1", remote("forger", there, TOKEN));
            assertThat(result.found())
                    .extracting(found -> found.answer().name())
                    .containsExactly("UNVERIFIED");
        }
    }

    @Test
    void namesWhoDoesNotAnswerInTime() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI there = URI.create("http://localhost:" + deaf.getLocalPort());
            FederatedLookup.Source slow = RemoteSource.of("deaf", there, TOKEN, Duration.ofMillis(300), null);
            FederatedLookup.Result result = ask(Duration.ofMinutes(2), "1.1", slow, remote("B", address(), TOKEN));
            assertThat(result.silent()).containsExactly(Map.entry("deaf", FederatedLookup.Silence.TOO_LATE));
            assertThat(result.reusable("C1")).isPresent();
        }
    }

    /** An answer that never ends is late, however often a piece of it comes. */
    @Test
    @Timeout(60)
    void waitsForTheWholeAnswerNoLongerThanForItsBeginning() throws Exception {
        ExecutorService there = Executors.newSingleThreadExecutor();
        try (ServerSocket dripping = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Future<?> ended = there.submit(() -> {
                try (Socket caller = dripping.accept()) {
                    OutputStream out = caller.getOutputStream();
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        out.write(' ');
                        out.flush();
                        Thread.sleep(10);
                    }
                }
            });
            URI address = URI.create("http://localhost:" + dripping.getLocalPort());
            FederatedLookup.Source slow = RemoteSource.of("drip", address, TOKEN, Duration.ofMillis(300), null);
            assertThatExceptionOfType(SilentSource.class)
                    .isThrownBy(() -> slow.offers(PlanRequest.of("1.1", OWNER, DAY)))
                    .satisfies(e -> assertThat(e.why()).isEqualTo(FederatedLookup.Silence.TOO_LATE));
            assertThatExceptionOfType(ExecutionException.class)
                    .as("the connection is given up")
                    .isThrownBy(ended::get)
                    .withCauseInstanceOf(IOException.class);
        } finally {
            there.shutdownNow();
        }
    }

    @Test
    void refusesWhatIsNoRequest() throws Exception {
        assertThat(status("POST", "/", TOKEN, "{}")).isEqualTo(404);
        assertThat(status("GET", "/v1/lookup?owner=" + OWNER, TOKEN, "")).isEqualTo(405);
        assertThat(status("POST", "/v1/lookup", "short", "{}")).isEqualTo(401);
        assertThat(status("POST", "/v1/lookup", TOKEN, "{")).isEqualTo(400);
        assertThat(status("POST", "/v1/lookup", TOKEN, "[1]")).isEqualTo(400);
        assertThat(status("POST", "/v1/lookup", TOKEN, "[".repeat(1000))).isEqualTo(400);
        assertThat(status("POST", "/v1/lookup", TOKEN, request("1.1").replace("2025-06-15", "tomorrow")))
                .isEqualTo(400);
        assertThat(status("POST", "/v1/lookup", TOKEN, "{\"procedure\":\"" + "x".repeat(70_000) + "\"}"))
                .isEqualTo(413);
        assertThat(status("POST", "/v1/lookup", TOKEN, request("9.9"))).isEqualTo(404);
        assertThat(status("POST", "/v1/lookup", TOKEN, request("1.1"))).isEqualTo(200);
        assertThat(ask(Duration.ofMinutes(2), "1.1", remote("B", address(), TOKEN))
                        .found())
                .hasSize(1);
    }

    private static String request(String procedure) throws IOException {
        return new String(
                LookupWire.write(PlanRequest.of(procedure, OWNER, DAY).by("Cán bộ A", "", "H1", null)),
                StandardCharsets.UTF_8);
    }

    private int status(String method, String path, String token, String body) throws Exception {
        HttpRequest sent = HttpRequest.newBuilder(address().resolve(path))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(sent, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    /** More than it answers at once are told to come again; nobody waits for ever. */
    @Test
    void answersSoManyAtOnceAndNoMore() throws Exception {
        CountDownLatch begun = new CountDownLatch(LookupService.AT_ONCE);
        CountDownLatch go = new CountDownLatch(1);
        FederatedLookup.Source slow = new FederatedLookup.Source() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public List<FederatedLookup.Offer> offers(PlanRequest request) {
                begun.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return List.of();
            }
        };
        String digest = Records.sha256(TOKEN.getBytes(StandardCharsets.UTF_8));
        service.close();
        service = LookupService.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(new LookupService.Client("UBND xã A", digest, Set.of(), slow)),
                null,
                null);
        ExecutorService callers = Executors.newFixedThreadPool(LookupService.AT_ONCE);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < LookupService.AT_ONCE; i++) {
                answers.add(callers.submit(() -> status("POST", "/v1/lookup", TOKEN, request("1.1"))));
            }
            begun.await();
            assertThat(status("POST", "/v1/lookup", TOKEN, request("1.1"))).isEqualTo(503);
            go.countDown();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        } finally {
            go.countDown();
            callers.shutdownNow();
        }
    }

    @Test
    void sendsNothingInClear() {
        assertThatIllegalArgumentException().isThrownBy(() -> remote("x", URI.create("http://192.0.2.1:80"), TOKEN));
        assertThatIllegalArgumentException().isThrownBy(() -> remote("x", URI.create("file:///etc"), TOKEN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> remote("x", URI.create("https://user@example.org"), TOKEN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LookupService.start(new InetSocketAddress("0.0.0.0", 0), List.of(), null, null));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new LookupService.Client("x", TOKEN, Set.of(), remote("x", address(), TOKEN)));
        assertThat(remote("x", address(), TOKEN).toString()).doesNotContain(TOKEN);
    }
}

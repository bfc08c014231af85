package vn.hoso.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.archive.Archive;
import vn.hoso.failure.HosoException;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.Validity;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerifier;
import vn.hoso.search.LuceneRecordIndex;

class FederatedLookupTest {
    private static final String KIND = "KQ.G15.000036";
    private static final String OWNER = "001090000001";
    private static final LocalDate DAY = LocalDate.parse("2025-06-15");
    private static final Catalogue CATALOGUE = Catalogue.of(List.of(new Procedure(
            "1.1",
            "x",
            null,
            List.of(new Procedure.Case("", List.of(new Procedure.Component("C1", "x", Set.of(KIND), null)))),
            List.of(),
            List.of())));

    @TempDir
    Path folder;

    private byte[] record = {};

    /** Seals of this test are the digest of what they seal. */
    static byte[] seal(byte[] record) {
        return Records.sha256(record).getBytes(StandardCharsets.UTF_8);
    }

    @BeforeEach
    void aRecord() throws IOException {
        record = record("R1", OWNER, LocalDate.parse("2025-01-10"));
    }

    private byte[] record(String name, String owner, LocalDate issued) throws IOException {
        MemoryHome archive = new MemoryHome();
        try (LuceneRecordIndex index = LuceneRecordIndex.open(folder.resolve(name))) {
            PaperId id = RecordImport.into(archive, index, null, "register", "UBND xã B", Clock.systemUTC())
                    .take(List.of(new ReadyRecord(
                            name,
                            "{\"id\": \"" + name + "\"}",
                            "marital_status_certificate",
                            KIND,
                            Level.VERIFIED,
                            new Owner(owner, "Nguyễn Văn Ạ", null),
                            List.of(),
                            new Validity(issued, null, true, "permanent"),
                            List.of(new Field(
                                    "marital_status", "x", "x", 1, 0, null, Method.IMPORT, true, List.of(), List.of())),
                            DigitisedRecord.State.ACTIVE,
                            null,
                            null)))
                    .get(name);
            try (InputStream file = archive.open(id, 1, Archive.RECORD).orElseThrow()) {
                return file.readAllBytes();
            }
        }
    }

    private static FederatedLookup.Source source(String name, FederatedLookup.Offer... offers) {
        return new FederatedLookup.Source() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<FederatedLookup.Offer> offers(PlanRequest request) {
                return List.of(offers);
            }
        };
    }

    private static FederatedLookup lookup(Duration deadline) {
        ReusePolicy policy = new ReusePolicy(Level.VERIFIED, false, Set.of(), Set.of());
        return new FederatedLookup(CATALOGUE, new DigestVerifier(), policy, deadline, null);
    }

    private static FederatedLookup.Result ask(FederatedLookup.Source... sources) {
        return lookup(Duration.ofMinutes(1)).ask(PlanRequest.of("1.1", OWNER, DAY), List.of(sources));
    }

    private static List<String> answers(FederatedLookup.Result result) {
        return result.found().stream().map(found -> found.answer().name()).toList();
    }

    @Test
    void believesWhatIsSealed() throws IOException {
        byte[] newer = record("R2", OWNER, LocalDate.parse("2025-02-10"));
        FederatedLookup.Result result = ask(
                source("A", new FederatedLookup.Offer("C1", record, seal(record))),
                source("B", new FederatedLookup.Offer("C1", newer, seal(newer))));
        assertThat(answers(result)).containsExactly("REUSABLE", "REUSABLE");
        assertThat(result.reusable("C1").orElseThrow().source())
                .as("the newest")
                .isEqualTo("B");
        assertThat(result.reusable("C2")).isEmpty();
        assertThat(result.silent()).isEmpty();
        assertThat(result.json()).contains(Records.sha256(newer)).doesNotContain(OWNER);
    }

    @Test
    void believesNobodyByHisWord() throws IOException {
        String text = new String(record, StandardCharsets.UTF_8);
        byte[] changed = text.replace("2025-01-10", "2025-01-11").getBytes(StandardCharsets.UTF_8);
        byte[] others = record("R2", "001090000002", LocalDate.parse("2025-01-10"));
        byte[] future = record("R3", OWNER, DAY.plusDays(1));
        assertThat(changed).isNotEqualTo(record);
        assertThat(answers(ask(source("A", new FederatedLookup.Offer("C1", changed, seal(record))))))
                .as("a seal over other bytes")
                .containsExactly("UNVERIFIED");
        assertThat(answers(ask(source("A", new FederatedLookup.Offer("C1", record, new byte[0])))))
                .as("without a seal, though the policy here would not ask for one")
                .containsExactly("UNVERIFIED");
        assertThat(answers(ask(source("A", new FederatedLookup.Offer("C1", others, seal(others))))))
                .as("somebody else's")
                .containsExactly("ASK");
        assertThat(answers(ask(source("A", new FederatedLookup.Offer("C1", future, seal(future))))))
                .as("issued after the day")
                .containsExactly("MISSING");
    }

    @Test
    void namesWhoIsSilentAndKeepsTheRest() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        FederatedLookup.Source hangs = new FederatedLookup.Source() {
            @Override
            public String name() {
                return "hangs";
            }

            @Override
            public List<FederatedLookup.Offer> offers(PlanRequest request) {
                try {
                    Thread.sleep(Duration.ofMinutes(5).toMillis());
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw new IllegalStateException(e);
                }
                return List.of();
            }
        };
        FederatedLookup.Source fails = new FederatedLookup.Source() {
            @Override
            public String name() {
                return "fails";
            }

            @Override
            public List<FederatedLookup.Offer> offers(PlanRequest request) {
                throw new IllegalStateException("test");
            }
        };
        FederatedLookup.Offer[] flood = new FederatedLookup.Offer[101];
        Arrays.fill(flood, new FederatedLookup.Offer("C1", record, seal(record)));
        FederatedLookup.Result result = lookup(Duration.ofSeconds(3))
                .ask(
                        PlanRequest.of("1.1", OWNER, DAY),
                        List.of(
                                hangs,
                                fails,
                                source("floods", flood),
                                source("babbles", new FederatedLookup.Offer("C1", new byte[] {'{'}, new byte[] {1})),
                                source("good", new FederatedLookup.Offer("C1", record, seal(record)))));
        assertThat(answers(result)).containsExactly("REUSABLE");
        assertThat(result.silent())
                .containsEntry("hangs", FederatedLookup.Silence.TOO_LATE)
                .containsEntry("fails", FederatedLookup.Silence.FAILED)
                .containsEntry("floods", FederatedLookup.Silence.TOO_MUCH)
                .containsEntry("babbles", FederatedLookup.Silence.UNREADABLE)
                .hasSize(4);
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThatExceptionOfType(HosoException.class)
                .isThrownBy(() -> lookup(Duration.ofSeconds(1)).ask(PlanRequest.of("9", OWNER, DAY), List.of()));
    }

    /** Holds where the seal is the digest of the record; stands for a key that this agency trusts. */
    static final class DigestVerifier implements SealVerifier {
        @Override
        public SealVerdict verifyPdf(Path pdf) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SealVerdict verifyRecord(byte[] record, byte[] seal) {
            boolean holds = Arrays.equals(seal, seal(record));
            return new SealVerdict(holds ? SealVerdict.Status.VALID : SealVerdict.Status.INVALID, List.of(), List.of());
        }

        @Override
        public SealVerdict verifyEvidence(byte[] record, List<Path> files) {
            throw new UnsupportedOperationException();
        }
    }
}

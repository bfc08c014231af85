package vn.hoso.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.archive.Archive;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.Validity;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.SqliteRegistry;
import vn.hoso.search.LuceneRecordIndex;

/** What can't be proven field by field is not handed over, and the officer hears why. */
class DisclosureDeskTest {
    @TempDir
    Path folder;

    @Test
    void saysWhatARecordLacksThatProvesNoSingleField() throws IOException {
        MemoryHome archive = new MemoryHome();
        try (LuceneRecordIndex index = LuceneRecordIndex.open(folder.resolve("index"));
                SqliteRegistry registry = SqliteRegistry.open(folder.resolve("registry.db"))) {
            PaperId id = RecordImport.into(archive, index, null, "register", "UBND xã B", Clock.systemUTC())
                    .take(List.of(new ReadyRecord(
                            "R1",
                            "{}",
                            "diploma",
                            "KQ.G03.000009",
                            Level.VERIFIED,
                            new Owner("001090000001", "Nguyễn Văn Ạ", null),
                            List.of(),
                            new Validity(null, null, true, "permanent"),
                            List.of(new Field(
                                    "major", "Luật", "Luật", 1, 0, null, Method.IMPORT, true, List.of(), List.of())),
                            DigitisedRecord.State.ACTIVE,
                            null,
                            null)))
                    .get("R1");
            DisclosureDesk desk = new DisclosureDesk(archive, registry, index, ReusePolicy.SEALED);
            assertRefused(desk, id, "not sealed");

            // as versions before single fields could be proven sealed it
            archive.put(id, Map.of(Archive.SEAL, Files.write(folder.resolve("seal"), new byte[] {1})), 1, "a", "seal");
            assertRefused(desk, id, "sealed without root.json");
            assertThat(registry.lastSequence()).as("nothing was handed over").isZero();
        }
    }

    private static void assertRefused(DisclosureDesk desk, PaperId id, String why) {
        assertThatExceptionOfType(HosoException.class)
                .isThrownBy(() -> desk.disclose(id, "major", new DisclosureDesk.Reason("C", "Sở", "H1", null)))
                .satisfies(refusal -> {
                    assertThat(refusal.problem()).isEqualTo(Problem.WRONG_STATE);
                    assertThat(refusal.facts()).contains(why);
                });
    }
}

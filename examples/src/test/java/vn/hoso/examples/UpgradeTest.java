package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.digitize.ArchiveReport;
import vn.hoso.digitize.ArchiveVerifier;
import vn.hoso.digitize.Home;

/**
 * Homes as earlier versions left them: {@code home-format-1.zip} is of version 0.1.0, when the text of pages was archived
 * unpacked. It holds one sealed paper and one that waits for an officer, and no key.
 */
class UpgradeTest {
    @TempDir
    Path folder;

    @Test
    void aHomeOfTheFirstFormatGoesOn() throws IOException {
        Path home = folder.resolve("home");
        unpack("home-format-1.zip", home);
        try (InputStream catalogue = UpgradeTest.class.getResourceAsStream("catalogue.json")) {
            Files.copy(catalogue, home.resolve("catalogue.json"));
        }
        Cli cli = new Cli(home);

        assertThat(cli.run("status").out()).contains("archived, waits for review  1", "sealed                      1");
        assertThat(cli.run("find", "4006890772").out()).contains("1 paper", "THÀNH ĐẠT NHUỆ");
        Cli.Run plan = cli.run("plan", "--procedure", "1.004222", "--owner", "024216850912", "--on", "2026-11-23");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(sound(home).findings()).isEmpty();

        Folders.delete(home.resolve("index"));
        for (String part : new String[] {"registry.db", "registry.db-wal", "registry.db-shm"}) {
            Files.deleteIfExists(home.resolve(part));
        }
        cli.run("doctor"); // the certificates of the test end one day; what it says of them is not looked at
        ArchiveReport rebuilt = sound(home);
        assertThat(rebuilt.findings()).isEmpty();
        assertThat(rebuilt.papers()).isEqualTo(2);
        assertThat(cli.run("find", "4006890772").out()).contains("1 paper", "THÀNH ĐẠT NHUỆ");
        assertThat(cli.run("find", "Độc lập").out()).contains("2 papers"); // the text of their pages, too
    }

    /** Digests, records, the ledger, registry and archive against each other. */
    private static ArchiveReport sound(Path home) {
        try (Home open = Home.openReadOnly(home)) {
            return ArchiveVerifier.builder().home(open).build().verify();
        }
    }

    private static void unpack(String name, Path target) throws IOException {
        try (InputStream in = UpgradeTest.class.getResourceAsStream(name);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = target.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }
}

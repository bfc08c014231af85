package vn.hoso.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.NativeLibrary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

class NativeLibrariesTest {
    @TempDir
    Path cache;

    @Test
    void unpacksOnceUnderTheNamesThatAreLookedFor() throws Exception {
        NativeLibraries libraries = new NativeLibraries(cache);
        Path folder = libraries.unpack("linux-x86_64");
        assertThat(folder.resolve("libtesseract.so")).isRegularFile();
        assertThat(folder.resolve("libleptonica.so")).isRegularFile();
        assertThat(folder.resolve("libleptonica.so.6")).isRegularFile();
        var written = Files.getLastModifiedTime(folder.resolve("libtesseract.so"));

        assertThat(libraries.unpack("linux-x86_64")).isEqualTo(folder);
        assertThat(Files.getLastModifiedTime(folder.resolve("libtesseract.so"))).isEqualTo(written);
    }

    @Test
    void silencesLeptonica() {
        Path folder = NativeLibraries.prepare(null, NativeLibraries.userCache());
        Path library = folder.resolve(
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
                        ? "libleptonica.6.dylib"
                        : "libleptonica.so.6");
        if (!Files.exists(library)) {
            System.out.println("no Leptonica of our own in " + NativeLibraries.platform() + ": not tested");
            return;
        }
        // What nobody held would be unloaded now, and forget it.
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        // It tells what it was set to before.
        int before = NativeLibrary.getInstance(library.toString())
                .getFunction("setMsgSeverity")
                .invokeInt(new Object[] {6});
        assertThat(before).isEqualTo(6);
    }

    @Test
    void repairsAFileThatWasTamperedWith() throws Exception {
        Path folder = cache.resolve("a");
        Map<String, byte[]> contents = Map.of("one", bytes("first"), "two", bytes("second"));
        NativeLibraries.publish(folder, contents);
        Files.write(folder.resolve("one"), bytes("wrong"));

        NativeLibraries.publish(folder, contents);

        assertThat(folder.resolve("one")).hasContent("first");
        assertThat(list(cache)).containsExactly("a");
    }

    @Test
    void manyAtOnceLeaveOneWholeFolder() throws Exception {
        Map<String, byte[]> contents = Map.of("one", new byte[300_000], "two", bytes("second"));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Future<Path>> all = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            all.add(pool.submit(() -> NativeLibraries.publish(cache.resolve("a"), contents)));
        }
        for (Future<Path> one : all) {
            assertThat(one.get().resolve("one")).hasSize(300_000);
        }
        pool.shutdown();
        assertThat(list(cache)).containsExactly("a");
        assertThat(list(cache.resolve("a"))).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void saysWhatIsMissingForAPlatformWithoutLibraries() {
        assertThatThrownBy(() -> new NativeLibraries(cache).unpack("plan9-mips"))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.BAD_CONFIGURATION))
                .hasMessageContaining("plan9-mips")
                .hasMessageContaining("nativeLibraries");
    }

    @Test
    void namesPlatformsAsTheJarsDo() {
        assertThat(NativeLibraries.platform("Linux", "amd64")).isEqualTo("linux-x86_64");
        assertThat(NativeLibraries.platform("Mac OS X", "aarch64")).isEqualTo("macosx-arm64");
        assertThat(NativeLibraries.platform("Windows 11", "amd64")).isEqualTo("windows-x86_64");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> list(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}

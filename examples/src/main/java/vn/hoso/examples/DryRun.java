package vn.hoso.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hoso.digitize.Home;
import vn.hoso.registry.PaperEntry;
import vn.hoso.scan.Scan;
import vn.hoso.scan.ScanReader;

/** Says what a conversion would do with each file: opens it, reads nothing of it, writes nothing into the home. */
final class DryRun {
    private final Context context;
    private final Map<String, Path> seen = new HashMap<>();
    private int convertible;
    private int known;
    private int refused;
    private long pages;

    DryRun(Context context) {
        this.context = context;
    }

    /** Looks at files; the exit code is that of a run over them. */
    int run(Handover handed) throws IOException {
        Path work = Files.createTempDirectory("hoso-dry-run");
        try (Engines engines = Engines.here(context, 1);
                @Nullable Home home = Files.isDirectory(context.home()) ? Homes.reading(context) : null) {
            ScanReader scanner = engines.scanner();
            for (Path file : handed.files()) {
                look(file, handed, home, scanner, work);
            }
        } finally {
            Folders.delete(work);
        }
        handed.passedOver().forEach(file -> say("convert.passedOverFile", file));
        say(
                "convert.dry.sum",
                convertible,
                pages,
                known,
                refused,
                handed.passedOver().size());
        return refused == 0 ? Command.OK : Command.FAILED;
    }

    private void look(Path file, Handover handed, @Nullable Home home, ScanReader scanner, Path work) {
        try {
            String digest = sha256(file);
            Path twin = seen.putIfAbsent(digest, file);
            if (twin != null) {
                known++;
                say("convert.duplicateOf", file, twin);
            } else if (archived(digest, home).isPresent()) {
                known++;
                say("convert.dry.known", file);
            } else {
                try (Scan scan = scanner.open(file, work)) {
                    convertible++;
                    pages += scan.pageCount();
                    String said = handed.words(file, context);
                    say("convert.dry.new", file, scan.pageCount(), said.isEmpty() ? "" : "; " + said);
                }
            }
        } catch (IOException | RuntimeException e) {
            refused++;
            context.terminal()
                    .out()
                    .println("  " + Failures.line(e, String.valueOf(file.getFileName()), context.locale()));
        }
    }

    private static Optional<PaperEntry> archived(String digest, @Nullable Home home) {
        return home == null
                ? Optional.empty()
                : home.registry().papersOf(digest).stream()
                        .filter(paper -> paper.state().stored())
                        .findFirst();
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void say(String key, Object... arguments) {
        context.terminal().out().println(context.texts().get(key, arguments));
    }
}

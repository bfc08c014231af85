package vn.hoso.scan;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * Lays office files out as PDF with a LibreOffice that is installed.
 *
 * <p>Each file gets a process of its own with a fresh profile, in which macros, links to elsewhere and the network are
 * off: a hostile file spoils nothing that the next one meets, and a hanging one is killed.
 *
 * <p>JODConverter, which drives an office by remote calls, was measured in its place (4.4.11) and not taken: where the
 * office brings no native pipe it listens on a port of this machine that asks nobody for a name, through which any
 * account reads files with the rights of this one; and it waits without limit for an office that hangs as it starts.
 */
final class LibreOffice {
    private static final List<String> NAMES = List.of("soffice", "libreoffice", "soffice.com");
    private static final List<String> PLACES = List.of(
            "/usr/bin",
            "/usr/lib/libreoffice/program",
            "/usr/local/bin",
            "/snap/bin",
            "/Applications/LibreOffice.app/Contents/MacOS",
            "C:\\Program Files\\LibreOffice\\program");

    private final Path program;

    LibreOffice(Path program) {
        this.program = program;
    }

    /** The first one on the search path or in a usual place. */
    static Optional<LibreOffice> installed() {
        List<String> places = new ArrayList<>();
        String path = System.getenv("PATH");
        if (path != null) {
            places.addAll(List.of(path.split(java.io.File.pathSeparator, -1)));
        }
        places.addAll(PLACES);
        for (String place : places) {
            for (String name : NAMES) {
                Path found = place.isBlank() ? null : existing(place, name);
                if (found != null) {
                    return Optional.of(new LibreOffice(found));
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Path existing(String place, String name) {
        try {
            Path found = Path.of(place, name);
            return Files.isExecutable(found) ? found : null;
        } catch (java.nio.file.InvalidPathException e) {
            return null;
        }
    }

    /**
     * Lays a file out.
     *
     * @param source the file; a copy is given away, under a name of our own
     * @param folder an empty folder to work in
     * @return a PDF in that folder
     * @throws HosoException with {@code TOO_SLOW}, or {@code DAMAGED} where LibreOffice can't read it
     */
    Path toPdf(SourceFile source, FileKind kind, Path folder, Duration patience) throws IOException {
        Path given = Files.copy(source.path(), folder.resolve("paper." + kind.extension()));
        Path made = Files.createDirectory(folder.resolve("made"));
        Path profile = folder.resolve("profile");
        Files.createDirectories(profile.resolve("user"));
        Files.writeString(profile.resolve("user").resolve("registrymodifications.xcu"), settings());
        ProcessBuilder command = new ProcessBuilder(
                program.toString(),
                "-env:UserInstallation=" + profile.toUri(),
                "--headless",
                "--norestore",
                "--nolockcheck",
                "--nodefault",
                "--convert-to",
                "pdf",
                "--outdir",
                made.toString(),
                given.toString());
        Map<String, String> environment = command.environment();
        environment.put("HOME", profile.toString());
        environment.put("TMPDIR", folder.toString());
        for (String proxy : List.of("http_proxy", "https_proxy", "ftp_proxy")) {
            environment.put(proxy, "http://127.0.0.1:9");
        }
        command.redirectErrorStream(true);
        command.redirectOutput(folder.resolve("log").toFile());
        run(command, source.name(), patience);
        try (DirectoryStream<Path> results = Files.newDirectoryStream(made, "*.pdf")) {
            for (Path result : results) {
                return result;
            }
        }
        throw new HosoException(Problem.DAMAGED, source.name(), "LibreOffice can't read it");
    }

    private static void run(ProcessBuilder command, String name, Duration patience) throws IOException {
        Process process = command.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new HosoException(Problem.TOO_SLOW, name, patience.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HosoException(Problem.UNREADABLE, e, name);
        } finally {
            end(process);
        }
    }

    /** The program that is started starts the one that works. */
    private static void end(Process process) {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static String settings() {
        String common = "/org.openoffice.Office.Common/Security/Scripting";
        StringBuilder text = new StringBuilder("<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">");
        setting(text, common, "DisableMacrosExecution", "true");
        setting(text, common, "MacroSecurityLevel", "3");
        setting(text, common, "BlockUntrustedRefererLinks", "true");
        setting(text, common, "DisableActiveContent", "true");
        // Nobody listens there: what a file links to is not fetched, whatever the environment says.
        setting(text, "/org.openoffice.Inet/Settings", "ooInetProxyType", "2");
        for (String kind : List.of("HTTP", "HTTPS", "FTP")) {
            setting(text, "/org.openoffice.Inet/Settings", "ooInet" + kind + "ProxyName", "127.0.0.1");
            setting(text, "/org.openoffice.Inet/Settings", "ooInet" + kind + "ProxyPort", "9");
        }
        setting(text, "/org.openoffice.Inet/Settings", "ooInetNoProxy", "");
        setting(text, "/org.openoffice.Office.Writer/Content/Update", "Link", "2");
        setting(text, "/org.openoffice.Office.Calc/Content/Update", "Link", "2");
        return text.append("</oor:items>").toString();
    }

    private static void setting(StringBuilder text, String path, String name, String value) {
        text.append("<item oor:path=\"")
                .append(path)
                .append("\"><prop oor:name=\"")
                .append(name)
                .append("\" oor:op=\"fuse\"><value>")
                .append(value)
                .append("</value></prop></item>");
    }
}

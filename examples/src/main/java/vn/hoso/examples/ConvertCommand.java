package vn.hoso.examples;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.BatchReport;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.PdfACheckPolicy;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SignatureLevel;
import vn.hoso.signing.SigningKey;

/** Converts files to signed, archived and indexed papers. */
@picocli.CommandLine.Command(name = "convert")
final class ConvertCommand extends Command {
    @Parameters(arity = "0..*", paramLabel = "INPUT", descriptionKey = "inputs")
    private List<Path> inputs = List.of();

    @Option(names = "--recursive", descriptionKey = "recursive")
    private boolean recursive;

    @Nullable
    @Option(names = "--jobs", paramLabel = "N", descriptionKey = "jobs")
    private Integer jobs;

    @Nullable
    @Option(names = "--max-memory", paramLabel = "SIZE", descriptionKey = "convert.maxMemory")
    private String maxMemory;

    @Option(names = "--compact", descriptionKey = "convert.compact")
    private boolean compact;

    @Nullable
    @Option(names = "--metrics", paramLabel = "FILE", descriptionKey = "convert.metrics")
    private Path metrics;

    @Option(names = "--log", paramLabel = "file|json", descriptionKey = "convert.log")
    private LogStyle log = LogStyle.FILE;

    @Nullable
    @Option(names = "--report", paramLabel = "FILE", descriptionKey = "convert.report")
    private Path report;

    @Option(names = "--pdfa-check", paramLabel = "all|sample|off", descriptionKey = "pdfaCheck")
    private PdfACheckPolicy pdfaCheck = PdfACheckPolicy.ALL;

    @Nullable
    @Option(names = "--watch", paramLabel = "DIR", descriptionKey = "convert.watch")
    private Path watch;

    @Nullable
    @Option(names = "--done", paramLabel = "DIR", descriptionKey = "convert.done")
    private Path done;

    @Nullable
    @Option(names = "--until", paramLabel = "HH:MM", descriptionKey = "convert.until")
    private String until;

    @Nullable
    @Option(names = "--nice", paramLabel = "N", descriptionKey = "convert.nice")
    private Integer nice;

    @Nullable
    @Option(names = "--original", paramLabel = "KIND", descriptionKey = "original")
    private String original;

    @Nullable
    @Option(names = "--manifest", paramLabel = "FILE", descriptionKey = "convert.manifest")
    private Path manifest;

    @Option(names = "--dossier-folders", descriptionKey = "convert.dossierFolders")
    private boolean dossierFolders;

    @Option(names = "--dry-run", descriptionKey = "convert.dryRun")
    private boolean dryRun;

    @Option(names = "--progress", paramLabel = "auto|lines|json|none", descriptionKey = "convert.progressStyle")
    private ConvertProgress.Style progress = ConvertProgress.Style.AUTO;

    @Mixin
    private final KeyOptions keyOptions = new KeyOptions();

    @Mixin
    private final TimeStampOptions timeStamps = new TimeStampOptions();

    @Nullable
    @Option(names = "--level", paramLabel = "B|T|LT|LTA", descriptionKey = "convert.level")
    private SignatureLevel level;

    @Nullable
    @Option(names = "--tsa-fails", paramLabel = "keep|stop", descriptionKey = "convert.tsaFails")
    private String tsaFails;

    ConvertCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        if (nice != null) {
            Niceness.lower(Limits.between("--nice", nice, 0, 19, texts()), context());
        }
        if (watch != null) {
            return watch(watch);
        }
        if (inputs.isEmpty() && manifest == null) {
            throw new UsageException(texts().get("convert.noInput"));
        }
        Handover handed = handover();
        if (handed.files().isEmpty()) {
            throw new UsageException(texts().get("convert.nothing"));
        }
        return dryRun ? new DryRun(context()).run(handed) : convert(handed);
    }

    /** All that is wrong with a list is known before the first file is touched. */
    private Handover handover() throws IOException {
        Handover handed = Handover.of(Inputs.papers(inputs, recursive, context().home()));
        if (manifest != null) {
            handed = handed.with(Manifest.read(manifest, context().types(), texts()));
        }
        return dossierFolders ? handed.withDossiersOfFolders() : handed;
    }

    private int convert(Handover handed) throws IOException {
        // Opened before the work, so that a place that can't be written to is known at once.
        PrintWriter written = report == null ? null : writer(report);
        try (written;
                Interruption interruption = new Interruption(context());
                SigningKey key = keyOptions.require(context());
                Home home = Homes.writing(context())) {
            ConvertSummary summary =
                    new ConvertSummary(context(), run(handed, home, key, interruption), handed.passedOver());
            summary.print();
            if (written != null) {
                Json.pretty(written, summary::write);
                if (written.checkError()) {
                    throw new HosoException(Problem.DISK_FULL, String.valueOf(report));
                }
            }
            return summary.isComplete() ? OK : FAILED;
        }
    }

    private BatchReport run(Handover handed, Home home, SigningKey key, Interruption interruption) throws IOException {
        if (home.isPaused()) {
            say("convert.paused");
        }
        try (EndTime end = EndTime.of(until, Clock.systemUTC(), texts());
                ConvertListeners shown = listeners(progress);
                ConvertSession session = new ConvertSession(
                        context(), home, signer(key), engines(), pdfaCheck, shown.all(), original, compact)) {
            end.ends(session::stop);
            interruption.stopsBy(session::stop);
            return session.convert(handed);
        }
    }

    private int watch(Path folder) throws IOException {
        if (!inputs.isEmpty() || dryRun || report != null || manifest != null || dossierFolders) {
            throw new UsageException(texts().get("convert.watch.alone"));
        }
        Path real = real(folder);
        for (Path other :
                done == null ? List.of(context().home()) : List.of(context().home(), done)) {
            if (real(other).startsWith(real) || real.startsWith(real(other))) {
                throw new UsageException(texts().get("convert.watch.inside", folder, other));
            }
        }
        WatchLoop loop = WatchLoop.over(context(), folder, recursive, done);
        try (Interruption interruption = new Interruption(context());
                EndTime end = EndTime.of(until, Clock.systemUTC(), texts());
                SigningKey key = keyOptions.require(context());
                Home home = Homes.writing(context());
                ConvertListeners shown = listeners(progress.steady());
                ConvertSession session = new ConvertSession(
                        context(), home, signer(key), engines(), pdfaCheck, shown.all(), original, compact)) {
            Runnable stop = () -> {
                loop.stop();
                session.stop();
            };
            end.ends(stop);
            interruption.stopsBy(stop);
            say("convert.watch.on", folder);
            loop.run(session);
            return OK;
        }
    }

    private ConvertListeners listeners(ConvertProgress.Style style) throws IOException {
        return new ConvertListeners(context(), style, log, metrics);
    }

    private PadesSigner signer(SigningKey key) {
        return Signers.of(context(), key, level, timeStamps, tsaFails).pdf();
    }

    private Engines engines() {
        MemoryPlan memory = maxMemory == null ? null : memory(maxMemory);
        return Engines.isolated(context(), Limits.jobs(jobs, texts()), memory);
    }

    private MemoryPlan memory(String size) {
        MemoryPlan memory = MemoryPlan.of(size, texts());
        if (memory.exceededByHeap()) {
            say("convert.heapTooLarge", size, memory.heapMegabytes());
        }
        return memory;
    }

    /** The folder itself, also behind links; one that is not there yet, by its nearest parent that is. */
    private static Path real(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (Files.exists(absolute) || parent == null) {
            return absolute.toRealPath();
        }
        return real(parent).resolve(String.valueOf(absolute.getFileName()));
    }

    private static PrintWriter writer(Path file) throws IOException {
        return new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    }
}

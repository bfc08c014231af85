package vn.hoso.examples;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.seal.SigningRole;
import vn.hoso.signing.CertificateStatus;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SignatureLevel;
import vn.hoso.signing.SignatureValidator;
import vn.hoso.signing.SigningKey;
import vn.hoso.signing.SigningSelfTest;
import vn.hoso.signing.TestAuthority;
import vn.hoso.signing.TestAuthority.KeyKind;
import vn.hoso.signing.TimeStamper;

/**
 * Measures signatures and validations of each level against bare EU DSS, by turns on the same file with the same key: what
 * is ours is the difference. Counted is the time of the processor and not of the clock, so other programs don't disturb.
 */
@picocli.CommandLine.Command(name = "sign")
final class BenchSign extends Command {
    private static final int WARM_UP = 8;

    private final ThreadMXBean processor = ManagementFactory.getThreadMXBean();

    @Nullable
    @Parameters(arity = "0..1", paramLabel = "FILE", descriptionKey = "bench.sign.file")
    private Path file;

    @Option(names = "--seconds", paramLabel = "N", descriptionKey = "bench.sign.seconds")
    private int seconds = 5;

    @Nullable
    @Option(names = "--kind", paramLabel = "RSA_2048|RSA_3072|P_256|P_384", descriptionKey = "bench.sign.kind")
    private KeyKind kind;

    @Option(names = "--table", descriptionKey = "bench.sign.table")
    private boolean table;

    @Nullable
    @Option(names = "--token", paramLabel = "LIBRARY", descriptionKey = "bench.sign.token")
    private Path token;

    @Option(names = "--time-travel", descriptionKey = "bench.sign.travel")
    private boolean travel;

    @Option(names = "--flips", paramLabel = "N", descriptionKey = "bench.sign.flips")
    private int flips;

    @Option(names = "--seed", paramLabel = "S", descriptionKey = "bench.sign.seed")
    private long seed = 1;

    @Nullable
    @Option(names = "--level", paramLabel = "B|T|LT|LTA", descriptionKey = "bench.sign.level")
    private SignatureLevel level;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    BenchSign(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        SigningSelfTest.run();
        Path folder = Files.createTempDirectory("hoso-bench");
        try {
            if (table) {
                return table(folder);
            }
            if (travel) {
                return travel(folder);
            }
            return flips > 0 ? flips(folder) : rates(folder);
        } finally {
            Folders.delete(folder);
        }
    }

    private int table(Path folder) throws IOException {
        SignTable filling = new SignTable(folder, file == null ? TrialPaper.compose(texts(), folder) : file);
        SignTable.Token trial = token == null ? null : new SignTable.Token(token, pin(token));
        List<KeyKind> kinds = kind == null ? List.of(KeyKind.values()) : List.of(kind);
        List<SignTable.Row> rows;
        try (StatusLine line = new StatusLine(terminal())) {
            int[] done = new int[1];
            rows = filling.fill(kinds, trial, row -> line.show(texts().get("bench.sign.progress", ++done[0])));
        }
        long bad = rows.stream().filter(row -> !row.good()).count();
        if (json) {
            write(rows.stream().<Part>map(row -> row::write).toList(), bad);
        } else {
            List<String[]> cells = rows.stream().map(SignTable.Row::cells).toList();
            print("bench.sign.table.columns", cells);
            print("bench.sign.table.sum", rows.size(), bad);
        }
        return bad == 0 ? OK : FAILED;
    }

    private char[] pin(Path library) {
        return terminal()
                .variable("HOSO_KEY_PASSWORD")
                .map(String::toCharArray)
                .or(() -> terminal().askPassword(texts().get("key.ask", library.getFileName())))
                .orElseThrow(() -> new UsageException(texts().get("key.noPassword", library)));
    }

    private int travel(Path folder) throws IOException {
        List<SignTimes.Row> rows = new SignTimes(folder, paper(folder)).travel();
        long bad = rows.stream().filter(row -> !row.good()).count();
        if (json) {
            write(rows.stream().<Part>map(row -> row::write).toList(), bad);
        } else {
            print(
                    "bench.sign.travel.columns",
                    rows.stream().map(SignTimes.Row::cells).toList());
            print("bench.sign.travel.sum");
        }
        return bad == 0 ? OK : FAILED;
    }

    private int flips(Path folder) throws IOException {
        List<SignatureLevel> levels = level == null ? List.of(SignatureLevel.values()) : List.of(level);
        SignFlips flipping = new SignFlips(folder, paper(folder));
        List<SignFlips.Result> results = new ArrayList<>();
        try (StatusLine line = new StatusLine(terminal())) {
            for (SignatureLevel one : levels) {
                results.add(flipping.run(
                        one,
                        flips,
                        seed,
                        done -> line.show(texts().get("bench.sign.flips.progress", one, done, flips))));
            }
        }
        long valid = results.stream().mapToLong(result -> result.valid().size()).sum();
        if (json) {
            write(results.stream().<Part>map(result -> result::write).toList(), valid);
        } else {
            for (SignFlips.Result result : results) {
                print(
                        "bench.sign.flips.done",
                        result.level(),
                        result.bytes(),
                        result.untouched(),
                        flips,
                        seed,
                        result.verdicts());
                result.reservations().forEach((codes, count) -> print("bench.sign.flips.reservation", count, codes));
                result.valid().forEach(flip -> print("bench.sign.flips.valid", flip.offset(), flip.mask()));
            }
        }
        return valid == 0 ? OK : FAILED;
    }

    /** A member of a list of objects. */
    @FunctionalInterface
    private interface Part {
        void write(JsonGenerator json) throws IOException;
    }

    private void write(List<Part> rows, long bad) throws IOException {
        Json.pretty(out(), object -> {
            object.writeArrayFieldStart("rows");
            for (Part row : rows) {
                row.write(object);
            }
            object.writeEndArray();
            object.writeNumberField("bad", bad);
        });
    }

    private void print(String columns, List<String[]> rows) {
        Table printed = new Table(terminal().width(), "");
        printed.row((Object[]) texts().get(columns).split("\\|", -1));
        rows.forEach(row -> printed.row((Object[]) row));
        printed.print(out());
    }

    private Path paper(Path folder) throws IOException {
        return file == null ? blank(folder.resolve("paper.pdf")) : file;
    }

    private int rates(Path folder) throws IOException {
        try (SigningKey key = authority().issue("Bench")) {
            Path paper = paper(folder);
            Table printed = new Table(terminal().width(), "");
            printed.row((Object[]) texts().get("bench.sign.columns").split("\\|", -1));
            for (SignatureLevel one : SignatureLevel.values()) {
                printed.row((Object[]) measure(new Bench(authority(), key, one, paper, folder)));
            }
            printed.print(out());
            print("bench.sign.meaning", kind(), Files.size(paper));
            return OK;
        }
    }

    private KeyKind kind() {
        return kind == null ? KeyKind.P_256 : kind;
    }

    private @Nullable TestAuthority authority;

    private TestAuthority authority() {
        if (authority == null) {
            authority = TestAuthority.create(java.time.Clock.systemUTC(), kind());
        }
        return authority;
    }

    private String[] measure(Bench bench) throws IOException {
        double[] signing = byTurns(bench::sign, bench::signBare);
        double[] validating = byTurns(bench::validate, bench::validateBare);
        return new String[] {
            bench.level.name(),
            rate(signing[0]),
            rate(signing[1]),
            ours(signing),
            rate(validating[0]),
            rate(validating[1]),
            ours(validating)
        };
    }

    /** A thing to be measured. */
    @FunctionalInterface
    private interface Work {
        void once() throws IOException;
    }

    /** Processor seconds for one and for the other. */
    private double[] byTurns(Work one, Work other) throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            one.once();
            other.once();
        }
        long[] spent = new long[2];
        int times = 0;
        while (spent[0] + spent[1] < Duration.ofSeconds(seconds).toNanos()) {
            spent[0] += nanos(one);
            spent[1] += nanos(other);
            times++;
        }
        return new double[] {spent[0] / 1e9 / times, spent[1] / 1e9 / times};
    }

    private long nanos(Work work) throws IOException {
        long start = processor.getCurrentThreadCpuTime();
        work.once();
        return processor.getCurrentThreadCpuTime() - start;
    }

    private static String rate(double seconds) {
        return String.format(Locale.ROOT, "%.1f", 1 / seconds);
    }

    private static String ours(double[] both) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * (both[0] - both[1]) / both[0]);
    }

    private static Path blank(Path target) throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(PDRectangle.A4));
            document.save(target.toFile());
        }
        return target;
    }

    /** The same work, done by Hoso and by DSS as it comes. */
    private static final class Bench {
        private final SignatureLevel level;
        private final SigningKey key;
        private final Path paper;
        private final Path signed;
        private final Path bareSigned;
        private final PadesSigner signer;
        private final SignatureValidator validator;
        private final BareDss bare;

        Bench(TestAuthority authority, SigningKey key, SignatureLevel level, Path paper, Path folder) {
            this.level = level;
            this.key = key;
            this.paper = paper;
            signed = folder.resolve("signed.pdf");
            bareSigned = folder.resolve("bare.pdf");
            CertificateStatus status = authority.status();
            TimeStamper stamper = authority.timeStamper();
            signer = PadesSigner.builder()
                    .key(key)
                    .level(level)
                    .timeStamper(stamper)
                    .status(status)
                    .appearance(false)
                    .build();
            validator = SignatureValidator.builder().status(status).build();
            bare = new BareDss(status, stamper);
        }

        void sign() {
            signer.sign(paper, signed, SigningRole.SCANNING_OFFICER, Instant.now());
        }

        void signBare() throws IOException {
            bare.sign(paper, bareSigned, key, level);
        }

        void validate() throws IOException {
            if (!validator.verifyPdf(signed).holds()) {
                throw new IOException("a file signed just now does not hold");
            }
        }

        void validateBare() throws IOException {
            if (bare.validate(signed, Instant.now()).size() != 1) {
                throw new IOException("DSS finds no signature");
            }
        }
    }
}

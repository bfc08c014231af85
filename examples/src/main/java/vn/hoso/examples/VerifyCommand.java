package vn.hoso.examples;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.failure.HosoException;
import vn.hoso.reuse.Disclosure;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Reason;
import vn.hoso.seal.SealVerdict.Signature;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.seal.SealVerifier;
import vn.hoso.signing.CertificateStatus;
import vn.hoso.signing.EvidenceContainer;
import vn.hoso.signing.SignatureValidator;
import vn.hoso.signing.ValidationReport;

/** Says what the signatures of a file are worth, or whether everything in the archive is as it was stored. */
@picocli.CommandLine.Command(name = "verify")
final class VerifyCommand extends Command {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss '(GMT+7)'", Locale.ROOT)
            .withZone(Times.VIETNAM);

    @Parameters(arity = "0..*", paramLabel = "FILE", descriptionKey = "verify.files")
    private List<Path> files = List.of();

    @Option(names = "--archive", descriptionKey = "verify.archive")
    private boolean archive;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Nullable
    @Option(names = "--pdf", paramLabel = "OUT", descriptionKey = "verify.pdf")
    private Path pdf;

    @Option(names = "--trust", paramLabel = "PATH", descriptionKey = "verify.trust")
    private List<Path> trust = List.of();

    @Nullable
    @Option(names = "--at", paramLabel = "TIME", descriptionKey = "verify.at")
    private String at;

    @Nullable
    @Option(names = "--within", paramLabel = "DAYS", descriptionKey = "verify.within")
    private Integer within;

    @Nullable
    @Option(names = "--rate", paramLabel = "MB", descriptionKey = "verify.rate")
    private Integer rate;

    VerifyCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        if (archive == !files.isEmpty()) {
            throw new UsageException(texts().get("verify.what"));
        }
        if (archive) {
            Integer days = within == null ? null : Limits.between("--within", within, 1, 36_500, texts());
            Integer megabytes = rate == null ? null : Limits.between("--rate", rate, 1, 100_000, texts());
            return ArchiveCheck.run(this, json, new ArchiveCheck.Pace(days, megabytes));
        }
        if (pdf != null && (files.size() != 1 || !isPdf(files.get(0)) || isSame(pdf, files.get(0)))) {
            throw new UsageException(texts().get("verify.onePdf"));
        }
        SignatureValidator validator = validator();
        int code = OK;
        for (Path file : files) {
            code = Math.max(code, verify(validator, file));
        }
        return code;
    }

    private SignatureValidator validator() throws IOException {
        CertificateStatus status = Homes.trust(context());
        for (Path path : trust) {
            if (!Files.exists(path)) {
                throw new UsageException(texts().get("verify.noTrust", path));
            }
            status = status.and(CertificateStatus.read(path));
        }
        SignatureValidator.Builder validator = SignatureValidator.builder().status(status);
        if (at != null) {
            validator.validationTime(instant(at));
        }
        return validator.build();
    }

    /** A day means its end in Vietnam; a time without a zone is Vietnamese time. */
    private Instant instant(String text) {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text)
                        .plusDays(1)
                        .atStartOfDay(Times.VIETNAM)
                        .minusSeconds(1)
                        .toInstant();
            }
            TemporalAccessor time =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
            return time instanceof LocalDateTime local
                    ? local.atZone(Times.VIETNAM).toInstant()
                    : Instant.from(time);
        } catch (DateTimeException e) {
            throw new UsageException(texts().get("verify.badTime", text));
        }
    }

    private int verify(SignatureValidator validator, Path file) {
        try {
            return judge(validator, file) ? OK : FAILED;
        } catch (IOException | RuntimeException e) {
            HosoException failure = Failures.named(e, file.toString());
            if (json) {
                out().println(Json.line(object -> {
                    object.writeStringField("file", file.toString());
                    Json.error(object, failure, context().locale());
                }));
            } else {
                say("failed", Failures.oneLine(failure.message(context().locale())));
            }
            return FAILED;
        }
    }

    /** Whether all that the file says may be relied on. */
    private boolean judge(SignatureValidator validator, Path file) throws IOException {
        if (file.toString().endsWith(EvidenceContainer.SUFFIX)) {
            return show(file, validator.verifyContainer(file)).holds();
        }
        if (file.toString().endsWith(Disclosure.SUFFIX)) {
            return disclosed(validator, file);
        }
        return (file.toString().endsWith(".json") ? record(validator, file) : pdf(validator, file)).holds();
    }

    private boolean disclosed(SealVerifier verifier, Path file) throws IOException {
        Disclosure disclosure = Disclosure.read(Files.readAllBytes(file));
        Disclosure.Checked checked = disclosure.check(verifier);
        if (json) {
            out().println(Json.line(object -> {
                object.writeStringField("field", disclosure.field().key());
                object.writeStringField("value", disclosure.field().value());
                object.writeBooleanField("holds", checked.holds());
                object.writeBooleanField("belongs", checked.belongs());
                object.writeStringField("paper", disclosure.root().id().value());
                object.writeStringField("type", disclosure.root().type());
                Json.optional(object, "kind", disclosure.root().kind());
                Json.optional(object, "until", disclosure.root().until());
                write(object, file, checked.seal());
            }));
            return checked.holds();
        }
        print(file, checked.seal());
        print(
                checked.belongs() ? "verify.field" : "verify.noField",
                disclosure.field().key(),
                disclosure.field().value(),
                disclosure.root().type(),
                disclosure.root().id());
        return checked.holds();
    }

    private static boolean isPdf(Path file) {
        return !file.toString().endsWith(".json") && !file.toString().endsWith(EvidenceContainer.SUFFIX);
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    }

    private SealVerdict pdf(SignatureValidator validator, Path file) throws IOException {
        ValidationReport report = validator.report(file);
        if (pdf != null) {
            report.writePdf(pdf, context().locale());
        }
        if (json) {
            out().println(Json.line(object -> Json.members(object, report.toMap())));
        } else {
            out().println(report.text(context().locale()).stripTrailing());
        }
        return report.verdict();
    }

    private SealVerdict record(SealVerifier verifier, Path file) throws IOException {
        Path seal = file.resolveSibling(file.getFileName() + ".p7s");
        return show(file, verifier.verifyRecord(Files.readAllBytes(file), Files.readAllBytes(seal)));
    }

    private SealVerdict show(Path file, SealVerdict verdict) {
        if (json) {
            out().println(Json.line(object -> write(object, file, verdict)));
        } else {
            print(file, verdict);
        }
        return verdict;
    }

    private void print(Path file, SealVerdict verdict) {
        print("verify.file", file, texts().word("status", verdict.status()));
        int number = 0;
        for (Signature signature : verdict.signatures()) {
            number++;
            String when = signature.signedAt() == null ? "?" : TIME.format(signature.signedAt());
            print(
                    "verify.signature",
                    number,
                    signature.signer(),
                    when,
                    signature.level(),
                    texts().word("status", signature.status()));
            if (signature.status() != Status.VALID) {
                out().println("     " + signature.indication()
                        + (signature.subIndication() == null ? "" : " / " + signature.subIndication()));
            }
            signature.reasons().forEach(reason -> print("     - ", reason));
        }
        verdict.reasons().forEach(reason -> print("  - ", reason));
    }

    private void print(String indent, Reason reason) {
        out().println(indent + (texts().vietnamese() ? reason.vietnamese() : reason.english()) + " [" + reason.code()
                + (reason.standsFor().isEmpty() ? "" : ": " + reason.standsFor()) + "]");
    }

    private static void write(JsonGenerator json, Path file, SealVerdict verdict) throws IOException {
        json.writeStringField("file", file.toString());
        json.writeStringField("status", verdict.status().name());
        json.writeArrayFieldStart("signatures");
        for (Signature signature : verdict.signatures()) {
            json.writeStartObject();
            json.writeStringField("signer", signature.signer());
            Json.optional(json, "signedAt", signature.signedAt());
            json.writeStringField("level", signature.level());
            json.writeStringField("indication", signature.indication());
            Json.optional(json, "subIndication", signature.subIndication());
            json.writeStringField("status", signature.status().name());
            write(json, signature.reasons());
            json.writeEndObject();
        }
        json.writeEndArray();
        write(json, verdict.reasons());
    }

    private static void write(JsonGenerator json, List<Reason> reasons) throws IOException {
        json.writeArrayFieldStart("reasons");
        for (Reason reason : reasons) {
            json.writeStartObject();
            json.writeStringField("code", reason.code());
            json.writeStringField("en", reason.english());
            json.writeStringField("vi", reason.vietnamese());
            json.writeStringField("standsFor", reason.standsFor());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}

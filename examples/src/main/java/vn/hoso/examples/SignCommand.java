package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.seal.SigningRole;
import vn.hoso.signing.CopyForm;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SignatureLevel;
import vn.hoso.signing.SigningKey;

/**
 * Signs a PDF that is there already, in any of the roles of the law; what was there stays, byte for byte. Where the file
 * claims to be a PDF/A, the signed one is validated and the verdict said; it stays where it is, but one that was a PDF/A and
 * is none any more is a failure.
 */
@picocli.CommandLine.Command(name = "sign")
final class SignCommand extends Command {
    /** The roles as they are named on the command line. */
    private enum Role {
        OFFICER(SigningRole.SCANNING_OFFICER),
        AGENCY(SigningRole.AGENCY),
        PERSON(SigningRole.COMPETENT_PERSON);

        private final SigningRole role;

        Role(SigningRole role) {
            this.role = role;
        }
    }

    @Parameters(index = "0", paramLabel = "FILE.pdf", descriptionKey = "sign.input")
    private Path input = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT.pdf", descriptionKey = "sign.output")
    private Path output = Path.of("");

    @Option(names = "--role", paramLabel = "officer|agency|person", descriptionKey = "sign.role")
    private Role role = Role.OFFICER;

    @Nullable
    @Option(names = "--image", paramLabel = "FILE", descriptionKey = "sign.image")
    private Path image;

    @Nullable
    @Option(names = "--name", paramLabel = "NAME", descriptionKey = "sign.name")
    private String printedName;

    @Nullable
    @Option(names = "--form", paramLabel = "SAO_Y|SAO_LUC|TRICH_SAO", descriptionKey = "sign.form")
    private CopyForm form;

    @Option(names = "--invisible", descriptionKey = "sign.invisible")
    private boolean invisible;

    @Nullable
    @Option(names = "--level", paramLabel = "B|T|LT|LTA", descriptionKey = "convert.level")
    private SignatureLevel level;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Mixin
    private final TimeStampOptions timeStamps = new TimeStampOptions();

    @Mixin
    private final KeyOptions keyOptions = new KeyOptions();

    SignCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        checkOptions();
        try (SigningKey key = keyOptions.require(context())) {
            PadesSigner.Builder signer = Signers.of(context(), key, level, timeStamps, "stop")
                    .builder()
                    .appearance(!invisible);
            settings().text(Settings.Key.AGENCY).ifPresent(signer::agency);
            if (form != null) {
                signer.copyForm(form);
            }
            if (image != null) {
                signer.image(image);
            }
            if (printedName != null) {
                signer.printedName(printedName);
            }
            signer.build().sign(input, output, role.role, Instant.now());
            Conformance conformance = Conformance.of(input, output);
            report(key.signatory().name(), conformance);
            return conformance.outcome() == Conformance.Outcome.LOST ? FAILED : OK;
        }
    }

    private void report(String signer, Conformance conformance) throws IOException {
        long bytes = Files.size(output);
        if (json) {
            out().println(Json.line(object -> {
                object.writeStringField("file", output.toString());
                object.writeStringField("signer", signer);
                object.writeNumberField("bytes", bytes);
                conformance.write(object);
            }));
            return;
        }
        print("sign.made", output, signer, bytes / 1024);
        switch (conformance.outcome()) {
            case KEPT -> print("sign.pdfa.kept", conformance.flavour());
            case LOST -> print("sign.pdfa.lost", conformance.flavour(), conformance.first());
            case NEVER -> print("sign.pdfa.never", conformance.flavour(), conformance.first());
            case NOT_CLAIMED -> {
                // nothing to say
            }
        }
    }

    private void checkOptions() throws IOException {
        if (Files.exists(output) && Files.exists(input) && Files.isSameFile(input, output)) {
            throw new UsageException(texts().get("sign.same"));
        }
        boolean person = role == Role.PERSON;
        if (person && image == null && !invisible) {
            throw new UsageException(texts().get("sign.noImage"));
        }
        if ((!person && (image != null || printedName != null)) || (role != Role.AGENCY && form != null)) {
            throw new UsageException(texts().get("sign.wrongRole"));
        }
        if (image != null && !Files.isRegularFile(image)) {
            throw new HosoException(Problem.UNREADABLE, image.toString());
        }
    }
}

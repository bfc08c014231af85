package vn.hoso.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import vn.hoso.seal.SignatureReporter;
import vn.hoso.signing.SignatureValidator;

/** Reports on files that are signed when they are handed in, as {@code verify --json} does; ready with the first of them. */
final class SignatureReports implements SignatureReporter {
    private final Context context;
    private @Nullable SignatureValidator validator;

    SignatureReports(Context context) {
        this.context = context;
    }

    @Override
    public byte[] report(Path pdf) throws IOException {
        var report = validator().report(pdf);
        return (Json.line(json -> Json.members(json, report.toMap())) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private synchronized SignatureValidator validator() {
        if (validator == null) {
            validator = Homes.seals(context);
        }
        return validator;
    }
}

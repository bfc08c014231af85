package vn.hoso.examples;

import com.fasterxml.jackson.core.JsonGenerator;
import eu.europa.esig.dss.enumerations.Indication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.hoso.pdf.PdfACheck;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.seal.SigningRole;
import vn.hoso.signing.CertificateStatus;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SignatureLevel;
import vn.hoso.signing.SignatureMethod;
import vn.hoso.signing.SignatureValidator;
import vn.hoso.signing.SigningKey;
import vn.hoso.signing.TestAuthority;
import vn.hoso.signing.TestAuthority.KeyKind;
import vn.hoso.signing.TimeStamper;

/**
 * Signs a paper in every way there is, and asks everybody about it: each level, kind of key, algorithm and place of the key,
 * with and without an appearance, validated by Hoso, by EU DSS alone and by poppler, and whether it is still PDF/A; then a
 * second signature over the first.
 */
final class SignTable {
    private static final char[] PASSWORD = "trial".toCharArray();

    private final Path folder;
    private final Path paper;
    private final PdfACheck archival = PdfACheck.create();
    private final boolean poppler = PopplerSignatures.installed();

    /**
     * A table.
     *
     * @param folder for what is signed
     * @param paper a PDF/A
     */
    SignTable(Path folder, Path paper) {
        this.folder = folder;
        this.paper = paper;
    }

    /** A token for trials, and what unlocks it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Token(Path library, char[] pin) {}

    /** A way to sign, and what became of it. */
    record Row(
            KeyKind kind,
            SignatureMethod method,
            boolean inToken,
            SignatureLevel level,
            boolean seen,
            Judged once,
            Judged twice) {
        boolean good() {
            return once.good(level, 1) && twice.good(level, 2);
        }

        String[] cells() {
            return new String[] {
                String.valueOf(kind),
                String.valueOf(method),
                inToken ? "PKCS#11" : "PKCS#12",
                String.valueOf(level),
                seen ? "+" : "-",
                String.valueOf(once.ours()),
                once.bareWords(),
                once.popplerWords(),
                once.pdfa(),
                String.valueOf(twice.ours()),
                twice.bareWords(),
                twice.popplerWords(),
                twice.pdfa(),
                good() ? "" : "!"
            };
        }

        void write(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField("key", kind.name());
            json.writeStringField("method", method.name());
            json.writeStringField("store", inToken ? "PKCS#11" : "PKCS#12");
            json.writeStringField("level", level.name());
            json.writeBooleanField("appearance", seen);
            once.write(json, "once");
            twice.write(json, "twice");
            json.writeBooleanField("good", good());
            json.writeEndObject();
        }
    }

    /** What everybody says of a file; no word of poppler where it is not installed. */
    record Judged(
            Status ours, List<Indication> bare, @Nullable List<Boolean> poppler, String pdfa) {
        /** At LT the data for validation are the last thing in the file, and no time-stamp covers them. */
        boolean good(SignatureLevel level, int signatures) {
            return ours == (level == SignatureLevel.LT ? Status.VALID_BUT : Status.VALID)
                    && bare.size() == signatures
                    && bare.stream().allMatch(Indication.TOTAL_PASSED::equals)
                    && (poppler == null || (poppler.size() == signatures && !poppler.contains(false)))
                    && List.of("2b", "2u").contains(pdfa);
        }

        String bareWords() {
            return bare.stream()
                    .distinct()
                    .map(String::valueOf)
                    .reduce((one, other) -> one + "," + other)
                    .orElse("-");
        }

        String popplerWords() {
            if (poppler == null) {
                return "";
            }
            return poppler.stream().filter(one -> one).count() + "/" + poppler.size();
        }

        void write(JsonGenerator json, String name) throws IOException {
            json.writeObjectFieldStart(name);
            json.writeStringField("hoso", ours.name());
            Json.strings(json, "dss", bare);
            if (poppler != null) {
                Json.strings(json, "pdfsig", poppler);
            }
            json.writeStringField("pdfa", pdfa);
            json.writeEndObject();
        }
    }

    /**
     * Fills the table.
     *
     * @param kinds of the keys
     * @param token where keys are put besides files, or null
     * @param listener gets each row when it is done
     */
    List<Row> fill(List<KeyKind> kinds, @Nullable Token token, Consumer<Row> listener) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (KeyKind kind : kinds) {
            TestAuthority authority = TestAuthority.create(Clock.systemUTC(), kind);
            Path file = folder.resolve("key.p12");
            authority.writePkcs12("Trial", file, PASSWORD);
            try (SigningKey key = SigningKey.pkcs12(file, PASSWORD)) {
                rows(authority, kind, key, false, rows, listener);
            }
            if (token != null) {
                String label = "trial-" + kind.name().toLowerCase(Locale.ROOT);
                try (SigningKey key =
                        SigningKey.pkcs11(authority.writeToken(label, token.library(), token.pin()), token.pin())) {
                    rows(authority, kind, key, true, rows, listener);
                }
            }
        }
        return rows;
    }

    private void rows(
            TestAuthority authority,
            KeyKind kind,
            SigningKey key,
            boolean inToken,
            List<Row> rows,
            Consumer<Row> listener)
            throws IOException {
        for (SignatureMethod method : SignatureMethod.values()) {
            boolean asStrongAsTheKey = method.digest()
                    .equals(SignatureMethod.preferredFor(key.certificate().getPublicKey())
                            .digest());
            if (!asStrongAsTheKey || !method.fits(key.certificate().getPublicKey())) {
                continue;
            }
            for (SignatureLevel level : SignatureLevel.values()) {
                for (boolean seen : new boolean[] {false, true}) {
                    Row row = row(authority, kind, key, method, inToken, level, seen);
                    rows.add(row);
                    listener.accept(row);
                }
            }
        }
    }

    private Row row(
            TestAuthority authority,
            KeyKind kind,
            SigningKey key,
            SignatureMethod method,
            boolean inToken,
            SignatureLevel level,
            boolean seen)
            throws IOException {
        CertificateStatus status = authority.status();
        TimeStamper stamper = authority.timeStamper();
        PadesSigner signer = PadesSigner.builder()
                .key(key)
                .method(method)
                .level(level)
                .timeStamper(stamper)
                .status(status)
                .appearance(seen)
                .build();
        Path once = folder.resolve("once.pdf");
        Path twice = folder.resolve("twice.pdf");
        signer.sign(paper, once, SigningRole.SCANNING_OFFICER, Instant.now());
        signer.sign(once, twice, SigningRole.AGENCY, Instant.now());
        BareDss bare = new BareDss(status, stamper);
        return new Row(kind, method, inToken, level, seen, judge(once, status, bare), judge(twice, status, bare));
    }

    private Judged judge(Path signed, CertificateStatus status, BareDss bare) throws IOException {
        SealVerdict verdict =
                SignatureValidator.builder().status(status).build().verifyPdf(signed);
        var report = archival.check(signed);
        return new Judged(
                verdict.status(),
                bare.validate(signed, Instant.now()),
                poppler ? PopplerSignatures.intact(signed) : null,
                report.compliant() ? report.flavour() : report.first());
    }
}

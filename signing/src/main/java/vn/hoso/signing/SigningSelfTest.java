package vn.hoso.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SigningRole;

/**
 * Signs a small PDF and a record with a key made for it, validates both, and sees that a changed byte is found.
 *
 * <p>Some pairs of library versions sign and validate nothing without saying so. An application runs this once before the
 * first real signature and refuses to go on where it fails. Takes a second or two.
 */
public final class SigningSelfTest {
    private SigningSelfTest() {}

    /**
     * Runs the test. Leaves nothing behind.
     *
     * @throws HosoException with {@code SIGNING_FAILED}, saying which step did not do as it should
     */
    public static void run() {
        try {
            Path folder = Files.createTempDirectory("hoso-self-test");
            try {
                run(folder);
            } finally {
                Files.deleteIfExists(folder.resolve("unsigned.pdf"));
                Files.deleteIfExists(folder.resolve("signed.pdf"));
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw failed("temporary folder", e);
        }
    }

    private static void run(Path folder) throws IOException {
        TestAuthority authority = TestAuthority.create();
        SignatureValidator validator =
                SignatureValidator.builder().status(authority.status()).build();
        try (SigningKey key = authority.issue("Self-test")) {
            Path unsigned = Files.write(folder.resolve("unsigned.pdf"), blankPage());
            Path signed = folder.resolve("signed.pdf");
            PadesSigner.builder().key(key).build().sign(unsigned, signed, SigningRole.SCANNING_OFFICER, Instant.now());
            expect("a signed PDF", validator.verifyPdf(signed), true);
            byte[] bytes = Files.readAllBytes(signed);
            bytes[(int) Files.size(unsigned) / 2] ^= 1;
            Files.write(signed, bytes);
            expect("a changed PDF", validator.verifyPdf(signed), false);

            byte[] record = {'{', '}'};
            byte[] seal = CadesSealer.builder().key(key).build().seal(record);
            expect("a sealed record", validator.verifyRecord(record, seal), true);
            expect("a changed record", validator.verifyRecord(new byte[] {'[', ']'}, seal), false);
        }
    }

    private static byte[] blankPage() throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            document.addPage(new PDPage());
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static void expect(String what, SealVerdict verdict, boolean holds) {
        if (verdict.holds() != holds || (holds && verdict.signatures().size() != 1)) {
            throw failed(what + " was found " + verdict.status(), null);
        }
    }

    private static HosoException failed(String what, @org.jspecify.annotations.Nullable Throwable cause) {
        return new HosoException(Problem.SIGNING_FAILED, cause, "self-test", what);
    }
}

package vn.hoso.signing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import vn.hoso.failure.HosoException;
import vn.hoso.seal.SigningRole;

/** Puts keys into an empty token, signs with them, and says how it went; run by {@link TokenKeyTest}. */
final class TokenProgram {
    private static final String PIN = "1234";

    private TokenProgram() {}

    public static void main(String... arguments) throws IOException {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path library = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        for (TestAuthority.KeyKind kind : new TestAuthority.KeyKind[] {
            TestAuthority.KeyKind.RSA_2048, TestAuthority.KeyKind.P_256, TestAuthority.KeyKind.P_384
        }) {
            TestAuthority authority = TestAuthority.create(Samples.CLOCK, kind);
            Pkcs11Token token = authority.writeToken(kind.name(), library, PIN.toCharArray());
            SigningKey key = SigningKey.pkcs11(token, PIN.toCharArray());
            Path signed = folder.resolve(kind + ".pdf");
            PadesSigner.builder()
                    .key(key)
                    .clock(Samples.CLOCK)
                    .build()
                    .sign(
                            Files.write(folder.resolve("paper.pdf"), Samples.paper(1, 0)),
                            signed,
                            SigningRole.SCANNING_OFFICER,
                            Samples.CLOCK.instant());
            out.println(key.preferredMethod() + " "
                    + SignatureValidator.builder()
                            .status(authority.status())
                            .clock(Samples.CLOCK)
                            .build()
                            .verifyPdf(signed)
                            .status());
            key.close();
            out.println("closed " + failure(() -> key.sign(new byte[1], key.preferredMethod())));
        }
        out.println("wrong PIN " + failure(() -> SigningKey.pkcs11(token(library, "P_256"), "4321".toCharArray())));
        out.println("other label " + failure(() -> SigningKey.pkcs11(token(library, "nobody"), PIN.toCharArray())));
        out.println("empty slot "
                + failure(() -> SigningKey.pkcs11(new Pkcs11Token(library, 4711L, null), PIN.toCharArray())));
    }

    private static Pkcs11Token token(Path library, String label) {
        return new Pkcs11Token(library, null, label);
    }

    private static String failure(Runnable action) {
        try {
            action.run();
            return "nothing";
        } catch (HosoException e) {
            return e.problem().name();
        } catch (IllegalStateException e) {
            return e.getClass().getSimpleName();
        }
    }
}

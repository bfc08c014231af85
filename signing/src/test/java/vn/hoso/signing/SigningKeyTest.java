package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

class SigningKeyTest {
    private static final TestAuthority AUTHORITY = Samples.authority();

    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void writeStore() throws IOException {
        store = folder.resolve("officer.p12");
        AUTHORITY.writePkcs12("Phạm Đức Khánh", store, password());
    }

    private static char[] password() {
        return "secret".toCharArray();
    }

    @Test
    void opensAPkcs12File() {
        try (SigningKey key = SigningKey.pkcs12(store, password())) {
            assertThat(key.signatory().name()).isEqualTo("Phạm Đức Khánh (TEST)");
            assertThat(key.chain()).hasSize(2).endsWith(AUTHORITY.root());
            assertThat(key.name()).isEqualTo("officer.p12");
        }
    }

    @Test
    void opensAFileWhosePasswordIsVietnamese() throws IOException {
        Path file = folder.resolve("vi.p12");
        AUTHORITY.writePkcs12("A", file, "mật khẩu".toCharArray());
        try (SigningKey key = SigningKey.pkcs12(file, "mật khẩu".toCharArray())) {
            assertThat(key.sign(new byte[1], SignatureMethod.ECDSA_SHA256)).isNotEmpty();
        }
        expect(Problem.WRONG_KEY_PASSWORD, () -> SigningKey.pkcs12(file, "secret".toCharArray()));
        expect(Problem.WRONG_KEY_PASSWORD, () -> SigningKey.pkcs12(file, "sai mật khẩu".toCharArray()));
    }

    @Test
    void namesAWrongPassword() {
        expect(Problem.WRONG_KEY_PASSWORD, () -> SigningKey.pkcs12(store, "wrong".toCharArray()));
    }

    @Test
    void namesAFileThatIsNoKeyStore() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no key");
        expect(Problem.NO_KEY, () -> SigningKey.pkcs12(text, password()));
        expect(Problem.UNREADABLE, () -> SigningKey.pkcs12(folder.resolve("missing.p12"), password()));
        expect(Problem.UNREADABLE, () -> SigningKey.pkcs12(folder, password()));
    }

    @Test
    void signsNoMoreOnceClosedAndMayBeClosedTwice() {
        SigningKey key = SigningKey.pkcs12(store, password());
        key.close();
        key.close();
        assertThatThrownBy(() -> key.sign(new byte[1], SignatureMethod.ECDSA_SHA256))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aBuilderRefusesWhatCanNotWork() {
        assertThatThrownBy(() -> PadesSigner.builder().build()).isInstanceOf(IllegalStateException.class);
        SigningKey key = AUTHORITY.issue("A");
        assertThatThrownBy(() -> PadesSigner.builder()
                        .key(key)
                        .method(SignatureMethod.RSA_PSS_SHA256)
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        CadesSealer.builder().key(key).level(SignatureLevel.T).build())
                .isInstanceOf(IllegalStateException.class);
    }

    private static void expect(Problem problem, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}

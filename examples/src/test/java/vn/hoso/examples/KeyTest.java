package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hoso.signing.TestAuthority;

/** Keys, their passwords and their certificates. */
class KeyTest {
    @TempDir
    static Path folder;

    private static Path key;
    private static Path expired;

    @BeforeAll
    static void makeKeys() throws IOException {
        key = folder.resolve("officer.p12");
        expired = folder.resolve("expired.p12");
        TestAuthority.create().writePkcs12("Trần Thị Bình", key, "right".toCharArray());
        Clock longAgo = Clock.fixed(Instant.now().minus(Duration.ofDays(2000)), ZoneOffset.UTC);
        TestAuthority.create(longAgo, TestAuthority.KeyKind.P_256)
                .writePkcs12("Trần Thị Bình", expired, "right".toCharArray());
    }

    private Cli cli() {
        return new Cli(folder.resolve("home"));
    }

    @Test
    void thePasswordComesFromTheEnvironmentOrAFile() throws IOException {
        assertThat(cli().with("HOSO_KEY_PASSWORD", "right")
                        .run("key", "show", "--key", key)
                        .out())
                .contains("Trần Thị Bình");
        Path password = Files.writeString(folder.resolve("password"), "right\n");
        assertThat(cli().run("key", "show", "--key", key, "--key-password-file", password)
                        .out())
                .contains("Trần Thị Bình");
        Path config = Files.writeString(folder.resolve("keys.yaml"), "key: officer.p12\nkeyPasswordFile: password\n");
        assertThat(cli().run("key", "show", "--config", config).out()).contains("Trần Thị Bình");
    }

    @Test
    void withoutAPasswordAndWithNobodyToAskTheUserIsToldHowToGiveIt() {
        Cli.Run run = cli().run("key", "show", "--key", key);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("HOSO_KEY_PASSWORD").contains("--key-password-file");
    }

    @ParameterizedTest
    @CsvSource({
        "en, officer.p12: the key store does not open with this password",
        "vi, officer.p12: mật khẩu không mở được kho khóa",
    })
    void aWrongPasswordIsSaidBeforeAnythingIsConverted(String language, String message) {
        Cli.Run run = cli().with("HOSO_KEY_PASSWORD", "wrong")
                .run("convert", Cli.samples().resolve("official-letter.tif"), "--key", key, "--lang", language);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(message).doesNotContain("wrong");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(folder.resolve("home/archive")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"en, the certificate is valid from", "vi, chứng thư số chỉ có hiệu lực từ"})
    void anExpiredCertificateSignsNothing(String language, String message) {
        Cli.Run run = cli().with("HOSO_KEY_PASSWORD", "right")
                .run(
                        "pdf",
                        Cli.samples().resolve("business-registration-fax.pdf"),
                        folder.resolve("signed-" + language + ".pdf"),
                        "--key",
                        expired,
                        "--lang",
                        language);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(message);
        assertThat(folder.resolve("signed-" + language + ".pdf")).doesNotExist();
    }

    @Test
    void aFileWithoutAKeyIsNamed() throws IOException {
        Path none = Files.writeString(folder.resolve("none.p12"), "nothing");
        Cli.Run run = cli().with("HOSO_KEY_PASSWORD", "x").run("key", "show", "--key", none);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("none.p12");
    }

    @ParameterizedTest
    @CsvSource({
        "pkcs11:object=a, module-path",
        "'pkcs11:?module-path=/x&pin-value=1234', PIN",
        "csc:http://sign.example.vn/csc#a, https",
    })
    void aKeyThatCanNotBeMeantIsRefused(String name, String why) {
        Cli.Run run = cli().with("HOSO_KEY_PASSWORD", "x").run("key", "show", "--key", name);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(why).doesNotContain("1234");
    }

    @Test
    void aTokenOrServiceThatIsNotThereIsNamed() {
        Cli.Run token = cli().with("HOSO_KEY_PASSWORD", "x")
                .run("key", "show", "--key", "pkcs11:?module-path=" + folder.resolve("none.so"));
        assertThat(token.code()).isEqualTo(1);
        assertThat(token.err()).contains("none.so");
        String service = "csc:http://127.0.0.1:1/csc/v2#officer";
        Cli.Run unnamed = cli().run("key", "show", "--key", service);
        assertThat(unnamed.code()).isEqualTo(2);
        assertThat(unnamed.err()).contains("HOSO_KEY_TOKEN");
        Cli.Run remote = cli().with("HOSO_KEY_TOKEN", "secret").run("key", "show", "--key", service);
        assertThat(remote.code()).isEqualTo(1);
        assertThat(remote.err()).contains("officer").doesNotContain("secret");
    }

    @Test
    void aKeyMayBeSlowedDown() throws IOException {
        Path config = Files.writeString(folder.resolve("slow.yaml"), "key: officer.p12\nkeyRate: 60\n");
        assertThat(cli().with("HOSO_KEY_PASSWORD", "right")
                        .run("key", "show", "--config", config)
                        .out())
                .contains("Trần Thị Bình");
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "key: officer.p12\nkeyRate: often\n");
        Cli.Run run = cli().with("HOSO_KEY_PASSWORD", "right").run("key", "show", "--config", wrong);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("keyRate");
    }
}

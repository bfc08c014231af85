package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * Keys in a PKCS#11 token. The token is SoftHSM, where it is installed (Debian: {@code softhsm2}); where it is not, this
 * says so and checks only how tokens are named.
 */
class TokenKeyTest {
    private static final List<String> PLACES = List.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib64/softhsm/libsofthsm2.so",
            "/usr/lib64/libsofthsm2.so",
            "/usr/local/lib/softhsm/libsofthsm2.so",
            "/opt/homebrew/lib/softhsm/libsofthsm2.so");

    @TempDir
    Path folder;

    /** The library reads its configuration from the environment, so it is used in a process of its own. */
    @Test
    void keysOfATokenSign() throws IOException, InterruptedException {
        Path library = PLACES.stream()
                .map(Path::of)
                .filter(Files::isReadable)
                .findFirst()
                .orElse(null);
        if (library == null) {
            System.getLogger(TokenKeyTest.class.getName())
                    .log(System.Logger.Level.WARNING, "SoftHSM is not installed: no token was asked");
            return;
        }
        Path configuration = folder.resolve("softhsm2.conf");
        Path tokens = Files.createDirectory(folder.resolve("tokens"));
        Files.writeString(configuration, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        run(
                configuration,
                Stream.of(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "Hoso",
                        "--so-pin",
                        "87654321",
                        "--pin",
                        "1234"));
        String said = run(
                configuration,
                Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TokenProgram.class.getName(),
                        library.toString(),
                        folder.toString()));
        assertThat(said).contains("RSA_PSS_SHA256 VALID", "ECDSA_SHA256 VALID", "ECDSA_SHA384 VALID");
        assertThat(said).contains("wrong PIN WRONG_KEY_PASSWORD", "other label NO_KEY", "empty slot NO_KEY");
        assertThat(said).contains("closed IllegalStateException");
    }

    private static String run(Path configuration, Stream<String> command) throws IOException, InterruptedException {
        Path out = configuration.resolveSibling("out.txt");
        ProcessBuilder builder = new ProcessBuilder(command.toList())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .directory(new File(configuration.getParent().toString()));
        builder.environment().put("SOFTHSM2_CONF", configuration.toString());
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        String said = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(ended && process.exitValue() == 0).as(said).isTrue();
        return said;
    }

    @Test
    void aTokenIsNamedByAUri() {
        Pkcs11Token token = Pkcs11Token.parse(
                "pkcs11:slot-id=7;object=Kh%C3%B3a%20k%C3%BD?module-path=/usr/lib/softhsm/libsofthsm2.so");
        assertThat(token.slot()).isEqualTo(7);
        assertThat(token.label()).isEqualTo("Khóa ký");
        assertThat(token.library()).isEqualTo(Path.of("/usr/lib/softhsm/libsofthsm2.so"));
        Pkcs11Token bare = Pkcs11Token.parse("pkcs11:?module-path=/a+b;c&d=1".replace("&d=1", "%26d"));
        assertThat(bare.slot()).isNull();
        assertThat(bare.library()).isEqualTo(Path.of("/a+b;c&d"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "officer.p12",
                "pkcs11:object=a",
                "pkcs11:slot-id=one?module-path=/x",
                "pkcs11:token=Hoso?module-path=/x",
                "pkcs11:nonsense?module-path=/x",
                "pkcs11:?module-path=/x&pin-value=1234"
            })
    void otherTextsNameNoToken(String text) {
        assertThatThrownBy(() -> Pkcs11Token.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("1234");
    }

    @Test
    void aLibraryThatIsNoneIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("driver.so"), "no library");
        expect(Problem.UNREADABLE, new Pkcs11Token(folder.resolve("missing.so"), null, null));
        expect(Problem.NO_KEY, new Pkcs11Token(text, null, null));
    }

    private static void expect(Problem problem, Pkcs11Token token) {
        assertThatThrownBy(() -> SigningKey.pkcs11(token, "1234".toCharArray()))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}

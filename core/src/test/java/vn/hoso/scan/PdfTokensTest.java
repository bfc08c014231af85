package vn.hoso.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfTokensTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The tokens after their first letter is taken. */
    private static PdfTokens after(String text) throws IOException {
        PdfTokens tokens = PdfTokens.of(bytes(text));
        tokens.next();
        return tokens;
    }

    @Test
    void takesAStringWithParenthesesInItAndAnEscapedOne() throws IOException {
        PdfTokens tokens = after("(a(b)\\)c)/Next");
        tokens.skipString();
        assertThat(tokens.next()).isEqualTo('/');
        assertThat(tokens.name()).isEqualTo("Next");
    }

    @Test
    void goesOnBehindAParenthesisThatIsNeverClosed() throws IOException {
        PdfTokens tokens = after("(" + "x".repeat((1 << 20) + 10));
        tokens.skipString();
        assertThat(tokens.position()).isEqualTo(1);
    }

    @Test
    void endsAHexStringAtTheFirstByteThatIsNoDigit() throws IOException {
        PdfTokens whole = after("<48 6F\n>1");
        whole.skipHexString();
        assertThat(whole.next()).isEqualTo('1');
        PdfTokens broken = after("<48/Next");
        broken.skipHexString();
        assertThat(broken.next()).isEqualTo('/');
    }

    @Test
    void endsNamesAndWordsWhereTheyEndAndWhereTheyAreTooLong() throws IOException {
        assertThat(after("/Type/Page").name()).isEqualTo("Type");
        assertThat(after("/" + "N".repeat(500)).name()).hasSize(127);
        PdfTokens word = PdfTokens.of(bytes("endobj<<"));
        assertThat(word.word(word.next())).isEqualTo("endobj");
        PdfTokens digits = PdfTokens.of(bytes("7".repeat(500)));
        assertThat(digits.word(digits.next())).hasSize(40);
    }

    @Test
    void findsAMarkAfterTheBeginningOfOne() throws IOException {
        PdfTokens tokens = PdfTokens.of(bytes("endendstream "));
        assertThat(tokens.find("endstream")).isEqualTo(3);
        assertThat(tokens.position()).isEqualTo(12);
        assertThat(PdfTokens.of(bytes("endstrea")).find("endstream")).isEqualTo(-1);
    }

    @Test
    void readsAFileOverTheEdgesOfItsBlocksAndPartsOfItMeanwhile(@TempDir Path folder) throws IOException {
        int edge = 1 << 16;
        String text = " ".repeat(edge - 3) + "endstream" + " ".repeat(edge) + "part";
        Path path = Files.write(folder.resolve("a.pdf"), bytes(text));
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            PdfTokens tokens = PdfTokens.of(file);
            assertThat(tokens.length()).isEqualTo(text.length());
            tokens.skipSpace();
            assertThat(tokens.position()).isEqualTo(edge - 3);
            try (InputStream part = tokens.part(text.length() - 4, text.length())) {
                assertThat(part.readAllBytes()).isEqualTo(bytes("part"));
            }
            assertThat(tokens.follows("endstream")).isTrue();
            tokens.moveTo(text.length());
            assertThat(tokens.next()).isEqualTo(-1);
        }
    }
}

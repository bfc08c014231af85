package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.seal.SigningRole;

/** No changed file is valid. {@code -Dhoso.tamper.flips=10000} changes more bytes, {@code -Dhoso.tamper.seed} others. */
class TamperTest {
    private static final int FLIPS = Integer.getInteger("hoso.tamper.flips", 40);
    private static final long SEED = Long.getLong("hoso.tamper.seed", 20261122L);

    private static final TestAuthority AUTHORITY = Samples.authority();
    private static final CertificateStatus STATUS = AUTHORITY.status();
    private static final SigningKey KEY = AUTHORITY.issue("A");
    private static final SignatureValidator VALIDATOR =
            SignatureValidator.builder().status(STATUS).clock(Samples.CLOCK).build();

    @TempDir
    Path folder;

    private byte[] signed(SignatureLevel level) throws IOException {
        Path unsigned = Samples.write(folder, "paper.pdf", Samples.paper(1, 0));
        Path signed = folder.resolve("signed.pdf");
        PadesSigner.builder()
                .key(KEY)
                .level(level)
                .timeStamper(AUTHORITY.timeStamper())
                .status(STATUS)
                .clock(Samples.CLOCK)
                .build()
                .sign(unsigned, signed, SigningRole.SCANNING_OFFICER, Samples.CLOCK.instant());
        return Files.readAllBytes(signed);
    }

    @ParameterizedTest
    @EnumSource(SignatureLevel.class)
    void noChangedByteIsValid(SignatureLevel level) throws IOException {
        byte[] signed = signed(level);
        assertThat(VALIDATOR.report("untouched", signed).verdict().holds()).isTrue();
        Random random = new Random(SEED);
        for (int i = 0; i < FLIPS; i++) {
            byte[] changed = signed.clone();
            int at = random.nextInt(signed.length);
            int bit = random.nextInt(8);
            changed[at] ^= (byte) (1 << bit);
            String change = "seed " + SEED + ", level " + level + ", bit " + bit + " of byte " + at;
            Status status = VALIDATOR
                    .verifyPdf(Samples.write(folder, "changed.pdf", changed))
                    .status();
            assertThat(status).as(change).isNotEqualTo(Status.VALID);
            if (i % 10 == 0) {
                assertThat(VALIDATOR.report("changed", changed).verdict().status())
                        .as(change)
                        .isEqualTo(status);
            }
        }
    }

    /** The library that reads CMS takes the attributes of a signer for what they are, whatever their tag says. */
    @Test
    void anotherTagOfTheSignedAttributesIsNoticed() throws IOException {
        byte[] signed = signed(SignatureLevel.B);
        // The tag, its length, and the first attribute: the type of the content.
        java.util.regex.Matcher place = java.util.regex.Pattern.compile(
                        "(A0)(?:..|81..|82....)30..06092A864886F70D010903")
                .matcher(new String(signed, java.nio.charset.StandardCharsets.ISO_8859_1)
                        .toUpperCase(java.util.Locale.ROOT));
        assertThat(place.find()).isTrue();
        for (String tag : new String[] {"B5", "A1", "60", "E0"}) {
            byte[] changed = signed.clone();
            System.arraycopy(tag.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, changed, place.start(1), 2);
            assertThat(VALIDATOR.report("tag", changed).verdict().status())
                    .as(tag)
                    .isNotEqualTo(Status.VALID);
        }
    }

    @Test
    void appendedBytesAreFound() throws IOException {
        byte[] signed = signed(SignatureLevel.B);
        for (String tail : new String[] {"x", "%%EOF", "startxref\n0\n%%EOF\n", "1 0 obj <<>> endobj", "\0\0"}) {
            byte[] changed = Arrays.copyOf(signed, signed.length + tail.length());
            System.arraycopy(
                    tail.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                    0,
                    changed,
                    signed.length,
                    tail.length());
            assertThat(VALIDATOR.report("appended", changed).verdict().status())
                    .as(tail)
                    .isEqualTo(Status.INVALID);
        }
    }

    @Test
    void cutOffFilesAreNotValid() throws IOException {
        byte[] signed = signed(SignatureLevel.B);
        for (int length = signed.length - 1; length > signed.length / 2; length -= signed.length / 20) {
            Path cut = Samples.write(folder, "cut.pdf", Arrays.copyOf(signed, length));
            assertThat(VALIDATOR.verifyPdf(cut).holds()).isFalse();
        }
    }

    @Test
    void aSignatureOfAnotherFileIsFound() throws IOException {
        byte[] one = signed(SignatureLevel.B);
        byte[] other = signed(SignatureLevel.B);
        int start = indexOf(one, "/Contents <");
        int end = indexOf(one, "/ByteRange");
        byte[] swapped = one.clone();
        System.arraycopy(other, start, swapped, start, end - start);
        assertThat(swapped).isNotEqualTo(one);
        assertThat(VALIDATOR.report("swapped", swapped).verdict().status()).isEqualTo(Status.INVALID);
    }

    @Test
    void aSignatureOfZerosIsNoSignature() throws IOException {
        byte[] signed = signed(SignatureLevel.B);
        int start = indexOf(signed, "/Contents <") + "/Contents <".length();
        for (int i = start; signed[i] != '>'; i++) {
            signed[i] = '0';
        }
        assertThat(VALIDATOR.report("zeros", signed).verdict().holds()).isFalse();
    }

    static int indexOf(byte[] bytes, String word) {
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        int at = text.indexOf(word);
        assertThat(at).as(word).isNotNegative();
        return at;
    }
}

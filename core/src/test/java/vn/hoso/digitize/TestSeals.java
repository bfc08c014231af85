package vn.hoso.digitize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import vn.hoso.seal.PdfSigner;
import vn.hoso.seal.RecordSealer;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerifier;
import vn.hoso.seal.Signatory;
import vn.hoso.seal.SigningRole;

/** Signatures that really depend on every byte, without certificates: a keyed hash after the end, or beside the file. */
final class TestSeals implements PdfSigner, RecordSealer, SealVerifier {
    private static final String MARK = "\n% test signature ";
    private static final int LENGTH = MARK.length() + 64 + 1;

    @Override
    public void sign(Path pdf, Path target, SigningRole role, Instant scannedAt) {
        try {
            byte[] bytes = Files.readAllBytes(pdf);
            byte[] signature = (MARK + HexFormat.of().formatHex(mac(bytes)) + "\n").getBytes(StandardCharsets.US_ASCII);
            byte[] signed = Arrays.copyOf(bytes, bytes.length + signature.length);
            System.arraycopy(signature, 0, signed, bytes.length, signature.length);
            Files.write(target, signed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] seal(byte[] record) {
        return mac(record);
    }

    @Override
    public Signatory signatory() {
        return new Signatory("Lê Thị Quét", "01", Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    }

    @Override
    public SealVerdict verifyPdf(Path pdf) throws IOException {
        byte[] bytes = Files.readAllBytes(pdf);
        byte[] before = Arrays.copyOf(bytes, Math.max(0, bytes.length - LENGTH));
        String after = new String(bytes, before.length, bytes.length - before.length, StandardCharsets.US_ASCII);
        return verdict(after.equals(MARK + HexFormat.of().formatHex(mac(before)) + "\n"));
    }

    @Override
    public SealVerdict verifyEvidence(byte[] record, List<Path> files) {
        throw new UnsupportedOperationException("nothing of a test is proven in this way");
    }

    @Override
    public SealVerdict verifyRecord(byte[] record, byte[] seal) {
        return verdict(Arrays.equals(seal, mac(record)));
    }

    private static SealVerdict verdict(boolean holds) {
        return new SealVerdict(
                holds ? SealVerdict.Status.VALID : SealVerdict.Status.INVALID,
                List.of(),
                holds ? List.of() : List.of(new SealVerdict.Reason("CHANGED", "It was changed.", "Đã bị sửa.")));
    }

    private static byte[] mac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("test".getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package vn.hoso.examples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** Files that can't be converted, each for one reason. */
final class Broken {
    private Broken() {}

    static Path unknownKind(Path folder) throws IOException {
        return Files.writeString(folder.resolve("unknown.pdf"), "This is no PDF, whatever it is called.\n".repeat(50));
    }

    static Path empty(Path folder) throws IOException {
        return Files.write(folder.resolve("empty.pdf"), new byte[0]);
    }

    static Path truncated(Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(Cli.samples().resolve("official-letter.tif"));
        return Files.write(folder.resolve("truncated.tif"), Arrays.copyOf(whole, 3000));
    }

    static Path damaged(Path folder) throws IOException {
        byte[] bytes = Files.readAllBytes(Cli.samples().resolve("business-registration.png"));
        Arrays.fill(bytes, 2000, 90_000, (byte) 0x55);
        return Files.write(folder.resolve("damaged.png"), bytes);
    }

    static Path encrypted(Path folder) throws IOException {
        Path file = folder.resolve("encrypted.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", "user", new AccessPermission());
            policy.setEncryptionKeyLength(128);
            document.protect(policy);
            document.save(file.toFile());
        }
        return file;
    }

    static Path withoutPages(Path folder) throws IOException {
        Path file = folder.resolve("no-pages.pdf");
        try (PDDocument document = new PDDocument()) {
            document.save(file.toFile());
        }
        return file;
    }

    static Path tooLarge(Path folder) throws IOException {
        Path file = folder.resolve("too-large.png");
        ImageIO.write(new BufferedImage(6000, 5000, BufferedImage.TYPE_BYTE_BINARY), "png", file.toFile());
        return file;
    }
}

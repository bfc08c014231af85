package vn.hoso.pdf;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vn.hoso.text.PageText;

/** Embeds a JPEG file as it is. */
final class JpegPages implements PageSource {
    private final Path file;

    JpegPages(Path file) {
        this.file = file;
    }

    @Override
    public Optional<Picture> copy(PageText page, PdfFile out) throws IOException {
        Jpeg jpeg;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            jpeg = Jpeg.read(in);
        }
        Optional<String> entries = jpeg.entries(out);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        int image = out.stream(entries.get(), Files.readAllBytes(file));
        return Optional.of(Picture.filling(image, page, jpeg.mirrored()));
    }
}

package vn.hoso.pdf;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import vn.hoso.scan.FileKind;
import vn.hoso.scan.Scan;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;

/** A scan over a sound file, without limits and repairs; pages of a PDF are rendered. */
final class FakeScan implements Scan {
    private final Path file;
    private final FileKind kind;
    private final double dpi;

    FakeScan(Path file, FileKind kind, double dpi) {
        this.file = file;
        this.kind = kind;
        this.dpi = dpi;
    }

    @Override
    public Path source() {
        return file;
    }

    @Override
    public String sha256() {
        try {
            return HexFormat.of().formatHex(PdfFile.sha256().digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public FileKind kind() {
        return kind;
    }

    @Override
    public Path workFile() {
        return file;
    }

    @Override
    public int pageCount() {
        try {
            if (kind == FileKind.PDF) {
                try (PDDocument document = Loader.loadPDF(file.toFile())) {
                    return document.getNumberOfPages();
                }
            }
            try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
                ImageReader reader = ImageIO.getImageReaders(in).next();
                reader.setInput(in);
                return reader.getNumImages(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long pixels(int page) {
        BufferedImage image = image(page).pixels();
        return (long) image.getWidth() * image.getHeight();
    }

    @Override
    public List<String> repairs() {
        return List.of();
    }

    @Override
    public PageImage image(int page) {
        try {
            return new PageImage(page, decoded(page), dpi);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BufferedImage decoded(int page) throws IOException {
        if (kind == FileKind.PDF) {
            try (PDDocument document = Loader.loadPDF(file.toFile())) {
                return new PDFRenderer(document).renderImageWithDPI(page - 1, (float) dpi, ImageType.RGB);
            }
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            ImageReader reader = ImageIO.getImageReaders(in).next();
            reader.setInput(in);
            return reader.read(page - 1);
        }
    }

    @Override
    public Optional<PageText> textLayer(int page) {
        return Optional.empty();
    }

    @Override
    public void close() {}
}

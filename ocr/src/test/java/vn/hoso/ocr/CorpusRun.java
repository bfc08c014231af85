package vn.hoso.ocr;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import vn.hoso.text.Code;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.TextRecognizer;

/**
 * Reads a folder of scans and prints what {@code score.py} compares with the truth; a tool for whoever works on the
 * recogniser, not a test.
 *
 * <p>Arguments: the folder, the file to write, and optionally a part of the names to read and a folder of models.
 */
final class CorpusRun {
    private CorpusRun() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        String part = args.length > 2 ? args[2] : "";
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().matches(".*\\.(pdf|jpg|png|tif|tiff)"))
                    .filter(file -> file.getFileName().toString().matches(".*(" + part + ").*"))
                    .sorted()
                    .toList();
        }
        TesseractRecognizer.Builder builder = TesseractRecognizer.builder().threads(2);
        if (args.length > 3) {
            builder.models(Path.of(args[3]));
        }
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try (TextRecognizer recognizer = builder.build();
                PrintStream out = new PrintStream(args[1], StandardCharsets.UTF_8)) {
            List<Future<String>> lines = new ArrayList<>();
            for (Path file : files) {
                lines.add(readers.submit(() -> read(file, recognizer)));
            }
            for (Future<String> line : lines) {
                out.println(line.get());
                out.flush();
            }
        } finally {
            readers.shutdownNow();
        }
    }

    private static String read(Path file, TextRecognizer recognizer) throws IOException {
        StringBuilder pages = new StringBuilder();
        StringBuilder codes = new StringBuilder();
        int index = 0;
        for (PageImage image : images(file)) {
            long start = System.nanoTime();
            PageText text = recognizer.recognize(image);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (!pages.isEmpty()) {
                pages.append(',');
            }
            pages.append("{\"index\":" + index + ",\"text\":" + quoted(text.text()) + ",\"rotation\":" + text.rotation()
                    + ",\"blank\":" + text.blank() + ",\"skew\":" + text.skew() + ",\"seconds\":"
                    + String.format(Locale.ROOT, "%.2f", seconds) + ",\"confidence\":" + text.confidence() + "}");
            for (Code code : text.codes()) {
                codes.append(codes.isEmpty() ? "" : ",")
                        .append("{\"kind\":\"" + code.kind() + "\",\"payload\":" + quoted(code.payload()) + ",\"page\":"
                                + code.page() + "}");
            }
            index++;
        }
        return "{\"source\":" + quoted(file.getFileName().toString())
                + ",\"error\":null,\"papers\":[{\"type\":null,\"pages\":[" + pages + "],\"fields\":{},\"codes\":["
                + codes + "]}]}";
    }

    static List<PageImage> images(Path file) throws IOException {
        List<PageImage> images = new ArrayList<>();
        if (file.toString().endsWith(".pdf")) {
            try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
                int number = 0;
                for (PDPage page : pdf.getPages()) {
                    BufferedImage image = onlyImage(page);
                    if (image == null) {
                        image = new PDFRenderer(pdf).renderImageWithDPI(number, 300, ImageType.RGB);
                        images.add(new PageImage(number + 1, image, 300));
                    } else {
                        images.add(new PageImage(
                                number + 1,
                                image,
                                image.getWidth() / page.getMediaBox().getWidth() * 72));
                    }
                    number++;
                }
            }
            return images;
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            ImageReader reader = readers.next();
            reader.setInput(in);
            for (int i = 0; i < reader.getNumImages(true); i++) {
                BufferedImage image = reader.read(i);
                images.add(new PageImage(i + 1, image, Math.max(image.getWidth(), image.getHeight()) / 11.7));
            }
        }
        return images;
    }

    private static BufferedImage onlyImage(PDPage page) throws IOException {
        BufferedImage found = null;
        for (COSName name : page.getResources().getXObjectNames()) {
            PDXObject object = page.getResources().getXObject(name);
            if (object instanceof PDImageXObject image && image.getWidth() > 900) {
                if (found != null) {
                    return null;
                }
                found = image.getImage();
            }
        }
        return page.getRotation() == 0 ? found : null;
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> out.append(c < 32 ? " " : String.valueOf(c));
            }
        }
        return out.append('"').toString();
    }
}

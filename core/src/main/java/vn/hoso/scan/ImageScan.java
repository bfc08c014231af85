package vn.hoso.scan;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;

/** A scan whose pages are the images of an image file. */
final class ImageScan implements Scan {
    /** The kinds whose pixels are given as they are stored. */
    private static final Set<FileKind> KEPT = Set.of(FileKind.TIFF, FileKind.JPEG);

    private final SourceFile file;
    private final FileKind kind;
    private final List<ImageHeader> headers;
    /** The place of each page among the images of the file; thumbnails lie between them. */
    private final List<Integer> places;

    private final List<String> repairs;
    private boolean closed;

    private ImageScan(
            SourceFile file, FileKind kind, List<ImageHeader> headers, List<Integer> places, List<String> repairs) {
        this.file = file;
        this.kind = kind;
        this.headers = List.copyOf(headers);
        this.places = List.copyOf(places);
        this.repairs = List.copyOf(repairs);
    }

    static ImageScan open(SourceFile file, FileKind kind, ScanLimits limits) {
        List<ImageHeader> headers = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        try (ImageInputStream in = new FileImageInputStream(file.path().toFile())) {
            switch (kind) {
                case TIFF -> readTiff(in, file, limits, headers, places);
                case JPEG -> headers.add(ImageHeaders.jpeg(in));
                case PNG -> headers.add(ImageHeaders.png(in));
                case JPEG2000 -> headers.add(ImageHeaders.jpx(in));
                case JBIG2 -> headers.addAll(readJbig2(in, file, limits));
                case BMP -> headers.add(ImageHeaders.bmp(in));
                case GIF -> headers.add(ImageHeaders.gif(in));
                case WEBP -> headers.add(ImageHeaders.webp(in));
                default -> throw new IllegalArgumentException(kind + " is no image");
            }
        } catch (EOFException e) {
            throw new HosoException(Problem.DAMAGED, e, file.name(), "it ends within its header");
        } catch (IOException e) {
            throw new HosoException(Problem.DAMAGED, e, file.name(), String.valueOf(e.getMessage()));
        }
        List<String> repairs = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            ImageHeader header = headers.get(i);
            if (squared(header) > limits.pixels()) {
                throw new HosoException(Problem.TOO_MANY_PIXELS, file.name(), squared(header), limits.pixels());
            }
            if (header.mirrored()) {
                repairs.add("page " + (i + 1) + ": stored mirrored, mirrored back");
            }
            if (header.rotation() != 0) {
                repairs.add("page " + (i + 1) + ": the file says that it was turned by " + header.rotation()
                        + " degrees; taken as a hint");
            }
        }
        if (kind != FileKind.TIFF) {
            headers.forEach(header -> places.add(places.size()));
        }
        return new ImageScan(file, kind, headers, places, repairs);
    }

    private static List<ImageHeader> readJbig2(ImageInputStream in, SourceFile file, ScanLimits limits)
            throws IOException {
        Jbig2 jbig2 = Jbig2.file(in, file.bytes(), limits.pages());
        List<ImageHeader> pages = jbig2.pages();
        if (pages.size() > limits.pages()) {
            throw new HosoException(Problem.TOO_MANY_PAGES, file.name(), pages.size(), limits.pages());
        }
        long largest = jbig2.largest().pixels();
        if (largest > limits.pixels()) {
            throw new HosoException(Problem.TOO_MANY_PIXELS, file.name(), largest, limits.pixels());
        }
        return pages;
    }

    private static void readTiff(
            ImageInputStream in, SourceFile file, ScanLimits limits, List<ImageHeader> headers, List<Integer> places)
            throws IOException {
        // One more than allowed tells too many; as many thumbnails as pages are allowed.
        int most = (int) Math.min(Integer.MAX_VALUE, 2L * limits.pages() + 1);
        List<TiffDirectory> directories = TiffDirectory.readAll(in, file.bytes(), most);
        boolean anyPage = directories.stream().anyMatch(TiffDirectory::isPage);
        for (int i = 0; i < directories.size(); i++) {
            TiffDirectory directory = directories.get(i);
            // A file of nothing but previews is taken as pages: better than to lose them.
            if (anyPage && !directory.isPage()) {
                continue;
            }
            ImageHeader header = directory.header();
            long pixels = directory.pixelsToHold();
            if (pixels > limits.pixels()) {
                throw new HosoException(Problem.TOO_MANY_PIXELS, file.name(), pixels, limits.pixels());
            }
            if (directory.cutOff()) {
                throw new HosoException(
                        Problem.DAMAGED,
                        file.name(),
                        "image " + (headers.size() + 1) + " goes on behind the end of the file");
            }
            if (directory.jpegInside() && directory.offsets().length > 0) {
                checkJpegPiece(in, directory.offsets()[0], file, limits);
            }
            headers.add(header);
            places.add(i);
            if (headers.size() > limits.pages()) {
                throw new HosoException(Problem.TOO_MANY_PAGES, file.name(), headers.size(), limits.pages());
            }
        }
        if (headers.isEmpty()) {
            throw new HosoException(Problem.NO_PAGES, file.name());
        }
    }

    /** The JPEG inside may be larger than its directory says. */
    private static void checkJpegPiece(ImageInputStream in, long offset, SourceFile file, ScanLimits limits)
            throws IOException {
        ImageHeader inner;
        try {
            in.seek(offset);
            inner = ImageHeaders.jpeg(in);
        } catch (IOException e) {
            // Old-style JPEG keeps its header elsewhere.
            return;
        }
        if (inner.pixels() > limits.pixels()) {
            throw new HosoException(Problem.TOO_MANY_PIXELS, file.name(), inner.pixels(), limits.pixels());
        }
    }

    @Override
    public Path source() {
        return file.path();
    }

    @Override
    public String sha256() {
        return file.sha256();
    }

    @Override
    public FileKind kind() {
        return kind;
    }

    @Override
    public Path workFile() {
        return file.path();
    }

    @Override
    public int pageCount() {
        return headers.size();
    }

    @Override
    public List<String> repairs() {
        return repairs;
    }

    @Override
    public long pixels(int page) {
        return squared(header(page));
    }

    /** How many pixels a page has once they are square. */
    private static long squared(ImageHeader header) {
        double stretch = stretch(header);
        return Math.round(header.pixels() * Math.max(stretch, 1 / stretch));
    }

    @Override
    public PageImage image(int page) {
        ImageHeader header = header(page);
        file.checkUnchanged();
        BufferedImage read = decode(page);
        file.checkUnchanged();
        if (read.getWidth() != header.width() || read.getHeight() != header.height()) {
            throw new HosoException(
                    Problem.DAMAGED, file.name(), "page " + page + " is not of the size that its header says");
        }
        BufferedImage pixels = Pixels.turned(Pixels.plain(read), 0, header.mirrored());
        double stretch = stretch(header);
        double dpi = Math.max(header.dpiX(), header.dpiY());
        if (stretch != 1) {
            pixels = stretch > 1
                    ? Pixels.scaled(pixels, pixels.getWidth(), (int) Math.round(pixels.getHeight() * stretch))
                    : Pixels.scaled(pixels, (int) Math.round(pixels.getWidth() / stretch), pixels.getHeight());
        }
        return new PageImage(page, pixels, Resolution.of(pixels.getWidth(), pixels.getHeight(), dpi));
    }

    /** By how much a row must grow against a column so that pixels are square; 1 when they are, or nearly so. */
    private static double stretch(ImageHeader header) {
        double ratio = header.aspect();
        if (header.dpiX() > 0 && header.dpiY() > 0) {
            ratio = header.dpiX() / header.dpiY();
        }
        boolean square = ratio < 1.02 && ratio > 0.98;
        return square || ratio > 4 || ratio < 0.25 ? 1 : ratio;
    }

    private BufferedImage decode(int page) {
        IOException last = new IIOException("there is no reader for " + kind);
        Iterator<ImageReader> readers =
                ImageIO.getImageReadersByFormatName(kind.name().toLowerCase(Locale.ROOT));
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            List<String> warnings = new ArrayList<>();
            try (ImageInputStream in = new FileImageInputStream(file.path().toFile())) {
                reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                // Metadata can hold bombs of their own (compressed text); what is needed of it is known.
                reader.setInput(in, false, true);
                BufferedImage image =
                        kind == FileKind.JPEG ? JpegPixels.read(reader) : reader.read(places.get(page - 1));
                if (warnings.stream().anyMatch(ImageScan::tellsOfLoss)) {
                    throw new HosoException(Problem.DAMAGED, file.name(), "page " + page + " is cut off");
                }
                return image;
            } catch (IOException e) {
                last = e;
            } catch (OutOfMemoryError e) {
                throw new HosoException(
                        Problem.TOO_MUCH_UNPACKED,
                        e,
                        file.name(),
                        Runtime.getRuntime().maxMemory());
            } catch (HosoException e) {
                throw e;
            } catch (RuntimeException e) {
                // Readers of images meet damage in many ways.
                last = new IIOException("the reader failed", e);
            } finally {
                reader.dispose();
            }
        }
        throw new HosoException(Problem.DAMAGED, last, file.name(), "page " + page + " can't be decoded");
    }

    /** The JPEG reader fills up what is missing and only warns. */
    private static boolean tellsOfLoss(String warning) {
        String lower = warning.toLowerCase(Locale.ROOT);
        return lower.contains("premature end") || lower.contains("truncated") || lower.contains("eof");
    }

    @Override
    public Optional<PageText> textLayer(int page) {
        header(page);
        return Optional.empty();
    }

    @Override
    public PageMakeup makeup(int page) {
        ImageHeader header = header(page);
        boolean stored = stretch(header) == 1 && !header.mirrored() && KEPT.contains(kind);
        return new PageMakeup(PageMakeup.Kind.SCANNED, 1, 1, header.rotation(), stored);
    }

    private ImageHeader header(int page) {
        if (closed) {
            throw new IllegalStateException("this scan is closed");
        }
        if (page < 1 || page > headers.size()) {
            throw new IllegalArgumentException("pages are 1 to " + headers.size() + ", got " + page);
        }
        return headers.get(page - 1);
    }

    @Override
    public void close() {
        closed = true;
    }
}

package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import vn.hoso.extract.Extractor;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperTypes;
import vn.hoso.record.RecordCodec;
import vn.hoso.reuse.Catalogue;
import vn.hoso.scan.OfficePolicy;
import vn.hoso.scan.Scan;
import vn.hoso.scan.ScanLimits;
import vn.hoso.scan.ScanReader;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.text.Box;
import vn.hoso.text.Code;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.Word;

/**
 * What is fed with hostile bytes: everything that parses what others wrote. A target takes any bytes; what may come out of it
 * is what its documentation says, and nothing else.
 */
enum FuzzTarget {
    /** Image files of all kinds. */
    IMAGE {
        @Override
        void take(byte[] input) throws IOException {
            if (!isPdf(input)) {
                scan(input);
            }
        }
    },
    /** PDF files: the look before they are opened, the repair, the pages. */
    PDF {
        @Override
        void take(byte[] input) throws IOException {
            if (isPdf(input)) {
                scan(input);
            }
        }
    },
    /** What the machine-readable zone of a card says. */
    MRZ {
        @Override
        void take(byte[] input) {
            code(Code.Kind.MRZ, input, "CĂN CƯỚC CÔNG DÂN");
        }
    },
    /** What a QR code says. */
    QR {
        @Override
        void take(byte[] input) {
            code(Code.Kind.QR, input, "CĂN CƯỚC CÔNG DÂN");
            code(Code.Kind.QR, input, "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT");
        }
    },
    /** A record, as another system may hand it over: what is read can be written, and is the same again. */
    RECORD {
        @Override
        void take(byte[] input) {
            RecordCodec codec = new RecordCodec();
            var record = refusing(() -> codec.decode(input, "record.json"));
            if (record != null) {
                assertThat(codec.decode(codec.encode(record), "again")).isEqualTo(record);
            }
        }
    },
    /** The catalogue of procedures. */
    CATALOGUE {
        @Override
        void take(byte[] input) throws IOException {
            Path file = file(input);
            refusing(() -> Catalogue.read(file).procedures());
        }
    },
    /** Lists of files, CSV and XLSX. */
    MANIFEST {
        @Override
        void take(byte[] input) throws IOException {
            try {
                Manifest.read(file(input), Once.TYPES, Texts.in(Locale.ENGLISH));
            } catch (UsageException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    },
    /** What users type to search; it is always understood as something. */
    QUERY {
        @Override
        void take(byte[] input) {
            Once.INDEX.find(new String(input, StandardCharsets.UTF_8), 5);
        }
    };

    private static final long PIXELS = 1_000_000;

    /**
     * Takes bytes.
     *
     * @param input the bytes, which anybody may have written
     * @throws IOException only where the disk fails
     */
    abstract void take(byte[] input) throws IOException;

    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Engines that are opened once for millions of inputs. */
    private static final class Once {
        static final Path WORK = work();
        static final PaperTypes TYPES = PaperTypes.bundled();
        static final Extractor EXTRACTOR = Extractor.builder().types(TYPES).build();
        static final LuceneRecordIndex INDEX = LuceneRecordIndex.open(WORK.resolve("index"));
        static final ScanReader SCANNER = ScanReader.builder()
                .limits(new ScanLimits(4 << 20, 20, PIXELS, 100))
                .patience(Duration.ofSeconds(10))
                .officeFiles(OfficePolicy.REFUSE)
                .build();

        private static Path work() {
            try {
                Path folder = Files.createTempDirectory("hoso-fuzz-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void remove(Path folder) {
            try {
                Folders.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean isPdf(byte[] input) {
        return new String(input, 0, Math.min(input.length, 1024), StandardCharsets.ISO_8859_1).contains("%PDF-");
    }

    private static Path file(byte[] input) throws IOException {
        return Files.write(Once.WORK.resolve("input"), input);
    }

    private static void scan(byte[] input) throws IOException {
        Path file = file(input);
        refusing(() -> {
            try (Scan scan = Once.SCANNER.open(file, Once.WORK)) {
                for (int page = 1; page <= Math.min(3, scan.pageCount()); page++) {
                    look(scan, page);
                }
                return scan;
            }
        });
    }

    private static void look(Scan scan, int page) {
        refusing(() -> {
            long told = scan.pixels(page);
            var image = scan.image(page).pixels();
            long pixels = (long) image.getWidth() * image.getHeight();
            assertThat(pixels).isLessThanOrEqualTo(PIXELS);
            // What is told before is what memory is set aside for.
            assertThat(pixels).isLessThanOrEqualTo(told + told / 10 + 10_000);
            scan.makeup(page);
            return scan.textLayer(page);
        });
    }

    /** Codes count only on papers that carry such: the title says which it is. */
    private static void code(Code.Kind kind, byte[] payload, String title) {
        String text = new String(payload, StandardCharsets.UTF_8);
        Code code = new Code(kind, text, 1, new Box(10, 10, 110, 110));
        Line line = Line.of(List.of(new Word(title, new Box(300, 200, 700, 230), 96)), 0);
        PageText page = new PageText(1, 1000, 1400, 150, 0, 0, false, TextOrigin.OCR, List.of(line), List.of(code));
        assertThat(Once.EXTRACTOR.extract(List.of(page))).hasSize(1);
    }

    /** What is refused by name is as it should be; a failure without a name is not. */
    private static <T> T refusing(Refusable<T> work) {
        try {
            return work.run();
        } catch (HosoException e) {
            assertThat(e.problem()).isNotEqualTo(Problem.INTERNAL);
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Work that may refuse its input. */
    @FunctionalInterface
    private interface Refusable<T> {
        T run() throws IOException;
    }
}

package vn.hoso.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * The rows of a list that was written with a spreadsheet: CSV in UTF-8 with commas, semicolons or tabs, with or without a
 * byte order mark, or the first sheet of an XLSX file. Read row by row, within limits.
 */
final class Sheet {
    private static final long BYTES = 64L << 20;
    private static final long UNPACKED = 256L << 20;
    private static final int ROWS = 200_000;
    private static final int COLUMNS = 100;
    private static final int LETTERS = 4_000;

    private Sheet() {}

    /** A row by its number in the file, from 1 on, and its cells; those behind the last are empty. */
    record Row(int number, List<String> cells) {
        String cell(int column) {
            return column < cells.size() ? cells.get(column) : "";
        }

        boolean isEmpty() {
            return cells.stream().allMatch(String::isEmpty);
        }
    }

    /** What is wrong with a file as a whole, by the key of a text. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        private final String key;

        UnusableException(String key, @Nullable Throwable cause) {
            super(key, cause);
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    /** Reads the rows that are not empty. */
    static List<Row> rows(Path file) throws IOException, UnusableException {
        if (Files.size(file) > BYTES) {
            throw new UnusableException("manifest.tooLarge", null);
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(4);
        }
        boolean zip = start.length == 4 && start[0] == 'P' && start[1] == 'K';
        return zip ? xlsx(file) : csv(Files.readAllBytes(file));
    }

    private static List<Row> csv(byte[] bytes) throws IOException, UnusableException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnusableException("manifest.notUtf8", e);
        }
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<Row> rows = new ArrayList<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreEmptyLines(false)
                .get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            for (CSVRecord record : parser) {
                add(rows, (int) record.getRecordNumber(), record.toList());
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new UnusableException("manifest.damaged", e);
        }
        return rows;
    }

    /** The one that the first line has most of. */
    private static char delimiter(String text) {
        String first = text.lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String line, char wanted) {
        return line.chars().filter(c -> c == wanted).count();
    }

    private static List<Row> xlsx(Path file) throws IOException, UnusableException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.stream().mapToLong(ZipEntry::getSize).sum() > UNPACKED) {
                throw new UnusableException("manifest.tooLarge", null);
            }
        } catch (ZipException e) {
            throw new UnusableException("manifest.damaged", e);
        }
        List<Row> rows = new ArrayList<>();
        try (OPCPackage zip = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
            XSSFReader reader = new XSSFReader(zip);
            XSSFReader.SheetIterator sheets = (XSSFReader.SheetIterator) reader.getSheetsData();
            if (!sheets.hasNext()) {
                throw new UnusableException("manifest.damaged", null);
            }
            try (InputStream sheet = sheets.next()) {
                XMLReader parser = XMLHelper.newXMLReader();
                parser.setContentHandler(new XSSFSheetXMLHandler(
                        reader.getStylesTable(),
                        new ReadOnlySharedStringsTable(zip),
                        new Cells(rows),
                        new WholeNumbers(),
                        false));
                parser.parse(new InputSource(sheet));
            }
        } catch (SAXException e) {
            throw e.getCause() instanceof UnusableException unusable
                    ? unusable
                    : new UnusableException("manifest.damaged", e);
        } catch (TooLarge e) {
            throw new UnusableException("manifest.tooLarge", e);
        } catch (IOException // the file was read before; what can't be unpacked is damaged
                | OpenXML4JException
                | OpenXML4JRuntimeException
                | POIXMLException
                | ParserConfigurationException
                | IllegalArgumentException
                | IllegalStateException e) {
            throw new UnusableException("manifest.damaged", e);
        }
        return rows;
    }

    private static void add(List<Row> rows, int number, List<String> cells) throws UnusableException {
        if (isTooLarge(rows, cells)) {
            throw new UnusableException("manifest.tooLarge", null);
        }
        Row row = new Row(
                number,
                cells.stream()
                        .map(cell -> Normalizer.normalize(cell.strip(), Normalizer.Form.NFC))
                        .toList());
        if (!row.isEmpty()) {
            rows.add(row);
        }
    }

    private static boolean isTooLarge(List<Row> rows, List<String> cells) {
        return rows.size() >= ROWS
                || cells.size() > COLUMNS
                || cells.stream().anyMatch(cell -> cell.length() > LETTERS);
    }

    /** Thrown through a parser that lets nothing else pass. */
    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Collects the cells of one row after another. */
    private static final class Cells implements XSSFSheetXMLHandler.SheetContentsHandler {
        private final List<Row> rows;
        private final TreeMap<Integer, String> row = new TreeMap<>();

        Cells(List<Row> rows) {
            this.rows = rows;
        }

        @Override
        public void startRow(int number) {
            row.clear();
        }

        @Override
        public void cell(@Nullable String reference, @Nullable String value, @Nullable XSSFComment comment) {
            int column =
                    reference == null ? row.isEmpty() ? 0 : row.lastKey() + 1 : new CellReference(reference).getCol();
            if (column >= COLUMNS) {
                throw new TooLarge();
            }
            row.put(column, value == null ? "" : value);
        }

        @Override
        public void endRow(int number) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; !row.isEmpty() && i <= row.lastKey(); i++) {
                cells.add(row.getOrDefault(i, ""));
            }
            try {
                add(rows, number + 1, cells);
            } catch (UnusableException e) {
                throw new TooLarge();
            }
        }
    }

    /** An identifier that was typed as a number has all its digits, and no dots or powers of ten. */
    private static final class WholeNumbers extends DataFormatter {
        WholeNumbers() {
            super(Locale.ROOT);
        }

        @Override
        public String formatRawCellContents(double value, int formatIndex, String formatString) {
            boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
            return whole
                    ? new BigDecimal(value).toPlainString()
                    : super.formatRawCellContents(value, formatIndex, formatString);
        }
    }
}

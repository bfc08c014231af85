package vn.hoso.scan;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** Tells office files apart by what is in them, and refuses those that would burst. */
final class OfficeFiles {
    private static final int LONGEST_LIST = 1 << 20;
    private static final int MOST_SECTORS = 1 << 16;
    private static final Pattern WORD = Pattern.compile("(wordprocessingml|ms-word)[^\"]*main\\+xml");
    private static final Pattern EXCEL = Pattern.compile("(spreadsheetml|ms-excel)[^\"]*main\\+xml");

    private OfficeFiles() {}

    /**
     * The kind of an office file in a ZIP container: Office Open XML (ECMA-376, part 2) or OpenDocument (part 3).
     *
     * @throws HosoException with {@code ENCRYPTED}, {@code DAMAGED} or {@code TOO_MUCH_UNPACKED}
     */
    static Optional<FileKind> inZip(SourceFile file) throws IOException {
        try (ZipFile zip = new ZipFile(file.path().toFile())) {
            Optional<FileKind> kind = kind(zip);
            if (kind.isPresent()) {
                if (start(zip, "META-INF/manifest.xml").contains("encryption-data")) {
                    throw new HosoException(Problem.ENCRYPTED, file.name());
                }
                checkUnpacked(zip, file);
            }
            return kind;
        } catch (ZipException e) {
            throw new HosoException(Problem.DAMAGED, e, file.name(), "its container can't be read");
        }
    }

    private static Optional<FileKind> kind(ZipFile zip) throws IOException {
        String open = start(zip, "mimetype");
        if (open.startsWith("application/vnd.oasis.opendocument.text")) {
            return Optional.of(FileKind.ODT);
        }
        if (open.startsWith("application/vnd.oasis.opendocument.spreadsheet")) {
            return Optional.of(FileKind.ODS);
        }
        String types = start(zip, "[Content_Types].xml");
        if (WORD.matcher(types).find()) {
            return Optional.of(FileKind.DOCX);
        }
        return EXCEL.matcher(types).find() ? Optional.of(FileKind.XLSX) : Optional.empty();
    }

    private static String start(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return "";
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(LONGEST_LIST), StandardCharsets.UTF_8);
        }
    }

    /** Pictures are packed already, so a sound file grows little beyond its text. */
    private static void checkUnpacked(ZipFile zip, SourceFile file) throws IOException {
        long most = Math.max(PdfPrescan.MOST_UNPACKED, 4 * file.bytes());
        long found = 0;
        byte[] block = new byte[1 << 16];
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            try (InputStream in = zip.getInputStream(entries.nextElement())) {
                for (int n = in.read(block); n >= 0; n = in.read(block)) {
                    found += n;
                    if (found > most) {
                        throw new HosoException(Problem.TOO_MUCH_UNPACKED, file.name(), most);
                    }
                }
            } catch (EOFException e) {
                throw new HosoException(Problem.DAMAGED, e, file.name(), "it ends in the middle");
            }
        }
    }

    /**
     * The kind of an office file in a compound file ([MS-CFB]), told by the names in its directory.
     *
     * @throws HosoException with {@code ENCRYPTED} or {@code DAMAGED}
     */
    static Optional<FileKind> inCompoundFile(SourceFile file) throws IOException {
        Set<String> names;
        try {
            names = directory(file.path());
        } catch (EOFException | IndexOutOfBoundsException e) {
            throw new HosoException(Problem.DAMAGED, e, file.name(), "it ends in the middle");
        }
        if (names.contains("EncryptedPackage")) {
            throw new HosoException(Problem.ENCRYPTED, file.name());
        }
        if (names.contains("WordDocument")) {
            return Optional.of(FileKind.DOC);
        }
        boolean sheets = names.contains("Workbook") || names.contains("Book");
        return sheets ? Optional.of(FileKind.XLS) : Optional.empty();
    }

    /** The names in the directory, whose sectors are a chain through the allocation table. */
    private static Set<String> directory(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            ByteBuffer header = wrapped(read(file, 0, 512));
            int size = 1 << Math.min(16, header.getShort(0x1E));
            int sector = header.getInt(0x30);
            Set<String> names = new HashSet<>();
            for (int i = 0; i < MOST_SECTORS && sector >= 0; i++) {
                byte[] entries = read(file, (sector + 1L) * size, size);
                for (int at = 0; at + 128 <= size; at += 128) {
                    int length = Math.min(64, Math.max(2, wrapped(entries).getShort(at + 64)));
                    names.add(new String(entries, at, length - 2, StandardCharsets.UTF_16LE));
                }
                int perSector = size / 4;
                int table = sector / perSector < 109 ? header.getInt(0x4C + 4 * (sector / perSector)) : -1;
                sector = table < 0
                        ? -1
                        : wrapped(read(file, (table + 1L) * size, size)).getInt(4 * (sector % perSector));
            }
            return names;
        }
    }

    private static byte[] read(RandomAccessFile file, long at, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.seek(at);
        file.readFully(bytes);
        return bytes;
    }

    private static ByteBuffer wrapped(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

package vn.hoso.scan;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** Tells the kind of a file by its first bytes. */
final class FileKinds {
    /** Where readers still look for the header of a PDF (ISO 32000-1, annex H.3.4.1). */
    static final int PDF_HEADER_WITHIN = 1024;

    /** How files begin; a dot stands for any byte. */
    private static final Map<String, FileKind> BY_START = new LinkedHashMap<>();

    static {
        BY_START.put("%PDF-", FileKind.PDF);
        BY_START.put("\u00FF\u00D8\u00FF", FileKind.JPEG);
        BY_START.put("\u0089PNG\r\n\u001A\n", FileKind.PNG);
        BY_START.put("II*\0", FileKind.TIFF);
        BY_START.put("MM\0*", FileKind.TIFF);
        // Big TIFF
        BY_START.put("II+\0\b\0", FileKind.TIFF);
        BY_START.put("MM\0+\0\b", FileKind.TIFF);
        BY_START.put("\0\0\0\fjP  \r\n\u0087\n", FileKind.JPEG2000);
        BY_START.put("\u00FFO\u00FFQ", FileKind.JPEG2000);
        BY_START.put("\u0097JB2\r\n\u001A\n", FileKind.JBIG2);
        BY_START.put("BM....\0\0\0\0", FileKind.BMP);
        BY_START.put("GIF87a", FileKind.GIF);
        BY_START.put("GIF89a", FileKind.GIF);
        BY_START.put("RIFF....WEBPVP8", FileKind.WEBP);
        BY_START.put("{\\rtf", FileKind.RTF);
    }

    private FileKinds() {}

    static FileKind of(SourceFile file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), 1 << 16)) {
            in.mark(PDF_HEADER_WITHIN + 16);
            byte[] start = in.readNBytes(PDF_HEADER_WITHIN);
            for (Map.Entry<String, FileKind> kind : BY_START.entrySet()) {
                if (startsWith(start, kind.getKey())) {
                    return kind.getValue();
                }
            }
            Optional<FileKind> office = Optional.empty();
            if (startsWith(start, "PK\3\4")) {
                office = OfficeFiles.inZip(file);
            } else if (startsWith(start, "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1")) {
                office = OfficeFiles.inCompoundFile(file);
            }
            if (office.isPresent()) {
                return office.get();
            }
            // Mail programs and scanners put bytes before the header of a PDF.
            if (pdfHeader(start) >= 0) {
                return FileKind.PDF;
            }
            in.reset();
            // Only to tell what was found instead: the tables for that are large.
            String found =
                    MimeTypes.getDefaultMimeTypes().detect(in, new Metadata()).toString();
            throw new HosoException(Problem.UNKNOWN_KIND, file.name(), found);
        } catch (IOException e) {
            throw new HosoException(Problem.UNREADABLE, e, file.name());
        }
    }

    /** Where the header of a PDF begins in the first bytes of a file, or -1. */
    static int pdfHeader(byte[] start) {
        return new String(start, StandardCharsets.ISO_8859_1).indexOf("%PDF-");
    }

    private static boolean startsWith(byte[] bytes, String magic) {
        if (bytes.length < magic.length()) {
            return false;
        }
        for (int i = 0; i < magic.length(); i++) {
            if (magic.charAt(i) != '.' && magic.charAt(i) != (bytes[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }
}

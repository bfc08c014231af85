package vn.hoso.scan;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** Tells the kind of a file by its first bytes. */
final class FileKinds {
    /** Where readers still look for the header of a PDF (ISO 32000-1, annex H.3.4.1). */
    static final int PDF_HEADER_WITHIN = 1024;

    private static final Map<String, FileKind> BY_TYPE = Map.of(
            "application/pdf", FileKind.PDF,
            "image/tiff", FileKind.TIFF,
            "image/jpeg", FileKind.JPEG,
            "image/png", FileKind.PNG);

    private FileKinds() {}

    static FileKind of(SourceFile file) {
        MediaType type;
        byte[] start;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), 1 << 16)) {
            in.mark(PDF_HEADER_WITHIN + 16);
            start = in.readNBytes(PDF_HEADER_WITHIN);
            in.reset();
            type = MimeTypes.getDefaultMimeTypes().detect(in, new Metadata());
        } catch (IOException e) {
            throw new HosoException(Problem.UNREADABLE, e, file.name());
        }
        FileKind kind = BY_TYPE.get(type.toString().toLowerCase(Locale.ROOT));
        if (kind != null) {
            return kind;
        }
        // Big TIFF has a magic of its own; mail programs and scanners put bytes before the header of a PDF.
        if (start.length > 4 && (startsWith(start, "II+\0") || startsWith(start, "MM\0+"))) {
            return FileKind.TIFF;
        }
        if (pdfHeader(start) >= 0) {
            return FileKind.PDF;
        }
        throw new HosoException(Problem.UNKNOWN_KIND, file.name(), type.toString());
    }

    /** Where the header of a PDF begins in the first bytes of a file, or -1. */
    static int pdfHeader(byte[] start) {
        return new String(start, StandardCharsets.ISO_8859_1).indexOf("%PDF-");
    }

    private static boolean startsWith(byte[] bytes, String magic) {
        return new String(bytes, 0, magic.length(), StandardCharsets.ISO_8859_1).equals(magic);
    }
}

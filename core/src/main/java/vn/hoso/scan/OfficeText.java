package vn.hoso.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.text.Normalizer;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** The text of an office file, without what is embedded in it. The parsers of Tika are found on the class path. */
final class OfficeText {
    private static final int LONGEST = 10_000_000;

    private OfficeText() {}

    /** Whether there is a parser for a kind of file. */
    static boolean canRead(FileKind kind) {
        return new AutoDetectParser().getSupportedTypes(new ParseContext()).contains(type(kind));
    }

    private static MediaType type(FileKind kind) {
        return switch (kind) {
            case DOCX -> MediaType.application("vnd.openxmlformats-officedocument.wordprocessingml.document");
            case XLSX -> MediaType.application("vnd.openxmlformats-officedocument.spreadsheetml.sheet");
            case ODT -> MediaType.application("vnd.oasis.opendocument.text");
            case ODS -> MediaType.application("vnd.oasis.opendocument.spreadsheet");
            case DOC -> MediaType.application("msword");
            case XLS -> MediaType.application("vnd.ms-excel");
            case RTF -> MediaType.application("rtf");
            default -> throw new IllegalArgumentException(kind + " is no office file");
        };
    }

    /**
     * Reads the text, NFC.
     *
     * @throws HosoException with {@code DAMAGED} or {@code TOO_MUCH_UNPACKED}
     */
    static String of(SourceFile file) throws IOException {
        BodyContentHandler text = new BodyContentHandler(LONGEST);
        ParseContext context = new ParseContext();
        context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
        try (InputStream in = Files.newInputStream(file.path())) {
            new AutoDetectParser().parse(in, text, new Metadata(), context);
        } catch (WriteLimitReachedException e) {
            throw new HosoException(Problem.TOO_MUCH_UNPACKED, e, file.name(), LONGEST);
        } catch (ZeroByteFileException e) {
            return "";
        } catch (TikaException | SAXException e) {
            if (WriteLimitReachedException.isWriteLimitReached(e)) {
                throw new HosoException(Problem.TOO_MUCH_UNPACKED, e, file.name(), LONGEST);
            }
            throw new HosoException(Problem.DAMAGED, e, file.name(), "its text can't be read");
        }
        return Normalizer.normalize(text.toString(), Normalizer.Form.NFC);
    }

    private static final class NothingEmbedded implements EmbeddedDocumentExtractor {
        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return false;
        }

        @Override
        public void parseEmbedded(InputStream in, ContentHandler handler, Metadata metadata, boolean outputHtml) {
            // Not asked for.
        }
    }
}

package vn.hoso.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Tinos, which has the measures of Times New Roman, with the Latin letters and all Vietnamese ones. */
final class StampFont {
    private static final String FILE = "Tinos-Regular-vi.ttf";

    private StampFont() {}

    /** Loads the font so that only the letters used are embedded. */
    static PDFont load(PDDocument document) throws IOException {
        return PDType0Font.load(document, new ByteArrayInputStream(Bytes.FONT), true);
    }

    /** What the font can show of a text; a letter that it lacks becomes a question mark. */
    static String showable(PDFont font, String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(letter -> {
            String one = Character.toString(letter);
            try {
                font.encode(one);
                shown.append(one);
            } catch (IllegalArgumentException e) {
                shown.append('?');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return shown.toString();
    }

    private static final class Bytes {
        static final byte[] FONT = read();

        private static byte[] read() {
            try (InputStream in = StampFont.class.getResourceAsStream(FILE)) {
                if (in == null) {
                    throw new IllegalStateException(FILE + " is missing beside " + StampFont.class.getName());
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

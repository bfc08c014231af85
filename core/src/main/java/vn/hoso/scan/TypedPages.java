package vn.hoso.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** Writes text on plain A4 pages, as a typewriter would; the foot of each page says that it is no more than that. */
final class TypedPages {
    private static final String FOOT = "Chỉ có phần chữ của tệp gốc, không giữ trình bày, bảng và hình";
    private static final float MARGIN = 72;
    private static final float SIZE = 11;
    private static final float LINE = 1.35f * SIZE;

    private final PDDocument document;
    private final PDFont font;
    private final Map<Integer, Float> widths = new HashMap<>();

    private TypedPages(PDDocument document, PDFont font) {
        this.document = document;
        this.font = font;
    }

    /**
     * Writes a PDF.
     *
     * @throws HosoException with {@code TOO_MANY_PAGES}
     */
    static void write(String text, Path target, ScanLimits limits, String file) throws IOException {
        try (PDDocument document = new PDDocument();
                InputStream in = PDFont.class.getResourceAsStream(
                        "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            if (in == null) {
                throw new IOException("the font of the engine is not there");
            }
            TypedPages pages = new TypedPages(document, PDType0Font.load(document, in));
            pages.write(pages.lines(text), limits, file);
            document.save(target.toFile());
        }
    }

    private void write(List<String> lines, ScanLimits limits, String file) throws IOException {
        int perPage = (int) ((PDRectangle.A4.getHeight() - 2 * MARGIN) / LINE);
        int count = Math.max(1, (lines.size() + perPage - 1) / perPage);
        if (count > limits.pages()) {
            throw new HosoException(Problem.TOO_MANY_PAGES, file, count, limits.pages());
        }
        for (int page = 0; page < count; page++) {
            PDPage sheet = new PDPage(PDRectangle.A4);
            document.addPage(sheet);
            try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
                float y = PDRectangle.A4.getHeight() - MARGIN;
                for (String line : lines.subList(page * perPage, Math.min(lines.size(), (page + 1) * perPage))) {
                    put(content, line, y, SIZE);
                    y -= LINE;
                }
                put(content, FOOT, MARGIN / 2, 7);
            }
        }
    }

    private void put(PDPageContentStream content, String line, float y, float size) throws IOException {
        if (line.isBlank()) {
            return;
        }
        content.beginText();
        content.setFont(font, size);
        content.newLineAtOffset(MARGIN, y);
        content.showText(line);
        content.endText();
    }

    /** The text broken at blanks; of empty lines one after another one is left. */
    private List<String> lines(String text) throws IOException {
        float most = (PDRectangle.A4.getWidth() - 2 * MARGIN) / SIZE;
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.strip().split("\\R", -1)) {
            StringBuilder line = new StringBuilder();
            float width = 0;
            for (String word : paragraph.strip().split("\\s+", -1)) {
                String known = known(word);
                float wide = width(known);
                if (line.length() > 0 && width + width(" ") + wide > most) {
                    lines.add(line.toString());
                    line.setLength(0);
                    width = 0;
                }
                width += wide + (line.length() > 0 ? width(" ") : 0);
                line.append(line.length() > 0 ? " " : "").append(known);
            }
            boolean again = line.length() == 0
                    && (lines.isEmpty() || lines.get(lines.size() - 1).isEmpty());
            if (!again) {
                lines.add(line.toString());
            }
        }
        return lines;
    }

    /** What the font has no letter for is shown as a question mark; controls vanish. */
    private String known(String word) {
        StringBuilder known = new StringBuilder();
        word.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .forEach(c -> known.appendCodePoint(width(c) < 0 ? '?' : c));
        return known.toString();
    }

    private float width(String text) {
        return (float) text.codePoints().mapToDouble(this::width).sum();
    }

    /** In ems; negative where the font has no such letter. */
    private float width(int letter) {
        return widths.computeIfAbsent(letter, c -> {
            try {
                return font.getStringWidth(Character.toString(c)) / 1000;
            } catch (IllegalArgumentException | IOException e) {
                return -1f;
            }
        });
    }
}

package vn.hoso.digitize;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import vn.hoso.paper.Field;
import vn.hoso.scan.Scan;
import vn.hoso.scan.ScanReader;
import vn.hoso.text.Box;
import vn.hoso.text.PageText;

/** Cuts the places of fields out of the pages of an archived paper, whose pages a viewer shows upright. */
final class FieldImages {
    private FieldImages() {}

    /**
     * Writes an image for each field that stands somewhere.
     *
     * @param pdf the archived paper
     * @param text the text of its pages, which says in which pixels boxes are
     * @param fields the fields
     * @param folder where {@code <key>.png} are put
     * @param work an empty folder
     */
    static Map<String, Path> write(Path pdf, List<PageText> text, List<Field> fields, Path folder, Path work)
            throws IOException {
        Files.createDirectories(folder);
        Map<String, Path> images = new LinkedHashMap<>();
        try (Scan scan = ScanReader.builder().build().open(pdf, work)) {
            for (PageText page : text) {
                List<Field> here = fields.stream()
                        .filter(field -> field.page() == page.page() && field.box() != null)
                        .toList();
                if (here.isEmpty() || page.page() > scan.pageCount()) {
                    continue;
                }
                BufferedImage whole = scan.image(page.page()).pixels();
                for (Field field : here) {
                    Path image = folder.resolve(field.key() + ".png");
                    Box box = Objects.requireNonNull(field.box());
                    ImageIO.write(crop(whole, page, box), "png", image.toFile());
                    images.put(field.key(), image);
                }
            }
        }
        return images;
    }

    /** The place with half a line around it, so that one sees what stands beside. */
    private static BufferedImage crop(BufferedImage page, PageText text, Box box) {
        double across = (double) page.getWidth() / text.width();
        double down = (double) page.getHeight() / text.height();
        int margin = (box.bottom() - box.top()) / 2 + 4;
        int left = clamp((box.left() - margin) * across, page.getWidth() - 1);
        int top = clamp((box.top() - margin) * down, page.getHeight() - 1);
        int right = clamp((box.right() + margin) * across, page.getWidth());
        int bottom = clamp((box.bottom() + margin) * down, page.getHeight());
        return page.getSubimage(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
    }

    private static int clamp(double value, int most) {
        return (int) Math.max(0, Math.min(most, Math.round(value)));
    }
}

package vn.hoso.pdf;

import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import vn.hoso.text.PageText;

/** Carries the image streams of a PDF over, each to the place that it has on its page. */
final class PdfPages implements PageSource {
    private final PDDocument document;
    private final StreamCopier copier;

    PdfPages(Path file, PdfFile out) throws IOException {
        document = Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache());
        copier = new StreamCopier(out);
    }

    @Override
    public Optional<Picture> copy(PageText text, PdfFile out) throws IOException {
        PDPage page = document.getPage(text.page() - 1);
        Optional<List<ImagePage.Placement>> found = ImagePage.of(page);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        PDRectangle box = page.getCropBox();
        double unit = page.getUserUnit();
        double scale = unit * Picture.scale(box.getWidth() * unit, box.getHeight() * unit);
        AffineTransform toPage =
                new AffineTransform(scale, 0, 0, scale, -box.getLowerLeftX() * scale, -box.getLowerLeftY() * scale);

        StringBuilder operators = new StringBuilder();
        List<Integer> images = new ArrayList<>();
        for (ImagePage.Placement placement : found.get()) {
            operators.append("q ").append(placement.ink());
            double[] matrix = new double[6];
            AffineTransform place = new AffineTransform(toPage);
            place.concatenate(placement.matrix());
            place.getMatrix(matrix);
            operators.append(PdfSyntax.numbers(5, matrix)).append(" cm /I").append(images.size());
            operators.append(" Do Q\n");
            images.add(copier.image(placement.stream(), placement.resources()));
        }
        double width = box.getWidth() * scale;
        double height = box.getHeight() * scale;
        int turn = Math.floorMod(page.getRotation(), 360);
        Picture.Area whole = new Picture.Area(0, 0, width, height);
        return Optional.of(new Picture(
                width,
                height,
                turn,
                found.get().size() == 1 ? area(found.get().get(0), toPage, turn, text, whole) : whole,
                operators.toString(),
                images));
    }

    /**
     * Where the page image lies: on the only image of the page where it has as many pixels as that, since then it is that
     * image; else on the whole page.
     */
    private static Picture.Area area(
            ImagePage.Placement placement, AffineTransform toPage, int turn, PageText text, Picture.Area whole) {
        int width = placement.stream().getInt(org.apache.pdfbox.cos.COSName.WIDTH);
        int height = placement.stream().getInt(org.apache.pdfbox.cos.COSName.HEIGHT);
        AffineTransform matrix = new AffineTransform(toPage);
        matrix.concatenate(placement.matrix());
        boolean lying = Math.abs(matrix.getShearX()) > Math.abs(matrix.getScaleX());
        boolean turned = (turn + text.rotation()) % 180 != 0;
        boolean swapped = lying ^ turned;
        if ((swapped ? height : width) != text.width() || (swapped ? width : height) != text.height()) {
            return whole;
        }
        Rectangle2D place = matrix.createTransformedShape(new Rectangle2D.Double(0, 0, 1, 1))
                .getBounds2D();
        return new Picture.Area(place.getX(), place.getY(), place.getWidth(), place.getHeight());
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}

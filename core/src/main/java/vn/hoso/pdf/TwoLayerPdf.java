package vn.hoso.pdf;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vn.hoso.text.PageText;

/**
 * The frame of a two-layer PDF/A-2u: catalogue, page tree, pages, font, colour profile, metadata.
 *
 * <p>Pages are added one by one; the file is complete when it is finished.
 */
final class TwoLayerPdf implements Closeable {
    private static final int PAGES_IN_NODE = 50;

    private final PdfFile file;
    private final int catalogue;
    private final int tree;
    private final GlyphlessFont font = new GlyphlessFont();
    private final List<String> nodes = new ArrayList<>();
    private final List<String> leaves = new ArrayList<>();
    private int fontNumber;
    private int node;
    private int pages;

    TwoLayerPdf(Path path) throws IOException {
        file = new PdfFile(path);
        catalogue = file.reserve();
        tree = file.reserve();
    }

    /** Where the images of the pages are written to, each before its page is added. */
    PdfFile file() {
        return file;
    }

    /** Adds a page with its picture and its text. */
    void add(PageText page, Picture picture) throws IOException {
        if (leaves.isEmpty()) {
            node = file.reserve();
        }
        leaves.add(page(page, picture) + " 0 R");
        pages++;
        if (leaves.size() == PAGES_IN_NODE) {
            endNode();
        }
    }

    private void endNode() throws IOException {
        file.object(
                node,
                "<</Type/Pages/Parent " + tree + " 0 R/Count " + leaves.size() + "/Kids[" + String.join(" ", leaves)
                        + "]>>");
        nodes.add(node + " 0 R");
        leaves.clear();
    }

    private int page(PageText page, Picture picture) throws IOException {
        String text = TextLayer.of(page, font, "/F0");
        String content = picture.operators();
        String fonts = "";
        if (!text.isEmpty()) {
            content += "q " + picture.matrix(page.rotation(), page.width(), page.height()) + " cm\n" + text + "Q\n";
            fontNumber = fontNumber == 0 ? file.reserve() : fontNumber;
            fonts = "/Font<</F0 " + fontNumber + " 0 R>>";
        }
        int stream = file.deflated("", content.getBytes(StandardCharsets.ISO_8859_1));
        int rotate = picture.rotate(page.rotation());
        return file.object("<</Type/Page/Parent " + node + " 0 R/MediaBox[0 0 "
                + PdfSyntax.numbers(3, picture.width(), picture.height()) + "]"
                + (rotate == 0 ? "" : "/Rotate " + rotate)
                + "/Resources<</XObject<<" + images(picture) + ">>" + fonts + ">>/Contents " + stream + " 0 R>>");
    }

    private static String images(Picture picture) {
        StringBuilder images = new StringBuilder();
        for (int i = 0; i < picture.images().size(); i++) {
            images.append("/I")
                    .append(i)
                    .append(' ')
                    .append(picture.images().get(i))
                    .append(" 0 R");
        }
        return images.toString();
    }

    /** Writes what all pages share, and the end of the file. */
    void finish(Metadata metadata) throws IOException {
        if (!leaves.isEmpty()) {
            endNode();
        }
        file.object(tree, "<</Type/Pages/Count " + pages + "/Kids[" + String.join(" ", nodes) + "]>>");
        if (fontNumber != 0) {
            font.write(file, fontNumber);
        }
        int profile = file.deflated("/N 3", SrgbProfile.bytes());
        int xmp = file.stream("/Type/Metadata/Subtype/XML", metadata.xmp());
        file.object(
                catalogue,
                "<</Type/Catalog/Pages " + tree + " 0 R/Metadata " + xmp + " 0 R/Lang(vi)"
                        + "/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
                        + "/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile " + profile + " 0 R>>]>>");
        file.finish(catalogue, file.object(metadata.information()));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

package vn.hoso.scan;

import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.jspecify.annotations.Nullable;

/** Puts right where a page of a PDF lies: its boxes in points, and its turn. */
final class PageBoxes {
    /** A4 in points, for pages whose own box can't be used. */
    private static final double[] A4 = {0, 0, 595.28, 841.89};

    private PageBoxes() {}

    /** Repairs the boxes and the turn of a page; what was done is added to the repairs. */
    static void repair(COSDictionary page, int number, List<String> repairs) {
        double[] media = box(page, COSName.MEDIA_BOX, number, repairs);
        if (media == null) {
            repairs.add("page " + number + ": no usable MediaBox, A4 taken");
            media = A4;
            page.setItem(COSName.MEDIA_BOX, array(A4));
        }
        COSBase cropFound = PDPageTree.getInheritableAttribute(page, COSName.CROP_BOX);
        if (cropFound != null) {
            double[] crop = box(page, COSName.CROP_BOX, number, repairs);
            double[] cut = crop == null ? null : intersection(media, crop);
            if (cut == null) {
                repairs.add("page " + number + ": CropBox without area or outside of the MediaBox left out");
                page.setItem(COSName.CROP_BOX, array(media));
            } else if (crop != null && differs(cut, crop)) {
                repairs.add("page " + number + ": CropBox cut to the MediaBox");
                page.setItem(COSName.CROP_BOX, array(cut));
            }
        }
        COSBase rotate = PDPageTree.getInheritableAttribute(page, COSName.ROTATE);
        if (rotate instanceof COSNumber turn && turn.intValue() % 90 != 0) {
            repairs.add("page " + number + ": /Rotate " + turn.intValue() + " is no quarter turn, left out");
            page.setItem(COSName.ROTATE, COSInteger.ZERO);
        }
    }

    /** The box with its corners in order, written back where they were not, or null. */
    private static double @Nullable [] box(COSDictionary page, COSName key, int number, List<String> repairs) {
        if (!(PDPageTree.getInheritableAttribute(page, key) instanceof COSArray array) || array.size() < 4) {
            return null;
        }
        double[] v = new double[4];
        for (int i = 0; i < 4; i++) {
            if (!(array.getObject(i) instanceof COSNumber corner)) {
                return null;
            }
            v[i] = corner.floatValue();
        }
        double[] ordered = {Math.min(v[0], v[2]), Math.min(v[1], v[3]), Math.max(v[0], v[2]), Math.max(v[1], v[3])};
        double width = ordered[2] - ordered[0];
        double height = ordered[3] - ordered[1];
        if (!(width >= 1 && height >= 1 && width < 1e6 && height < 1e6)) {
            return null;
        }
        if (v[0] > v[2] || v[1] > v[3]) {
            repairs.add("page " + number + ": corners of the " + key.getName() + " put in order");
            page.setItem(key, array(ordered));
        }
        return ordered;
    }

    private static double @Nullable [] intersection(double[] a, double[] b) {
        double[] cut = {Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])};
        return cut[2] - cut[0] >= 1 && cut[3] - cut[1] >= 1 ? cut : null;
    }

    private static boolean differs(double[] a, double[] b) {
        for (int i = 0; i < 4; i++) {
            if (Math.abs(a[i] - b[i]) > 0.01) {
                return true;
            }
        }
        return false;
    }

    private static COSArray array(double[] box) {
        COSArray array = new COSArray();
        for (double value : box) {
            array.add(new COSFloat((float) value));
        }
        return array;
    }
}

package vn.hoso.scan;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/**
 * Reads colour JPEG images in the order in which they are unpacked, red first: readers copy such rows at once, others
 * pixel by pixel.
 */
final class JpegPixels {
    private JpegPixels() {}

    /** The image that the reader would make by itself. */
    static BufferedImage read(ImageReader reader) throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        if (!types.hasNext() || types.next().getBufferedImageType() != BufferedImage.TYPE_3BYTE_BGR) {
            return reader.read(0);
        }
        BufferedImage image = new BufferedImage(reader.getWidth(0), reader.getHeight(0), BufferedImage.TYPE_3BYTE_BGR);
        DataBuffer bytes = image.getRaster().getDataBuffer();
        ImageReadParam into = reader.getDefaultReadParam();
        into.setDestination(redFirst(image, bytes));
        reader.read(0, into);
        swap(((DataBufferByte) bytes).getData());
        return image;
    }

    /** An image that keeps its pixels in those of another, the bands the other way round. */
    private static BufferedImage redFirst(BufferedImage image, DataBuffer bytes) {
        int w = image.getWidth();
        WritableRaster raster =
                Raster.createInterleavedRaster(bytes, w, image.getHeight(), 3 * w, 3, new int[] {0, 1, 2}, null);
        return new BufferedImage(image.getColorModel(), raster, false, null);
    }

    /** Makes blue, green, red of red, green, blue, or the reverse. */
    static void swap(byte[] pixels) {
        for (int i = 0; i < pixels.length - 2; i += 3) {
            byte first = pixels[i];
            pixels[i] = pixels[i + 2];
            pixels[i + 2] = first;
        }
    }
}

package vn.hoso.ocr;

/**
 * An affine map from the pixels of a new image to those of the image that it is drawn from.
 *
 * <p>{@code sourceX = xx * x + xy * y + x0}, {@code sourceY = yx * x + yy * y + y0}, both in pixel edges, not centres.
 */
record Warp(double xx, double xy, double yx, double yy, double x0, double y0) {
    /** So many pixels of a row are drawn at once, without a look at the edges where they are far from them. */
    private static final int STRETCH = 256;

    static final Warp NONE = new Warp(1, 0, 0, 1, 0, 0);

    /** Draws an image whose lines, inclined clockwise by some degrees in the source, are level; same size, same centre. */
    static Warp level(int width, int height, double degrees) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double cx = width / 2.0;
        double cy = height / 2.0;
        return new Warp(cos, -sin, sin, cos, cx - cos * cx + sin * cy, cy - sin * cx - cos * cy);
    }

    /** First this map's target scaled by a factor: the map from a scaled copy of the target. */
    Warp scaled(double factorX, double factorY) {
        return new Warp(xx * factorX, xy * factorX, yx * factorY, yy * factorY, x0 * factorX, y0 * factorY);
    }

    /** This map where its source is a part of a larger image, which begins at a place there. */
    Warp from(double left, double top) {
        return new Warp(xx, xy, yx, yy, x0 + left, y0 + top);
    }

    double sourceX(double x, double y) {
        return xx * x + xy * y + x0;
    }

    double sourceY(double x, double y) {
        return yx * x + yy * y + y0;
    }

    /** Draws by bilinear interpolation; outside of the source is white. */
    Gray draw(Gray source, int w, int h) {
        byte[] out = new byte[w * h];
        apply(source, out, w, h);
        return new Gray(w, h, out);
    }

    void apply(Gray source, byte[] out, int w, int h) {
        int one = 1 << 16;
        long dx = Math.round(xx * one);
        long dy = Math.round(yx * one);
        for (int y = 0; y < h; y++) {
            long px = Math.round((sourceX(0.5, y + 0.5) - 0.5) * one);
            long py = Math.round((sourceY(0.5, y + 0.5) - 0.5) * one);
            int end = (y + 1) * w;
            for (int to = y * w; to < end; to += STRETCH, px += STRETCH * dx, py += STRETCH * dy) {
                int length = Math.min(STRETCH, end - to);
                long lastX = px + (length - 1) * dx;
                long lastY = py + (length - 1) * dy;
                boolean inside = inside(px, source.width())
                        && inside(lastX, source.width())
                        && inside(py, source.height())
                        && inside(lastY, source.height());
                if (inside) {
                    drawInside(source, px, py, dx, dy, out, to, length);
                } else {
                    drawAtEdge(source, px, py, dx, dy, out, to, length);
                }
            }
        }
    }

    /** Whether a place lies between two pixels of a row or column. */
    private static boolean inside(long place, int size) {
        return place >= 0 && place >> 16 < size - 1;
    }

    /** Pixels that all have four neighbours in the source. */
    private static void drawInside(Gray source, long x, long y, long dx, long dy, byte[] out, int to, int length) {
        byte[] in = source.pixels();
        int w = source.width();
        long px = x;
        long py = y;
        for (int i = to; i < to + length; i++, px += dx, py += dy) {
            int at = (int) (py >> 16) * w + (int) (px >> 16);
            out[i] = mixed(in[at], in[at + 1], in[at + w], in[at + w + 1], (int) (px >> 8), (int) (py >> 8));
        }
    }

    private static void drawAtEdge(Gray source, long x, long y, long dx, long dy, byte[] out, int to, int length) {
        int w = source.width();
        int h = source.height();
        byte[] in = source.pixels();
        long px = x;
        long py = y;
        for (int i = to; i < to + length; i++, px += dx, py += dy) {
            int ix = (int) (px >> 16);
            int iy = (int) (py >> 16);
            if (ix < -1 || iy < -1 || ix >= w || iy >= h) {
                out[i] = (byte) 255;
                continue;
            }
            int left = Math.max(ix, 0);
            int right = Math.min(ix + 1, w - 1);
            int top = Math.max(iy, 0) * w;
            int bottom = Math.min(iy + 1, h - 1) * w;
            out[i] =
                    mixed(in[top + left], in[top + right], in[bottom + left], in[bottom + right], (int) (px >> 8), (int)
                            (py >> 8));
        }
    }

    /** What lies between four pixels, at 256ths of the way from left to right and from top to bottom. */
    private static byte mixed(byte leftTop, byte rightTop, byte leftBottom, byte rightBottom, int x, int y) {
        int fx = x & 0xff;
        int fy = y & 0xff;
        int upper = (leftTop & 0xff) * (256 - fx) + (rightTop & 0xff) * fx;
        int lower = (leftBottom & 0xff) * (256 - fx) + (rightBottom & 0xff) * fx;
        return (byte) ((upper * (256 - fy) + lower * fy + (1 << 15)) >> 16);
    }
}

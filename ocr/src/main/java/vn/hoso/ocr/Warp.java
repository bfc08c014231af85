package vn.hoso.ocr;

/**
 * An affine map from the pixels of a new image to those of the image that it is drawn from.
 *
 * <p>{@code sourceX = xx * x + xy * y + x0}, {@code sourceY = yx * x + yy * y + y0}, both in pixel edges, not centres.
 */
record Warp(double xx, double xy, double yx, double yy, double x0, double y0) {
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
        int sw = source.width();
        int sh = source.height();
        byte[] in = source.pixels();
        int one = 1 << 16;
        long dx = Math.round(xx * one);
        long dy = Math.round(yx * one);
        for (int y = 0; y < h; y++) {
            long px = Math.round((sourceX(0.5, y + 0.5) - 0.5) * one);
            long py = Math.round((sourceY(0.5, y + 0.5) - 0.5) * one);
            int to = y * w;
            for (int x = 0; x < w; x++, px += dx, py += dy, to++) {
                int ix = (int) (px >> 16);
                int iy = (int) (py >> 16);
                if (ix < -1 || iy < -1 || ix >= sw || iy >= sh) {
                    out[to] = (byte) 255;
                    continue;
                }
                int fx = (int) (px >> 8) & 0xff;
                int fy = (int) (py >> 8) & 0xff;
                int left = Math.max(ix, 0);
                int right = Math.min(ix + 1, sw - 1);
                int top = Math.max(iy, 0) * sw;
                int bottom = Math.min(iy + 1, sh - 1) * sw;
                int upper = (in[top + left] & 0xff) * (256 - fx) + (in[top + right] & 0xff) * fx;
                int lower = (in[bottom + left] & 0xff) * (256 - fx) + (in[bottom + right] & 0xff) * fx;
                out[to] = (byte) ((upper * (256 - fy) + lower * fy + (1 << 15)) >> 16);
            }
        }
    }
}

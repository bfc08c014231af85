package vn.hoso.ocr;

import com.google.zxing.LuminanceSource;

/** A grey image as the decoders of codes want to see it. */
final class GraySource extends LuminanceSource {
    private final Gray gray;

    GraySource(Gray gray) {
        super(gray.width(), gray.height());
        this.gray = gray;
    }

    @Override
    public byte[] getRow(int y, byte[] row) {
        byte[] out = row == null || row.length < getWidth() ? new byte[getWidth()] : row;
        System.arraycopy(gray.pixels(), y * getWidth(), out, 0, getWidth());
        return out;
    }

    @Override
    public byte[] getMatrix() {
        return gray.pixels();
    }
}

package vn.hoso.internal;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReader;
import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Keeps the decoder of JPEG 2000 from reading for ever, whoever asks it, PDFBox too.
 *
 * <p>It counts bits of a packet header until one is 0. The end of a stream is to it an endless row of bits that are 1, and so
 * are two bytes 0xFF, which no packet header has (ISO/IEC 15444-1, B.10.1): a file of some hundred bytes kept it busy for good.
 * Its own contract is that reading behind the end fails; the streams of ImageIO do not know that contract, so it is given one
 * that does. Headers of packets that stand apart from their packets (PPM, PPT), which would go past that stream, are refused;
 * no scanner writes them.
 */
public final class Jpeg2000 {
    static {
        ImageIO.scanForPlugins();
        IIORegistry registry = IIORegistry.getDefaultInstance();
        ImageReaderSpi found = registry.getServiceProviderByClass(J2KImageReaderSpi.class);
        if (found != null) {
            registry.deregisterServiceProvider(found, ImageReaderSpi.class);
        }
        registry.registerServiceProvider(new Provider(), ImageReaderSpi.class);
    }

    private Jpeg2000() {}

    /** Puts the decoder in the place of the one that ImageIO has found; once for all of the process. */
    public static void prepare() {
        // done when this class is initialised
    }

    private static final class Provider extends J2KImageReaderSpi {
        @Override
        public ImageReader createReaderInstance(Object extension) {
            return new Reader(this);
        }
    }

    /** The decoder is older than generics. */
    @SuppressWarnings("unchecked")
    private static final class Reader extends J2KImageReader {
        Reader(ImageReaderSpi provider) {
            super(provider);
        }

        @Override
        public void setInput(Object input, boolean seekForwardOnly, boolean ignoreMetadata) {
            Object checked = input instanceof ImageInputStream stream ? new Checked(stream) : input;
            super.setInput(checked, seekForwardOnly, ignoreMetadata);
        }

        @Override
        public BufferedImage read(int index, ImageReadParam param) throws IOException {
            return failing(() -> super.read(index, param));
        }

        @Override
        public Raster readRaster(int index, ImageReadParam param) throws IOException {
            return failing(() -> super.readRaster(index, param));
        }

        /** The decoder throws bare errors where a file can't be read; only those with a meaning of their own are kept. */
        private static <T> T failing(Decoding<T> decoding) throws IOException {
            try {
                return decoding.run();
            } catch (Error e) {
                if (e.getClass() != Error.class) {
                    throw e;
                }
                throw new IIOException("JPEG 2000 can't be decoded", e);
            }
        }

        /** Some decoding. */
        private interface Decoding<T> {
            T run() throws IOException;
        }
    }

    /** Fails where reading on leads nowhere. The stream behind it is its owner's to close. */
    private static final class Checked extends ImageInputStreamImpl {
        private static final int FULL = 0xFF;
        private static final short PACKED_IN_MAIN_HEADER = (short) 0xFF60;
        private static final short PACKED_IN_TILE = (short) 0xFF61;

        private final ImageInputStream stream;
        /** Where a packet header can't have a byte 0xFF, since there was one before. */
        private long notFull = -1;

        Checked(ImageInputStream stream) {
            this.stream = stream;
        }

        /** A byte of a packet header: all else is read by the other methods. */
        @Override
        public int read() throws IOException {
            int read = next();
            if (read == FULL) {
                if (streamPos - 1 == notFull) {
                    throw new IOException("JPEG 2000 with an impossible packet header");
                }
                notFull = streamPos;
            }
            return read;
        }

        private int next() throws IOException {
            position();
            int read = stream.read();
            if (read < 0) {
                throw new EOFException("JPEG 2000 ends too early");
            }
            streamPos++;
            return read;
        }

        @Override
        public int readUnsignedByte() throws IOException {
            return next();
        }

        @Override
        public byte readByte() throws IOException {
            return (byte) next();
        }

        @Override
        public short readShort() throws IOException {
            short read = super.readShort();
            if (read == PACKED_IN_MAIN_HEADER || read == PACKED_IN_TILE) {
                throw new IOException("JPEG 2000 with packed packet headers");
            }
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            position();
            int read = stream.read(bytes, offset, length);
            streamPos += Math.max(0, read);
            return read;
        }

        private void position() throws IOException {
            checkClosed();
            bitOffset = 0;
            if (stream.getStreamPosition() != streamPos) {
                stream.seek(streamPos);
            }
        }

        @Override
        public long length() {
            try {
                return stream.length();
            } catch (IOException e) {
                return -1;
            }
        }
    }
}

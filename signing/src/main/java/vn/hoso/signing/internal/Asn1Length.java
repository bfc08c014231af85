package vn.hoso.signing.internal;

/** The length of the first ASN.1 object in an array, BER or DER, without decoding it. */
public final class Asn1Length {
    private static final int DEEPEST = 64;

    private Asn1Length() {}

    /**
     * Measures the object at the beginning of an array.
     *
     * @param bytes begins with an ASN.1 object
     * @return how many bytes it has, with its header
     * @throws IllegalArgumentException if there is no complete object
     */
    public static int of(byte[] bytes) {
        return end(bytes, 0, 0);
    }

    private static int end(byte[] bytes, int start, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("ASN.1 nested too deep");
        }
        int at = start;
        int tag = at(bytes, at++);
        if ((tag & 0x1f) == 0x1f) {
            while ((at(bytes, at++) & 0x80) != 0) {
                if (at - start > 6) {
                    throw new IllegalArgumentException("ASN.1 tag too long");
                }
            }
        }
        int first = at(bytes, at++);
        if (first == 0x80) {
            if ((tag & 0x20) == 0) {
                throw new IllegalArgumentException("primitive ASN.1 object of indefinite length");
            }
            while (at(bytes, at) != 0 || at(bytes, at + 1) != 0) {
                at = end(bytes, at, depth + 1);
            }
            return at + 2;
        }
        long length = first;
        if (first > 0x80) {
            int count = first & 0x7f;
            if (count > 4) {
                throw new IllegalArgumentException("ASN.1 length too long");
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | at(bytes, at++);
            }
        }
        if (length > bytes.length - at) {
            throw new IllegalArgumentException("ASN.1 object cut off");
        }
        return (int) (at + length);
    }

    private static int at(byte[] bytes, int index) {
        if (index < 0 || index >= bytes.length) {
            throw new IllegalArgumentException("ASN.1 object cut off");
        }
        return bytes[index] & 0xff;
    }
}

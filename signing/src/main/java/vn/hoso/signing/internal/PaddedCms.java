package vn.hoso.signing.internal;

import eu.europa.esig.dss.cms.CMS;
import eu.europa.esig.dss.cms.object.CMSObjectUtils;
import eu.europa.esig.dss.spi.exception.IllegalInputException;
import java.util.Arrays;

/**
 * Reads a CMS that zero bytes follow, as in every /Contents of a PDF.
 *
 * <p>Since Bouncy Castle 1.85 {@code CMSSignedData} refuses bytes after the object (bc-java 2360), and DSS 6.4 hands the
 * whole /Contents over; PAdES signatures would silently not be seen. Exactly one object is read here and the rest must be
 * zero: anything else there is a hiding place. The length is taken from the encoding, because a signature may itself end
 * in zero bytes.
 */
public final class PaddedCms extends CMSObjectUtils {
    /** For the service loader. */
    public PaddedCms() {}

    @Override
    public CMS parseToCMS(byte[] binaries) {
        int end;
        try {
            end = Asn1Length.of(binaries);
        } catch (IllegalArgumentException e) {
            throw new IllegalInputException("Not a CMS: " + e.getMessage(), e);
        }
        for (int i = end; i < binaries.length; i++) {
            if (binaries[i] != 0) {
                throw new IllegalInputException("Not a CMS: a byte that is not zero follows it");
            }
        }
        return super.parseToCMS(end == binaries.length ? binaries : Arrays.copyOf(binaries, end));
    }
}

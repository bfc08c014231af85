package vn.hoso.signing.internal;

import eu.europa.esig.dss.cms.CMS;
import eu.europa.esig.dss.cms.object.CMSObjectUtils;
import eu.europa.esig.dss.spi.exception.IllegalInputException;
import eu.europa.esig.dss.spi.signature.resources.DSSResourcesHandlerBuilder;
import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.SignerId;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.jspecify.annotations.Nullable;

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

    @Override
    public SignerInformation recomputeSignerInformation(
            CMS cms, SignerId signer, DigestCalculatorProvider digests, @Nullable DSSResourcesHandlerBuilder resources)
            throws CMSException {
        return new AsWritten(super.recomputeSignerInformation(cms, signer, digests, resources));
    }

    /**
     * A signer whose signed attributes may have been signed as they are written. RFC 5652, 5.4 has them signed in DER, where
     * a set is sorted; some programs neither sort what they write nor what they sign. Their signature is as good: it is
     * over the bytes that are in the file. That it is sloppy is said by who looks at the shape of the CMS.
     */
    private static final class AsWritten extends SignerInformation {
        private boolean unsorted;

        AsWritten(SignerInformation signer) {
            super(signer);
        }

        @Override
        public byte[] getEncodedSignedAttributes() throws IOException {
            return unsorted && signedAttributeSet != null
                    ? signedAttributeSet.getEncoded(ASN1Encoding.DL)
                    : super.getEncodedSignedAttributes();
        }

        @Override
        public boolean verify(SignerInformationVerifier verifier) throws CMSException {
            unsorted = false;
            if (super.verify(verifier)) {
                return true;
            }
            unsorted = true;
            return super.verify(verifier);
        }
    }
}

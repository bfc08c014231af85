package vn.hoso.signing;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;
import vn.hoso.signing.ByteGate.Gap;

/**
 * The digest that a signature or time-stamp says it is of.
 *
 * @param algorithm how it was computed
 * @param value the digest
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CoveredDigest(AlgorithmIdentifier algorithm, byte[] value) {
    /** What a CMS says; null where it says nothing that is understood here. */
    static @Nullable CoveredDigest in(byte[] cms) {
        try {
            SignedData data =
                    SignedData.getInstance(ContentInfo.getInstance(cms).getContent());
            ASN1OctetString content =
                    ASN1OctetString.getInstance(data.getEncapContentInfo().getContent());
            boolean timeStamp = PKCSObjectIdentifiers.id_ct_TSTInfo.equals(
                    data.getEncapContentInfo().getContentType());
            if (content != null && timeStamp) {
                MessageImprint imprint = TSTInfo.getInstance(ASN1Primitive.fromByteArray(content.getOctets()))
                        .getMessageImprint();
                return new CoveredDigest(imprint.getHashAlgorithm(), imprint.getHashedMessage());
            }
            SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
            if (content != null || signer.getAuthenticatedAttributes() == null) {
                return null;
            }
            Attribute digest = new AttributeTable(signer.getAuthenticatedAttributes()).get(CMSAttributes.messageDigest);
            return digest == null
                    ? null
                    : new CoveredDigest(
                            signer.getDigestAlgorithm(),
                            ASN1OctetString.getInstance(digest.getAttrValues().getObjectAt(0))
                                    .getOctets());
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Whether it is of a file without a gap; also where the platform can't compute such digests. */
    boolean isOf(byte[] file, Gap gap, int end) {
        try {
            MessageDigest digest =
                    MessageDigest.getInstance(algorithm.getAlgorithm().getId());
            digest.update(file, 0, gap.start());
            digest.update(file, gap.end(), end - gap.end());
            return Arrays.equals(digest.digest(), value);
        } catch (NoSuchAlgorithmException e) {
            return true;
        }
    }
}

package vn.hoso.signing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TSPUtil;
import org.bouncycastle.tsp.TSPValidationException;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;
import vn.hoso.signing.TimeStampException.Code;

/**
 * What a time-stamp must be before it is put into a signature: a wrong one would be found years later, when nobody can
 * stamp anew.
 *
 * @param anchors to one of them its certificate must lead; null for any certificate
 * @param policies under one of them it must have been stamped; empty for any policy
 */
record TimeStampCheck(@Nullable List<X509Certificate> anchors, Set<String> policies) {
    static final TimeStampCheck PLAIN = new TimeStampCheck(null, Set.of());

    void check(String authority, byte[] encoded, String digestName, byte[] digest) throws TimeStampException {
        TimeStampToken token = parse(authority, encoded);
        String algorithm = token.getTimeStampInfo().getMessageImprintAlgOID().getId();
        if (!algorithm.equals(oid(digestName))
                || !Arrays.equals(token.getTimeStampInfo().getMessageImprintDigest(), digest)) {
            throw new TimeStampException(Code.WRONG_IMPRINT, authority, "");
        }
        String policy = token.getTimeStampInfo().getPolicy().getId();
        if (!policies.isEmpty() && !policies.contains(policy)) {
            throw new TimeStampException(Code.WRONG_POLICY, authority, policy);
        }
        X509CertificateHolder signer = signer(authority, token);
        if (!signer.isValidOn(token.getTimeStampInfo().getGenTime())) {
            throw new TimeStampException(Code.OUT_OF_DATE, authority, "");
        }
        try {
            TSPUtil.validateCertificate(signer);
        } catch (TSPValidationException e) {
            throw new TimeStampException(Code.WRONG_USAGE, authority, "", e);
        }
        try {
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
            if (anchors != null) {
                leadToTrust(authority, token, certificate(signer), anchors);
            }
        } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
            throw new TimeStampException(Code.BROKEN, authority, "", e);
        }
    }

    static TimeStampToken parse(String authority, byte[] encoded) throws TimeStampException {
        try {
            return new TimeStampToken(new CMSSignedData(encoded));
        } catch (CMSException | TSPException | IOException | RuntimeException e) {
            throw new TimeStampException(Code.NOT_AN_ANSWER, authority, "", e);
        }
    }

    static String oid(String digestName) {
        return eu.europa.esig.dss.enumerations.DigestAlgorithm.forJavaName(digestName)
                .getOid();
    }

    private static X509CertificateHolder signer(String authority, TimeStampToken token) throws TimeStampException {
        for (X509CertificateHolder one : token.getCertificates().getMatches(null)) {
            if (token.getSID().match(one)) {
                return one;
            }
        }
        throw new TimeStampException(Code.BROKEN, authority, "without the certificate that was asked for");
    }

    private static void leadToTrust(
            String authority, TimeStampToken token, X509Certificate signer, List<X509Certificate> anchors)
            throws TimeStampException, GeneralSecurityException {
        if (anchors.contains(signer)) {
            return;
        }
        List<X509Certificate> known = new ArrayList<>();
        for (X509CertificateHolder one : token.getCertificates().getMatches(null)) {
            known.add(certificate(one));
        }
        X509CertSelector wanted = new X509CertSelector();
        wanted.setCertificate(signer);
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                    anchors.stream()
                            .map(anchor -> new TrustAnchor(anchor, null))
                            .collect(Collectors.toSet()),
                    wanted);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
            parameters.setDate(token.getTimeStampInfo().getGenTime());
            // Whether it was revoked is told by validation, with the lists of the day.
            parameters.setRevocationEnabled(false);
            CertPathBuilder.getInstance("PKIX").build(parameters);
        } catch (java.security.cert.CertPathBuilderException | java.security.InvalidAlgorithmParameterException e) {
            throw new TimeStampException(Code.UNTRUSTED, authority, "", e);
        }
    }

    private static X509Certificate certificate(X509CertificateHolder holder) throws GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(holder);
    }
}

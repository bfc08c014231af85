package vn.hoso.signing;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.spi.x509.tsp.KeyEntityTSPSource;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/**
 * A time-stamping authority of {@link TestAuthority}.
 *
 * @param key of the authority
 * @param time what it stamps
 */
record TestStamps(KeyStoreKey key, Clock time) implements TimeStamper {
    @Override
    public String name() {
        return "TEST TSA";
    }

    @Override
    public byte[] stamp(String digestName, byte[] digest) {
        Dss.start();
        KeyEntityTSPSource source = new KeyEntityTSPSource(key.privateKey(), key.certificate(), key.chain());
        source.setTsaPolicy("1.2.3.4");
        source.setProductionTime(Date.from(time.instant()));
        return source.getTimeStampResponse(DigestAlgorithm.forJavaName(digestName), digest)
                .getBytes();
    }

    /** The body of an answer to the body of a request (RFC 3161, 3.4), signed by a method of the platform. */
    byte[] answer(String method, byte[] query) {
        Date now = Date.from(time.instant());
        try {
            ASN1EncodableVector attributes = new ASN1EncodableVector();
            attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(now))));
            TimeStampTokenGenerator generator = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .setSignedAttributeGenerator(new AttributeTable(attributes))
                            .build(method, key.privateKey(), key.certificate()),
                    new JcaDigestCalculatorProviderBuilder()
                            .build()
                            .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                    new ASN1ObjectIdentifier("1.2.3.4"));
            generator.addCertificates(new JcaCertStore(List.of(key.certificate())));
            return new TimeStampResponseGenerator(generator, TSPAlgorithms.ALLOWED)
                    .generate(new TimeStampRequest(query), new BigInteger(127, new SecureRandom()), now)
                    .getEncoded();
        } catch (IOException | TSPException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalArgumentException("not a request for a time-stamp", e);
        }
    }
}

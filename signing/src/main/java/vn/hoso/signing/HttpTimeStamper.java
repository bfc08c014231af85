package vn.hoso.signing;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** A time-stamping authority that is asked over HTTP (RFC 3161, 3.4). */
final class HttpTimeStamper implements TimeStamper {
    /** A token with a chain of certificates has some 10 kB. */
    private static final int LARGEST_ANSWER = 1 << 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final URI address;
    private final Duration timeout;
    private final HttpClient client;

    HttpTimeStamper(URI address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    @Override
    public String name() {
        return String.valueOf(address.getHost());
    }

    @Override
    public byte[] stamp(String digestName, byte[] digest) throws IOException {
        try {
            TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
            generator.setCertReq(true);
            ASN1ObjectIdentifier algorithm =
                    new ASN1ObjectIdentifier(eu.europa.esig.dss.enumerations.DigestAlgorithm.forJavaName(digestName)
                            .getOid());
            TimeStampRequest request = generator.generate(algorithm, digest, new BigInteger(64, RANDOM));
            TimeStampResponse response = new TimeStampResponse(ask(request.getEncoded()));
            response.validate(request);
            TimeStampToken token = response.getTimeStampToken();
            if (token == null) {
                throw new IOException(name() + " gives no time-stamp: status " + response.getStatus());
            }
            return token.getEncoded();
        } catch (TSPException e) {
            throw new IOException(name() + " gives no time-stamp for this request: " + e.getMessage(), e);
        }
    }

    private byte[] ask(byte[] request) throws IOException {
        HttpRequest post = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "application/timestamp-query")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                .build();
        try {
            HttpResponse<InputStream> answer = client.send(post, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new IOException(name() + " answers with HTTP status " + answer.statusCode());
                }
                return body.readNBytes(LARGEST_ANSWER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + name(), e);
        }
    }
}

package vn.hoso.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import vn.hoso.internal.BoundedHttp;
import vn.hoso.signing.TimeStampException.Code;

/** A time-stamping authority that is asked over HTTP (RFC 3161, 3.4). */
final class HttpTimeStamper implements TimeStamper {
    /** Some 10 kB are usual. */
    private static final int LARGEST_ANSWER = 1 << 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final URI address;
    private final Duration timeout;
    private final BoundedHttp http;

    HttpTimeStamper(URI address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
        this.http = new BoundedHttp(timeout, LARGEST_ANSWER, null);
    }

    @Override
    public String name() {
        return String.valueOf(address.getHost());
    }

    @Override
    public byte[] stamp(String digestName, byte[] digest) throws IOException {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        TimeStampRequest request = generator.generate(
                new ASN1ObjectIdentifier(TimeStampCheck.oid(digestName)), digest, new BigInteger(64, RANDOM));
        TimeStampToken token = token(ask(request.getEncoded()));
        if (!request.getNonce().equals(token.getTimeStampInfo().getNonce())) {
            throw new TimeStampException(Code.WRONG_NONCE, name(), "");
        }
        byte[] encoded = token.getEncoded();
        TimeStampCheck.PLAIN.check(name(), encoded, digestName, digest);
        return encoded;
    }

    private TimeStampToken token(byte[] answer) throws IOException {
        TimeStampResponse response;
        try {
            response = new TimeStampResponse(answer);
        } catch (TSPException | IOException | RuntimeException e) {
            throw new TimeStampException(Code.NOT_AN_ANSWER, name(), "", e);
        }
        int status = response.getStatus();
        if (status != PKIStatus.GRANTED && status != PKIStatus.GRANTED_WITH_MODS) {
            throw new TimeStampException(Code.REFUSED, name(), "status " + status);
        }
        if (response.getTimeStampToken() == null) {
            throw new TimeStampException(Code.NOT_AN_ANSWER, name(), "granted, but nothing in it");
        }
        return response.getTimeStampToken();
    }

    private byte[] ask(byte[] request) throws IOException {
        HttpRequest.Builder post = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/timestamp-query")
                .header("Accept", "application/timestamp-reply")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request));
        try {
            BoundedHttp.Answer answer = http.send(post);
            if (answer.status() != 200) {
                throw new TimeStampException(Code.HTTP_STATUS, name(), String.valueOf(answer.status()));
            }
            return answer.body();
        } catch (HttpTimeoutException e) {
            throw new TimeStampException(Code.TIMEOUT, name(), timeout.toSeconds() + " s", e);
        } catch (BoundedHttp.TooLongException e) {
            throw new TimeStampException(Code.TOO_LONG, name(), "", e);
        } catch (TimeStampException e) {
            throw e;
        } catch (IOException e) {
            throw new TimeStampException(Code.UNREACHABLE, name(), e.getClass().getSimpleName(), e);
        }
    }
}

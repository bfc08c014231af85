package vn.hoso.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Asks a service over HTTP and believes it no more than it must: the whole answer must come in time, not only its beginning,
 * must not be long, and must come from where it was asked. Safe for use by several threads.
 */
final class BoundedHttp {
    /** A time-stamp or a list of certificates has some 10 kB. */
    private static final int LARGEST_ANSWER = 1 << 20;

    private final HttpClient client;
    private final Duration timeout;

    BoundedHttp(Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * What a service said.
     *
     * @param status of HTTP
     * @param body all of it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, byte[] body) {}

    /** The answer was longer than any that is expected. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1;

        TooLongException() {
            super("the answer is too long");
        }
    }

    /**
     * Sends a request and waits for the whole answer.
     *
     * @throws HttpTimeoutException if it did not come in time
     * @throws TooLongException if there is no end of it
     * @throws IOException if the service can't be reached, or the thread was interrupted, which stays marked
     */
    Answer send(HttpRequest.Builder request) throws IOException {
        Limited body = new Limited();
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request.timeout(timeout).build(), HttpResponse.BodyHandlers.ofByteArrayConsumer(body));
        try {
            int status = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            return new Answer(status, body.bytes.toByteArray());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("request timed out");
        } catch (ExecutionException e) {
            if (body.tooLong) {
                throw new TooLongException();
            }
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }

    /** Takes what comes, piece by piece, and breaks off where there is too much of it. */
    private static final class Limited implements Consumer<Optional<byte[]>> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private volatile boolean tooLong;

        @Override
        public void accept(Optional<byte[]> piece) {
            piece.ifPresent(more -> {
                if (bytes.size() + more.length > LARGEST_ANSWER) {
                    tooLong = true;
                    throw new IllegalStateException("too long");
                }
                bytes.writeBytes(more);
            });
        }
    }
}

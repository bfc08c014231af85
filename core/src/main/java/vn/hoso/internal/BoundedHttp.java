package vn.hoso.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
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
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks a service over HTTP and believes it no more than it must: the whole answer must come in time, not only its beginning,
 * must not be long, and must come from where it was asked. Safe for use by several threads.
 */
public final class BoundedHttp {
    private final HttpClient client;
    private final Duration timeout;
    private final int longest;

    /**
     * A client with its bounds.
     *
     * @param timeout how long it may take to connect, and then until all of the answer is there
     * @param longest the most bytes that an answer may have
     * @param trust decides which certificates of services are trusted, or null for those that Java trusts
     */
    public BoundedHttp(Duration timeout, int longest, @Nullable SSLContext trust) {
        this.timeout = timeout;
        this.longest = longest;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
        this.client = (trust == null ? builder : builder.sslContext(trust)).build();
    }

    /**
     * What a service said.
     *
     * @param status of HTTP
     * @param body all of it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Answer(int status, byte[] body) {}

    /** The answer was longer than any that is expected. */
    public static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1;

        TooLongException() {
            super("the answer is too long");
        }
    }

    /**
     * Sends a request and waits for the whole answer.
     *
     * @param request what is asked, without a timeout
     * @return what was said, whatever its status
     * @throws HttpTimeoutException if it did not come in time
     * @throws TooLongException if there is no end of it
     * @throws InterruptedIOException if the thread was interrupted, which stays marked
     * @throws IOException if the service can't be reached
     */
    public Answer send(HttpRequest.Builder request) throws IOException {
        Limited body = new Limited(longest);
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
            throw new InterruptedIOException("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    /** Takes what comes, piece by piece, and breaks off where there is too much of it. */
    private static final class Limited implements Consumer<Optional<byte[]>> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int longest;
        private volatile boolean tooLong;

        Limited(int longest) {
            this.longest = longest;
        }

        @Override
        public void accept(Optional<byte[]> piece) {
            piece.ifPresent(more -> {
                if (bytes.size() + more.length > longest) {
                    tooLong = true;
                    throw new IllegalStateException("too long");
                }
                bytes.writeBytes(more);
            });
        }
    }
}

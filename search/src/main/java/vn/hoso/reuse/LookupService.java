package vn.hoso.reuse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.registry.Notice;
import vn.hoso.registry.Registry;

/**
 * Answers other agencies over HTTP: which of the records here may stand for the components of a procedure of theirs (dịch vụ
 * tra cứu liên thông).
 *
 * <p>An agency is known by its token, of which only the SHA-256 is kept here, and not by what it says of itself. What it
 * may be given is decided by the source that it is answered from: a planner of this home with the scope of that agency,
 * which writes each look-up into the ledger here before the answer leaves. Requests are JSON in the body of a POST: no
 * number of a person stands in an address. Nothing of what was asked is logged.
 *
 * <p>Answers at most {@value #AT_ONCE} requests at once and refuses others with 503; a request has at most 64 KiB. How slow
 * a caller may be is a matter of the system properties {@code sun.net.httpserver.maxReqTime} and {@code maxRspTime}. Without
 * TLS it listens to this machine only. Safe for use by several threads; it works until it is closed, and closes none of the
 * sources.
 */
public final class LookupService implements AutoCloseable {
    /** The action in the ledger of what was refused to a known agency. */
    public static final String REFUSED = "lookup-refused";

    /** How many requests are answered at the same time. */
    public static final int AT_ONCE = 16;

    /** The fewest characters of a token. */
    public static final int SHORTEST_TOKEN = 32;

    private static final Logger LOG = LoggerFactory.getLogger(LookupService.class);
    private static final int BACKLOG = 64;
    private static final int WAITING = 1000;
    private static final int THREADS = 2 * AT_ONCE; // those that are refused need one for a moment

    private final HttpServer server;
    private final ExecutorService threads;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Map<String, Client> clients;
    private final @Nullable Registry ledger;

    private LookupService(HttpServer server, List<Client> clients, @Nullable Registry ledger) {
        this.server = server;
        this.ledger = ledger;
        this.clients = new LinkedHashMap<>();
        for (Client client : clients) {
            if (this.clients.put(client.tokenSha256(), client) != null) {
                throw new IllegalArgumentException("two agencies have the same token");
            }
        }
        threads = threads();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** Callers beyond those that are answered wait in a row of limited length; who finds it full is hung up on. */
    private static ExecutorService threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "hoso-service");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * An agency that may ask.
     *
     * @param agency its name, which stands in the ledger
     * @param tokenSha256 the SHA-256 of its token, 64 lower-case hexadecimal digits
     * @param procedures the procedures for which it may ask; empty for all
     * @param source what it is answered from, within its scope
     */
    public record Client(String agency, String tokenSha256, Set<String> procedures, FederatedLookup.Source source) {
        public Client {
            procedures = Set.copyOf(procedures);
            if (agency.isBlank() || !tokenSha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("an agency has a name and the SHA-256 of a token");
            }
        }

        /** Says who it is, and nothing of its token. */
        @Override
        public String toString() {
            return "Client[" + agency + "]";
        }
    }

    /**
     * Begins to answer.
     *
     * @param address where to listen; port 0 for any that is free
     * @param clients who may ask
     * @param tls the certificate of the service, or null: then only this machine is listened to
     * @param ledger where refusals are written down, or null
     * @return the service, to be closed by the caller
     * @throws IOException where the address is taken or not of this machine
     * @throws IllegalArgumentException where others would be answered in clear
     */
    public static LookupService start(
            InetSocketAddress address, List<Client> clients, @Nullable SSLContext tls, @Nullable Registry ledger)
            throws IOException {
        if (tls == null && !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("without TLS a service listens to this machine only");
        }
        HttpServer server;
        if (tls == null) {
            server = HttpServer.create(address, BACKLOG);
        } else {
            HttpsServer secure = HttpsServer.create(address, BACKLOG);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls));
            server = secure;
        }
        LookupService service = new LookupService(server, clients, ledger);
        server.start();
        return service;
    }

    /**
     * Where it listens.
     *
     * @return the port
     */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        boolean admitted = free.tryAcquire();
        try (exchange) {
            if (admitted) {
                answer(exchange);
            } else {
                send(exchange, 503, "busy");
            }
        } catch (RuntimeException e) {
            LOG.warn("a request failed: {}", e.getClass().getSimpleName());
            if (exchange.getResponseCode() < 0) {
                send(exchange, 500, "failed");
            }
        } finally {
            if (admitted) {
                free.release();
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(LookupWire.PATH)) {
            send(exchange, 404, "no such service");
            return;
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            send(exchange, 405, "POST only");
            return;
        }
        Optional<Client> client = client(exchange.getRequestHeaders().getFirst("Authorization"));
        if (client.isEmpty()) {
            send(exchange, 401, "no token that is known here");
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(LookupWire.MOST_REQUEST_BYTES + 1);
        if (body.length > LookupWire.MOST_REQUEST_BYTES) {
            send(exchange, 413, "too long");
            return;
        }
        answer(exchange, client.get(), body);
    }

    private void answer(HttpExchange exchange, Client client, byte[] body) throws IOException {
        PlanRequest request;
        try {
            request = LookupWire.request(body, client.agency());
        } catch (IllegalArgumentException e) {
            send(exchange, 400, "can't be read: " + e.getMessage());
            return;
        }
        if (!client.procedures().isEmpty() && !client.procedures().contains(request.procedure())) {
            refuse(client, request);
            send(exchange, 403, "not for this procedure");
            return;
        }
        try {
            send(exchange, 200, LookupWire.write(client.source().offers(request)));
        } catch (HosoException e) {
            if (e.problem() != Problem.NOT_FOUND) {
                throw e;
            }
            send(exchange, 404, "no such procedure");
        }
    }

    /** By its digest: how long the comparison takes tells nothing of the tokens. */
    private Optional<Client> client(@Nullable String authorization) {
        String scheme = "Bearer ";
        if (authorization == null
                || !authorization.startsWith(scheme)
                || authorization.length() < scheme.length() + SHORTEST_TOKEN) {
            return Optional.empty();
        }
        byte[] wanted = Records.sha256(
                        authorization.substring(scheme.length()).strip().getBytes(StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.US_ASCII);
        Client found = null;
        for (Client client : clients.values()) {
            if (MessageDigest.isEqual(wanted, client.tokenSha256().getBytes(StandardCharsets.US_ASCII))) {
                found = client;
            }
        }
        return Optional.ofNullable(found);
    }

    private void refuse(Client client, PlanRequest request) {
        if (ledger != null) {
            ledger.append(Notice.of(
                    request.requester(),
                    REFUSED,
                    Map.of(
                            "agency", client.agency(),
                            "procedure", request.procedure(),
                            "purpose", request.purpose(),
                            "reason", "PROCEDURE_NOT_ALLOWED")));
        }
    }

    private static void send(HttpExchange exchange, int status, String words) throws IOException {
        send(exchange, status, ("{\"error\":\"" + words + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", LookupWire.TYPE);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }

    /** Answers no more requests; those under way have a second. May be called twice. */
    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
    }
}

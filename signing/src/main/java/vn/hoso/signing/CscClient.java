package vn.hoso.signing;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Asks a remote signing service, and believes it no more than it must: short answers, in time, from where it was asked. */
final class CscClient {
    private static final int LARGEST_ANSWER = 1 << 20;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(20).build())
            .build());

    private final CscCredential credential;
    private final HttpClient client;

    CscClient(CscCredential credential) {
        this.credential = credential;
        this.client = HttpClient.newBuilder()
                .connectTimeout(credential.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    static ObjectNode request() {
        return JSON.createObjectNode();
    }

    /**
     * Calls a method of the service.
     *
     * @throws IOException saying in a few words what went wrong, never what was sent
     */
    JsonNode call(String method, ObjectNode request) throws IOException {
        HttpRequest.Builder post = HttpRequest.newBuilder(URI.create(credential.service() + "/" + method))
                .timeout(credential.timeout())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)));
        String token = credential.token();
        if (token != null) {
            post.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<InputStream> answer = client.send(post.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] bytes = body.readNBytes(LARGEST_ANSWER + 1);
                if (bytes.length > LARGEST_ANSWER) {
                    throw new IOException(method + ": the answer is too long");
                }
                JsonNode json = parse(bytes);
                if (answer.statusCode() != 200) {
                    throw new IOException(method + ": HTTP status " + answer.statusCode() + error(json));
                }
                if (json == null || !json.isObject()) {
                    throw new IOException(method + ": the answer is not JSON");
                }
                return json;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(method + ": interrupted", e);
        }
    }

    private static @Nullable JsonNode parse(byte[] bytes) throws IOException {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** The code of an error, such as {@code invalid_request}; the free text may repeat what was sent. */
    private static String error(@Nullable JsonNode json) {
        String code = json == null ? "" : json.path("error").asText("");
        return code.matches("[A-Za-z0-9_.-]{1,60}") ? ", " + code : "";
    }
}

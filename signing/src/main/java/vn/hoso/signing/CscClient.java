package vn.hoso.signing;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import vn.hoso.internal.BoundedHttp;

/** Asks a remote signing service by the API of the Cloud Signature Consortium, version 2. */
final class CscClient {
    /** Some 10 kB are usual. */
    private static final int LARGEST_ANSWER = 1 << 20;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(20).build())
            .build());

    private final CscCredential credential;
    private final BoundedHttp http;

    CscClient(CscCredential credential) {
        this.credential = credential;
        this.http = new BoundedHttp(credential.timeout(), LARGEST_ANSWER, null);
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
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)));
        String token = credential.token();
        if (token != null) {
            post.header("Authorization", "Bearer " + token);
        }
        BoundedHttp.Answer answer;
        try {
            answer = http.send(post);
        } catch (BoundedHttp.TooLongException e) {
            throw new IOException(method + ": the answer is too long", e);
        }
        JsonNode json = parse(answer.body());
        if (answer.status() != 200) {
            throw new IOException(method + ": HTTP status " + answer.status() + error(json));
        }
        if (json == null || !json.isObject()) {
            throw new IOException(method + ": the answer is not JSON");
        }
        return json;
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

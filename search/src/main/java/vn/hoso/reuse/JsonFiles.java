package vn.hoso.reuse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** Reads JSON files of other systems, within limits. */
final class JsonFiles {
    private static final long MOST_BYTES = 256L << 20;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .build())
            .build();

    private JsonFiles() {}

    /**
     * Reads a file.
     *
     * @param what what it should be, for the message
     * @param holds what such a file holds, for the message
     * @throws HosoException {@code TOO_MANY_BYTES}, {@code BAD_CONFIGURATION} where it is no JSON
     */
    static JsonNode read(Path file, String what, String holds) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new HosoException(Problem.TOO_MANY_BYTES, file.toString(), Files.size(file), MOST_BYTES);
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) { // the bytes are there: it is what they say
            throw new HosoException(Problem.BAD_CONFIGURATION, e, file.toString(), what, holds);
        }
    }
}

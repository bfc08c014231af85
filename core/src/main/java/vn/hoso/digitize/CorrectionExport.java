package vn.hoso.digitize;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import vn.hoso.internal.Durable;
import vn.hoso.internal.Writing;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.Decision;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;

/** Keeps what officers corrected: the image of the place, what was read there and what is right. */
final class CorrectionExport {
    private static final Set<PaperState> STORED =
            Arrays.stream(PaperState.values()).filter(PaperState::stored).collect(Collectors.toUnmodifiableSet());

    private final Registry registry;
    private final BiFunction<PaperId, Path, Map<String, Path>> images;

    CorrectionExport(Registry registry, BiFunction<PaperId, Path, Map<String, Path>> images) {
        this.registry = registry;
        this.images = images;
    }

    int write(Path folder) {
        StringBuilder lines = new StringBuilder();
        int count = 0;
        try {
            for (PaperEntry entry : registry.papers(STORED, null, Integer.MAX_VALUE)) {
                count += write(entry.id(), folder, lines);
            }
            for (PaperEntry gone : registry.papers(Set.of(PaperState.ERASED), null, Integer.MAX_VALUE)) {
                Durable.delete(folder.resolve(gone.id().value())); // kept by an earlier export
            }
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("corrections.jsonl"), lines);
        } catch (IOException e) {
            throw Writing.failed(e, String.valueOf(folder.getFileName()));
        }
        return count;
    }

    private int write(PaperId paper, Path folder, StringBuilder lines) throws IOException {
        Map<String, Decision> corrected = corrected(registry.decisions(paper));
        if (corrected.isEmpty()) {
            return 0;
        }
        int count = 0;
        for (Map.Entry<String, Path> image :
                images.apply(paper, folder.resolve(paper.value())).entrySet()) {
            Decision decision = corrected.get(image.getKey());
            if (decision == null) {
                Files.deleteIfExists(image.getValue());
            } else {
                lines.append(line(folder, image.getValue(), decision)).append('\n');
                count++;
            }
        }
        return count;
    }

    private static Map<String, Decision> corrected(List<Decision> decisions) {
        Map<String, Decision> corrected = new LinkedHashMap<>();
        for (Decision decision : decisions) {
            if (decision.action().equals("correct") && decision.key() != null && decision.newValue() != null) {
                corrected.merge(decision.key(), decision, CorrectionExport::fromFirstToLast);
            }
        }
        return corrected;
    }

    /** A value that was corrected twice was read as the first says, and is right as the last says. */
    private static Decision fromFirstToLast(Decision first, Decision last) {
        return new Decision(
                last.at(), last.actor(), last.action(), last.key(), first.oldValue(), last.newValue(), last.reason());
    }

    private static String line(Path folder, Path image, Decision decision) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("image", folder.relativize(image).toString().replace('\\', '/'))
                .put("field", decision.key())
                .put("read", decision.oldValue() == null ? "" : decision.oldValue())
                .put("right", decision.newValue())
                .toString();
    }
}

package vn.hoso.digitize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.hoso.paper.PaperId;

/**
 * How the pages of papers are to be arranged anew.
 *
 * @param olds the papers whose pages they are, in the order of the file
 * @param parts the papers that take their place
 */
record Rearranging(List<PaperId> olds, List<Part> parts) {
    Rearranging {
        olds = List.copyOf(olds);
        parts = List.copyOf(parts);
    }

    /**
     * A paper to be.
     *
     * @param id its name
     * @param first its first page among those of all old papers, from 1
     * @param last its last page
     */
    record Part(PaperId id, int first, int last) {
        boolean has(int page) {
            return page >= first && page <= last;
        }

        int pages() {
            return last - first + 1;
        }
    }

    List<PaperId> ids() {
        return parts.stream().map(Part::id).toList();
    }

    Map<String, Object> members() {
        List<Map<String, Object>> places = new ArrayList<>();
        for (Part part : parts) {
            Map<String, Object> place = new LinkedHashMap<>();
            place.put("id", part.id().value());
            place.put("first", part.first());
            place.put("last", part.last());
            places.add(place);
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("olds", olds.stream().map(PaperId::value).toList());
        members.put("parts", places);
        return members;
    }

    static Rearranging of(JsonNode tree) {
        List<PaperId> olds = new ArrayList<>();
        tree.path("olds").forEach(old -> olds.add(new PaperId(old.asText())));
        List<Part> parts = new ArrayList<>();
        tree.path("parts")
                .forEach(part -> parts.add(new Part(
                        new PaperId(part.path("id").asText()),
                        part.path("first").asInt(),
                        part.path("last").asInt())));
        return new Rearranging(olds, parts);
    }
}

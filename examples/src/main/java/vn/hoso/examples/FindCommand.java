package vn.hoso.examples;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.search.SearchResult;
import vn.hoso.search.SearchResult.Hit;
import vn.hoso.search.SearchResult.Snippet;
import vn.hoso.search.SearchResult.Span;

/** Searches the papers of the home. */
@picocli.CommandLine.Command(name = "find")
final class FindCommand extends Command {
    @Parameters(arity = "1..*", paramLabel = "QUERY", descriptionKey = "find.query")
    private List<String> words = List.of();

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "find.limit")
    private int limit = 10;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    FindCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Limits.between("--limit", limit, 1, 1000, texts());
        try (LuceneRecordIndex index = Homes.index(context())) {
            SearchResult result = index.find(String.join(" ", words), limit);
            if (json) {
                Json.pretty(out(), object -> write(object, result));
            } else {
                print(result);
            }
            return OK;
        }
    }

    private void print(SearchResult result) {
        result.notes().forEach(note -> say("find.note", note));
        long total = result.total().value();
        print(total == 0 ? "find.none" : total == 1 ? "find.one" : "find.total", total);
        HitView view = new HitView(context(), "");
        for (Hit hit : result.hits()) {
            out().println();
            view.print(hit);
        }
    }

    private static void write(JsonGenerator json, SearchResult result) throws IOException {
        json.writeNumberField("total", result.total().value());
        json.writeBooleanField("totalIsExact", result.total().exact());
        Json.strings(json, "notes", result.notes());
        json.writeArrayFieldStart("hits");
        for (Hit hit : result.hits()) {
            json.writeStartObject();
            json.writeStringField("id", hit.id().value());
            json.writeNumberField("version", hit.version());
            json.writeNumberField("score", Json.rounded(hit.score()));
            json.writeStringField("type", hit.type());
            json.writeStringField("level", hit.level().name());
            json.writeStringField("state", hit.state().name());
            Json.optional(json, "number", hit.number());
            Json.optional(json, "title", hit.title());
            Json.optional(json, "owner", hit.owner());
            Json.optional(json, "issued", hit.issued());
            Json.optional(json, "until", hit.until());
            json.writeArrayFieldStart("snippets");
            for (Snippet snippet : hit.snippets()) {
                json.writeStartObject();
                json.writeNumberField("page", snippet.page());
                Json.optional(json, "key", snippet.key());
                json.writeStringField("text", snippet.text());
                json.writeArrayFieldStart("highlights");
                for (Span span : snippet.highlights()) {
                    json.writeArray(new int[] {span.start(), span.end()}, 0, 2);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}

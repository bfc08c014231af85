package vn.hoso.examples;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.StringJoiner;
import vn.hoso.search.SearchResult.Hit;
import vn.hoso.search.SearchResult.Snippet;
import vn.hoso.search.SearchResult.Span;

/** A paper that was found, for people. */
final class HitView {
    private final Context context;
    private final String indent;

    /**
     * A view.
     *
     * @param context where to print
     * @param indent what stands before each line
     */
    HitView(Context context, String indent) {
        this.context = context;
        this.indent = indent;
    }

    void print(Hit hit) {
        Texts texts = context.texts();
        PrintWriter out = context.terminal().out();
        int width = context.terminal().width() - indent.length();
        StringJoiner head = new StringJoiner("  ");
        if (hit.number() != null) {
            head.add(hit.number());
        }
        head.add(PaperView.type(context, hit.type()));
        if (hit.issued() != null) {
            head.add(hit.issued().toString());
        }
        if (hit.owner() != null) {
            head.add(hit.owner());
        }
        out.println(indent + Table.cut(head.toString(), width));
        if (hit.title() != null) {
            out.println(indent + "  " + Table.cut(hit.title(), width - 2));
        }
        for (Snippet snippet : hit.snippets()) {
            String where = snippet.page() > 0
                    ? texts.get("find.page", snippet.page())
                    : Objects.requireNonNullElse(snippet.key(), "");
            Table.wrap(where + ": " + marked(snippet), width - 2).forEach(line -> out.println(indent + "  " + line));
        }
        out.println(indent + "  " + hit.id() + "  " + texts.word("level", hit.level()) + ", "
                + texts.word("record", hit.state()));
    }

    /** The text with its hits marked: bold for a person, in quotes otherwise. */
    private String marked(Snippet snippet) {
        boolean shown = context.terminal().outShown();
        StringBuilder text = new StringBuilder();
        int done = 0;
        for (Span span : snippet.highlights()) {
            text.append(snippet.text(), done, span.start()).append(shown ? "\u001b[1m" : "«");
            text.append(snippet.text(), span.start(), span.end()).append(shown ? "\u001b[0m" : "»");
            done = span.end();
        }
        return Failures.oneLine(
                        text.append(snippet.text().substring(done)).toString().replace('\u001b', '\uE000'))
                .replace('\uE000', '\u001b');
    }
}

package vn.hoso.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hoso.search.SearchResult.Snippet;
import vn.hoso.search.SearchResult.Span;

/** Cuts the pieces of text around the words that were searched out of the stored text of a hit. */
final class Snippets {
    private static final int AROUND = 70;
    private static final int LONGEST = 220;
    private static final int MOST_CHARACTERS = 300_000;

    private final List<Needle> needles;
    private final IdentifierGuard guard;
    private int read;

    Snippets(List<Needle> needles, IdentifierGuard guard) {
        this.needles = needles;
        this.guard = guard;
    }

    /** The best pieces, in the order of the pages; pieces of fields only where no page has any. */
    List<Snippet> of(String[] pages, List<Shown.Value> values, int most) {
        if (needles.isEmpty() || most == 0) {
            return List.of();
        }
        List<Piece> pieces = new ArrayList<>();
        for (String stored : pages) {
            int line = stored.indexOf('\n');
            piece(Integer.parseInt(stored.substring(0, line)), null, stored.substring(line + 1), pieces);
        }
        if (pieces.isEmpty()) {
            for (Shown.Value value : values) {
                piece(0, value.key(), value.value(), pieces);
            }
        }
        return pieces.stream()
                .sorted(Comparator.comparingInt(Piece::needles).reversed())
                .limit(most)
                .sorted(Comparator.comparingInt(piece -> piece.snippet().page()))
                .map(Piece::snippet)
                .toList();
    }

    private record Piece(int needles, Snippet snippet) {}

    private record Find(int needle, int start, int end) {}

    private void piece(int page, @Nullable String key, String text, List<Piece> pieces) {
        read += text.length();
        if (read > MOST_CHARACTERS) {
            return;
        }
        List<Find> finds = finds(key, text);
        if (finds.isEmpty()) {
            return;
        }
        int best = 0;
        int bestCount = 0;
        for (int i = 0; i < finds.size(); i++) {
            int first = finds.get(i).start();
            int count = (int) finds.stream()
                    .skip(i)
                    .takeWhile(find -> find.end() - first <= LONGEST - AROUND)
                    .mapToInt(Find::needle)
                    .distinct()
                    .count();
            if (count > bestCount) {
                best = i;
                bestCount = count;
            }
        }
        int distinct = (int) finds.stream().mapToInt(Find::needle).distinct().count();
        pieces.add(
                new Piece(distinct, cut(page, key, text, finds, finds.get(best).start())));
    }

    private static Snippet cut(int page, @Nullable String key, String text, List<Find> finds, int first) {
        int start = back(text, Math.max(0, first - AROUND));
        int end = ahead(text, Math.min(text.length(), start + LONGEST));
        List<Span> spans = new ArrayList<>();
        int last = -1;
        for (Find find : finds) {
            if (find.start() >= start && find.end() <= end) {
                if (find.start() < last) {
                    Span before = spans.remove(spans.size() - 1);
                    spans.add(new Span(before.start(), Math.max(before.end(), find.end() - start)));
                } else {
                    spans.add(new Span(find.start() - start, find.end() - start));
                }
                last = Math.max(last, find.end());
            }
        }
        return new Snippet(page, key, text.substring(start, end).replace('\n', ' '), spans);
    }

    private static int back(String text, int at) {
        int limit = Math.max(0, at - AROUND);
        while (at > limit && !Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static int ahead(String text, int at) {
        int limit = Math.min(text.length(), at + AROUND);
        while (at < limit && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private List<Find> finds(@Nullable String key, String text) {
        List<Syllables.Token> tokens = Syllables.parts(Syllables.of(text, guard));
        List<Find> finds = new ArrayList<>();
        for (int n = 0; n < needles.size(); n++) {
            Needle needle = needles.get(n);
            if (needle.key() != null && key != null && !needle.key().equals(key)) {
                continue;
            }
            int length = needle.row().size();
            for (int i = 0; length > 0 && i + length <= tokens.size(); i++) {
                int j = 0;
                while (j < length && needle.fits(j, tokens.get(i + j))) {
                    j++;
                }
                if (j == length) {
                    finds.add(new Find(
                            n, tokens.get(i).start(), tokens.get(i + length - 1).end()));
                }
            }
        }
        finds.sort(Comparator.comparingInt(Find::start).thenComparingInt(Find::end));
        return finds;
    }
}

package vn.hoso.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hoso.search.PaperQuery.Match;

/** Reads what users type; by descent, forgiving, never failing. */
final class QueryParser {
    private static final int LONGEST = 2000;
    private static final int DEEPEST = 40;
    private static final int MOST_PARTS = 200;

    private final String text;
    private final List<String> notes = new ArrayList<>();
    private int at;
    private int depth;
    private int parts;

    QueryParser(String query) {
        String normalised = Normalizer.normalize(query, Normalizer.Form.NFC);
        if (normalised.length() > LONGEST) {
            normalised = normalised.substring(0, LONGEST);
            notes.add("only the first " + LONGEST + " characters of the query were used");
        }
        text = normalised;
    }

    PaperQuery.Parsed parse() {
        List<PaperQuery> all = new ArrayList<>();
        while (true) {
            PaperQuery query = either(null);
            if (query != null) {
                all.add(query);
            }
            if (at >= text.length()) {
                break;
            }
            at++; // a parenthesis that closes nothing
            notes.add("a parenthesis without its partner was left out");
        }
        if (parts > MOST_PARTS) {
            notes.add("only the first " + MOST_PARTS + " parts of the query were used");
        }
        PaperQuery query = all.isEmpty() ? PaperQuery.everything() : joined(all);
        return new PaperQuery.Parsed(query, notes);
    }

    private @Nullable PaperQuery either(@Nullable String key) {
        List<PaperQuery> choices = new ArrayList<>();
        do {
            PaperQuery choice = both(key);
            if (choice != null) {
                choices.add(choice);
            }
        } while (operator("OR"));
        return choices.isEmpty() ? null : choices.size() == 1 ? choices.get(0) : new PaperQuery.Any(choices);
    }

    private @Nullable PaperQuery both(@Nullable String key) {
        List<PaperQuery> needed = new ArrayList<>();
        while (true) {
            while (operator("AND")) {
                // the same as nothing between two words
            }
            skipSpace();
            if (at >= text.length() || text.charAt(at) == ')' || ahead("OR")) {
                break;
            }
            boolean negated = false;
            while (operator("NOT") || sign('-')) {
                negated = !negated;
                skipSpace();
            }
            sign('+');
            PaperQuery query = one(key);
            if (query != null && ++parts <= MOST_PARTS) {
                needed.add(negated ? new PaperQuery.Not(query) : query);
            }
        }
        return needed.isEmpty() ? null : joined(merged(needed));
    }

    private static PaperQuery joined(List<PaperQuery> queries) {
        return queries.size() == 1 ? queries.get(0) : new PaperQuery.All(queries);
    }

    /** Plain words side by side become one part, so that they can be weighed together. */
    private static List<PaperQuery> merged(List<PaperQuery> queries) {
        List<PaperQuery> merged = new ArrayList<>();
        for (PaperQuery query : queries) {
            int last = merged.size() - 1;
            if (query instanceof PaperQuery.Text text
                    && (text.match() == Match.WORDS || text.match() == Match.TOLERANT)
                    && last >= 0
                    && merged.get(last) instanceof PaperQuery.Text before
                    && before.match() == text.match()
                    && java.util.Objects.equals(before.key(), text.key())) {
                merged.set(last, new PaperQuery.Text(text.key(), before.text() + " " + text.text(), text.match()));
            } else {
                merged.add(query);
            }
        }
        return merged;
    }

    private @Nullable PaperQuery one(@Nullable String key) {
        skipSpace();
        if (at >= text.length() || text.charAt(at) == ')') {
            return null;
        }
        char c = text.charAt(at);
        if (c == '(') {
            return group(key);
        }
        if (c == '"' || c == '“' || c == '”') {
            return phrase(key);
        }
        if (key != null && (c == '[' || c == '{')) {
            return range(key);
        }
        String ownKey = key();
        if (ownKey != null) {
            return one(ownKey);
        }
        if (key != null && (c == '<' || c == '>')) {
            return comparison(key, c);
        }
        return word(key);
    }

    private @Nullable PaperQuery group(@Nullable String key) {
        at++;
        if (++depth > DEEPEST) {
            notes.add("parentheses nested too deep were left out");
            depth--;
            return null;
        }
        PaperQuery query = either(key);
        depth--;
        skipSpace();
        if (at < text.length()) {
            at++; // the closing one
        } else {
            notes.add("a parenthesis was not closed");
        }
        return query;
    }

    private @Nullable PaperQuery phrase(@Nullable String key) {
        int start = ++at;
        while (at < text.length() && "\"“”".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String words = text.substring(start, at);
        if (at < text.length()) {
            at++;
        } else {
            notes.add("a quotation mark was not closed");
        }
        Match match = sign('~') ? Match.TOLERANT : Match.PHRASE;
        return words.isBlank() ? null : new PaperQuery.Text(key, words, match);
    }

    private @Nullable PaperQuery range(String key) {
        boolean withFrom = text.charAt(at) == '[';
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != ']' && text.charAt(end) != '}') {
            end++;
        }
        String inner = text.substring(at + 1, end);
        boolean withTo = end >= text.length() || text.charAt(end) == ']';
        at = Math.min(text.length(), end + 1);
        String[] bounds = inner.strip().split("\\s+(?:TO|to|\\.\\.)\\s+", -1);
        if (bounds.length != 2) {
            notes.add("a range is written key:[from TO to]; searched as words");
            return inner.isBlank() ? null : new PaperQuery.Text(key, inner, Match.WORDS);
        }
        return new PaperQuery.Range(key, bound(bounds[0]), bound(bounds[1]), withFrom, withTo);
    }

    private @Nullable PaperQuery comparison(String key, char sign) {
        at++;
        boolean with = sign('=');
        String value = bareWord();
        if (value.isEmpty()) {
            return null;
        }
        return sign == '<'
                ? new PaperQuery.Range(key, null, value, true, with)
                : new PaperQuery.Range(key, value, null, with, true);
    }

    private static @Nullable String bound(String text) {
        String bound = text.strip().replace("\"", "");
        return bound.isEmpty() || bound.equals("*") ? null : bound;
    }

    private @Nullable PaperQuery word(@Nullable String key) {
        String word = bareWord();
        if (word.isEmpty()) {
            at = Math.min(text.length(), at + 1); // a sign that means nothing here
            return null;
        }
        Match match = Match.WORDS;
        while (word.endsWith("*") || word.endsWith("~")) {
            match = word.endsWith("*") ? Match.PREFIX : Match.TOLERANT;
            word = word.substring(0, word.length() - 1);
        }
        int tilde = word.lastIndexOf('~');
        if (tilde > 0 && tilde == word.length() - 2 && "012".indexOf(word.charAt(tilde + 1)) >= 0) {
            match = Match.TOLERANT;
            word = word.substring(0, tilde);
        }
        if (key != null && word.isEmpty() && match == Match.PREFIX) {
            return new PaperQuery.Range(key, null, null, true, true); // key:* : has such a field
        }
        return word.isBlank() ? null : new PaperQuery.Text(key, word, match);
    }

    private String bareWord() {
        int start = at;
        while (at < text.length()
                && !Character.isWhitespace(text.charAt(at))
                && "()\"“”[]{}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Reads {@code key:} where one stands here with its value right behind it. */
    private @Nullable String key() {
        int end = at;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        boolean isKey = end > at
                && end + 1 < text.length()
                && text.charAt(end) == ':'
                && !Character.isWhitespace(text.charAt(end + 1))
                && text.charAt(end + 1) != '/'
                && text.charAt(end + 1) != ')'
                && Character.isLetter(text.charAt(at));
        if (!isKey) {
            return null;
        }
        String key = Syllables.fold(Syllables.exact(text.substring(at, end)));
        at = end + 1;
        return key;
    }

    private boolean operator(String word) {
        skipSpace();
        if (!ahead(word)) {
            return false;
        }
        at += word.length();
        return true;
    }

    private boolean ahead(String word) {
        int end = at + word.length();
        return text.startsWith(word, at)
                && (end == text.length() || Character.isWhitespace(text.charAt(end)) || text.charAt(end) == '(');
    }

    private boolean sign(char sign) {
        if (at < text.length() && text.charAt(at) == sign) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}

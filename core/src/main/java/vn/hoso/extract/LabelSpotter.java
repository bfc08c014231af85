package vn.hoso.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the captions of a paper type on a page, tolerant of misread letters. */
final class LabelSpotter {
    /** List numbers and bullets in front of a caption: {@code 1.}, {@code 2.1.}, {@code a)}, {@code (1)}, {@code -}. */
    private static final Pattern NUMBERING = Pattern.compile(
            "(?![0-9]+/[0-9])[(\\[]?(?:[0-9]{1,2}|[IVXHl]{1,5}|[a-zđ])[.)\\]/](?:[0-9]{1,2}[.)]?)*|[0-9]{1,2}(?:\\.[0-9]{1,2})+\\.?|[-–—+*•~]+");

    /** The number of a row of a table, in a column of its own. */
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]?");

    /** The number of another document, of which the words behind it tell: {@code Giấy chứng tử số 17/2020 do … cấp}. */
    private static final Pattern DOCUMENT = Pattern.compile("[0-9]{1,5}/(?:[0-9]{4}|\\p{L}.*|[0-9]{4}/\\p{L}.*)");

    /** Over two lines nothing but a caption of the type may be taken for one: few letters may differ. */
    private static final double WRAPPED_QUALITY = 0.92;

    /** So many letters may differ in a caption that stands within a sentence. */
    private static final int INLINE_EDITS = 2;

    private static final int LONGEST_SUFFIX = 7;

    /** Words that lead to whom a section is about, folded. */
    private static final Set<String> INTRODUCTION = Set.of(
            "phan", "muc", "ghi", "khai", "ke", "thong", "tin", "chi", "tiet", "ca", "nhan", "ve", "cua", "nguoi",
            "ben", "nhung");

    /** Words between a caption and the one whom it is about, folded. */
    private static final Set<String> OF = Set.of("cua", "nguoi", "ben", "ve");

    private final List<Label> labels;

    LabelSpotter(List<Label> labels) {
        this.labels = labels;
    }

    /** The captions of a page that do not overlap, from top to bottom and left to right. */
    List<LabelHit> spot(PageLayout layout) {
        List<LabelHit> found = new ArrayList<>();
        for (Row row : layout.rows()) {
            for (int s = 0; s < row.segments().size(); s++) {
                spot(layout, row, s, found);
            }
        }
        for (Row row : layout.rows()) {
            for (int s = 0; s < row.segments().size(); s++) {
                spotWrapped(layout, row, s, found);
            }
        }
        found.sort(Comparator.comparingDouble(LabelHit::weight).reversed());
        List<LabelHit> kept = new ArrayList<>();
        for (LabelHit hit : found) {
            if (kept.stream().noneMatch(hit::overlaps)) {
                kept.add(hit);
            }
        }
        kept.sort(Comparator.<LabelHit>comparingInt(hit -> hit.row().index()).thenComparingDouble(LabelHit::x0));
        return kept;
    }

    private void spot(PageLayout layout, Row row, int s, List<LabelHit> found) {
        List<Token> tokens = row.segments().get(s).tokens();
        List<Located> atoms = new ArrayList<>();
        for (int t = 0; t < tokens.size(); t++) {
            for (Label.Atom atom : Label.Atom.split(tokens.get(t).text())) {
                atoms.add(new Located(atom, t));
            }
        }
        for (int i = 0; i < atoms.size(); i++) {
            // a caption begins with a word, not in the middle of one
            if (atoms.get(i).atom().from() > 0 && !startsAfterPunctuation(tokens, atoms.get(i))) {
                continue;
            }
            for (Label label : labels) {
                LabelHit hit = label.mayBeginWith(atoms.get(i).atom().bare())
                        ? match(layout, row, s, tokens, atoms, i, label)
                        : null;
                if (hit != null) {
                    found.add(hit);
                }
            }
        }
    }

    /** Captions that begin at the end of a segment and go on at the beginning of a segment in the next row. */
    private void spotWrapped(PageLayout layout, Row row, int s, List<LabelHit> found) {
        Row.Segment upper = row.segments().get(s);
        Row next = row.index() + 1 < layout.rows().size() ? layout.rows().get(row.index() + 1) : null;
        if (next == null || next.top() - upper.bottom() > 1.6 * layout.letterHeight()) {
            return;
        }
        for (int n = 0; n < next.segments().size(); n++) {
            Row.Segment lower = next.segments().get(n);
            if (isNumbering(lower.tokens().get(0))) {
                continue;
            }
            boolean cell = Math.abs(lower.x0() - upper.x0()) < 1.2 * layout.letterHeight()
                    && (upper.tokens().size() <= 4 || besideUpper(row, s, next, n, layout))
                    && !upper.text().contains(":");
            boolean paragraph = s == row.segments().size() - 1 && n == 0 && upper.x1() > 0.7 * layout.width();
            boolean prose = Math.abs(lower.x0() - upper.x0()) < 4 * layout.letterHeight()
                    && upper.tokens().size() > 2;
            if (cell || paragraph || prose) {
                wrapped(layout, row, s, next, n, cell, found);
            }
        }
    }

    private void wrapped(PageLayout layout, Row row, int s, Row next, int n, boolean cell, List<LabelHit> found) {
        List<Token> upper = row.segments().get(s).tokens();
        List<Token> lower = next.segments().get(n).tokens();
        List<Located> atoms = new ArrayList<>();
        List<Token> both = new ArrayList<>(upper);
        both.addAll(lower);
        for (int t = 0; t < both.size(); t++) {
            for (Label.Atom atom : Label.Atom.split(both.get(t).text())) {
                atoms.add(new Located(atom, t));
            }
        }
        Row.Segment joined = new Row.Segment(both);
        Row virtual = new Row(row.index(), List.of(joined));
        for (int i = 0; i < atoms.size() && atoms.get(i).token() < upper.size(); i++) {
            for (Label label : labels) {
                boolean above = label.isHeading()
                        && Token.bare(Row.join(upper.subList(atoms.get(i).token(), upper.size())))
                                .equals(label.bare());
                if (above
                        || label.words() < 2
                        || !label.mayBeginWith(atoms.get(i).atom().bare())) {
                    continue;
                }
                LabelHit hit = match(layout, virtual, 0, both, atoms, i, label);
                boolean over = hit != null && hit.from() < upper.size() && hit.to() > upper.size();
                boolean sure = hit != null && hit.marks() && (hit.colon() || label.inline() || hit.from() > 0);
                boolean ofCell = cell && hit != null && hit.from() == 0 && hit.quality() > WRAPPED_QUALITY;
                if (hit == null || !over || !(ofCell || sure)) {
                    continue;
                }
                int rest = hit.to() - upper.size();
                boolean whole = rest == lower.size() || areSmall(lower.subList(rest, lower.size()));
                boolean shares =
                        hit.from() > 0 && upper.get(hit.from() - 1).text().equals("/");
                boolean upright = besideUpper(row, s, next, n, layout);
                boolean beside = (ofCell && whole && (!hit.colon() || upright)) || (shares && whole && upright);
                found.add(part(hit, layout, row, s, hit.from(), upper.size(), beside));
                found.add(part(hit, layout, next, n, 0, rest, !beside));
            }
        }
    }

    /** Whether words have neither a capital nor a digit nor a colon, as the rest of a caption may. */
    static boolean areSmall(List<Token> words) {
        return words.stream()
                .allMatch(word -> !word.bare().isEmpty()
                        && word.text()
                                .codePoints()
                                .noneMatch(c -> Character.isUpperCase(c) || Character.isDigit(c) || c == ':'));
    }

    /** Whether the value of a caption of two lines begins beside its first line, though the colon ends its second. */
    private static boolean besideUpper(Row row, int s, Row next, int n, PageLayout layout) {
        if (s + 1 >= row.segments().size()) {
            return false;
        }
        double x0 = row.segments().get(s + 1).x0();
        return n + 1 >= next.segments().size()
                || Math.abs(next.segments().get(n + 1).x0() - x0) < 1.2 * layout.letterHeight();
    }

    /** One row's part of a caption; the part without the value only blocks other captions. */
    private static LabelHit part(
            LabelHit whole, PageLayout layout, Row row, int segment, int from, int to, boolean hasValue) {
        Label label = hasValue ? whole.label() : whole.label().blocking();
        return new LabelHit(
                label,
                layout,
                row,
                segment,
                from,
                to,
                whole.quality(),
                whole.marks(),
                hasValue && whole.starts(),
                whole.colon(),
                whole.weight());
    }

    private static boolean startsAfterPunctuation(List<Token> tokens, Located located) {
        char before = tokens.get(located.token()).text().charAt(located.atom().from() - 1);
        return "(.-:,;/[\"'“”‘’_".indexOf(before) >= 0;
    }

    private @org.jspecify.annotations.Nullable LabelHit match(
            PageLayout layout, Row row, int s, List<Token> tokens, List<Located> atoms, int i, Label label) {
        int limit = Fuzzy.tolerance(label.bare().length());
        int best = limit + 1;
        int bestEnd = -1;
        StringBuilder joined = new StringBuilder();
        for (int n = 1; n <= label.words() + 1 && i + n <= atoms.size(); n++) {
            if (n > 1 && !label.phrase().contains(":") && colonAfter(tokens, atoms.get(i + n - 2))) {
                break;
            }
            joined.append(atoms.get(i + n - 1).atom().bare());
            if (joined.length() > label.bare().length() + limit) {
                break;
            }
            if (joined.length() >= label.bare().length() - limit) {
                int edits = Fuzzy.distance(label.bare(), joined.toString(), limit);
                if (edits < best) {
                    best = edits;
                    bestEnd = i + n;
                }
            }
        }
        if (bestEnd < 0) {
            return null;
        }
        return judge(layout, row, s, tokens, atoms, i, bestEnd, label, best);
    }

    private @org.jspecify.annotations.Nullable LabelHit judge(
            PageLayout layout,
            Row row,
            int s,
            List<Token> tokens,
            List<Located> atoms,
            int i,
            int end,
            Label label,
            int edits) {
        int first = atoms.get(i).token();
        Located last = atoms.get(end - 1);
        // the caption must end with a word, or at punctuation within it
        String lastText = tokens.get(last.token()).text();
        boolean wordEnds = last.atom().to() == lastText.length()
                || !Character.isLetterOrDigit(lastText.charAt(last.atom().to()));
        if (!wordEnds) {
            return null;
        }
        int from = first == 1 && COUNT.matcher(tokens.get(0).text()).matches() ? 0 : numberingBefore(tokens, first);
        boolean introduced = from > 0 && label.isHeading() && introduces(tokens.subList(0, from));
        if (introduced) {
            from = 0;
        }
        boolean starts = from == 0;
        int to = last.token() + 1;
        boolean colon = hasColon(lastText, last.atom().to());
        boolean pauses = lastText.substring(last.atom().to()).matches("[,;.].*");
        if (!colon && !pauses) {
            int reach = suffixToColon(tokens, to, lastText.substring(last.atom().to()));
            if (reach > 0) {
                to = reach;
                colon = true;
            }
        }
        Optional<Person> person = pauses ? Optional.empty() : person(label, tokens, last.token() + 1);
        if (person.isPresent()) {
            to = Math.max(to, person.get().to());
            colon |= hasColon(tokens.get(to - 1).text(), 0);
        }
        StringBuilder exact = new StringBuilder();
        for (int k = i; k < end; k++) {
            Located one = atoms.get(k);
            exact.append(Label.exact(tokens.get(one.token())
                    .text()
                    .substring(one.atom().from(), one.atom().to())));
        }
        boolean marks = label.exact().contentEquals(exact);
        boolean capital = introduced
                || Character.isUpperCase(
                        tokens.get(first).text().charAt(atoms.get(i).atom().from()));
        String before = first > 0 ? tokens.get(first - 1).text() : "";
        boolean afterPause = atoms.get(i).atom().from() > 0
                || (before.matches(".*[,;:.(/–-]$|.*[0-9].*")
                        && !DOCUMENT.matcher(before).matches());
        boolean ofCard = label.bare().equals("so")
                && starts
                && Row.join(tokens.subList(to, tokens.size())).matches("[0-9 ]{9,15}");
        if (!ofCard && !plausible(label, edits, marks, starts, colon, afterPause, before.endsWith(":"), capital)) {
            return null;
        }
        if (lastText.length() > last.atom().to() + 1
                && Label.Atom.split(lastText.substring(last.atom().to())).size() > 0) {
            // letters of the value hang on the last word of the caption; the value starts within the word
            to = last.token();
            if (to <= first) {
                return null;
            }
        }
        if (isOneOfTwo(label, tokens, to)) {
            return null;
        }
        double quality = 1 - (double) edits / label.bare().length();
        double weight = label.bare().length() * quality
                + (starts ? 4 : 0)
                + (colon ? 4 : 0)
                + (marks ? 2 : 0)
                + (label.fields().isEmpty() ? 0 : 0.5);
        Label meant = person.map(one -> label.of(one.section())).orElse(label);
        return new LabelHit(meant, layout, row, s, from, to, quality, marks, starts, colon, weight);
    }

    /** Whose caption it is, by the words behind it, and where these end. */
    private record Person(String section, int to) {}

    /** Whom the words behind a caption of several sections name: {@code Họ và tên của cha}, {@code Năm sinh (mẹ)}. */
    private Optional<Person> person(Label label, List<Token> tokens, int from) {
        int at = from;
        while (at < tokens.size() && OF.contains(tokens.get(at).bare())) {
            at++;
        }
        if (at >= tokens.size() || label.fields().size() < 2) {
            return Optional.empty();
        }
        Token word = tokens.get(at);
        boolean ends = at + 1 == tokens.size()
                || word.text().matches(".*[:)]")
                || tokens.get(at + 1).text().matches("[:(].*");
        int to = at + 1 < tokens.size() && tokens.get(at + 1).text().equals(":") ? at + 2 : at + 1;
        return labels.stream()
                .filter(heading -> ends && heading.bare().equals(word.bare()))
                .flatMap(heading -> heading.sections().stream())
                .filter(section -> label.fields().stream().anyMatch(field -> section.equals(field.section())))
                .findFirst()
                .map(section -> new Person(section, to));
    }

    /** Whether the word for another section follows at once: {@code II. CHA, MẸ} is the heading of neither. */
    private boolean isOneOfTwo(Label label, List<Token> tokens, int to) {
        return !label.sections().isEmpty()
                && to < tokens.size()
                && tokens.get(to - 1).text().endsWith(",")
                && labels.stream()
                        .anyMatch(other -> !other.sections().isEmpty()
                                && other.bare().equals(tokens.get(to).bare()));
    }

    /** Whether the surroundings are those of a caption and not of a word in a sentence. */
    private static boolean plausible(
            Label label,
            int edits,
            boolean marks,
            boolean starts,
            boolean colon,
            boolean afterPause,
            boolean afterColon,
            boolean capital) {
        if (label.brief()) {
            boolean anchored = (starts && (colon || capital))
                    || (colon && (afterPause || capital))
                    || (label.inline() && afterPause);
            boolean number = label.bare().equals("so");
            return edits == 0
                    && (marks || (colon && starts))
                    && (colon || !number)
                    && (anchored || (label.inline() && starts));
        }
        if (label.isHeading()) {
            return starts && (capital || colon);
        }
        if (!starts && !colon && edits > (afterColon ? 0 : INLINE_EDITS)) {
            return false;
        }
        if (label.fields().isEmpty()) {
            return (starts && (capital || label.inline())) || colon || afterPause;
        }
        return colon || afterPause || (starts && capital) || (label.inline() && (starts || edits <= 1));
    }

    /** Whether words only lead to the heading of a section: {@code II. Phần ghi về người …}. */
    private static boolean introduces(List<Token> words) {
        return words.stream().allMatch(word -> isNumbering(word) || INTRODUCTION.contains(word.bare()));
    }

    private static boolean colonAfter(List<Token> tokens, Located located) {
        int next = located.token() + 1;
        return hasColon(tokens.get(located.token()).text(), located.atom().to())
                || (next < tokens.size() && tokens.get(next).text().startsWith(":"));
    }

    private static boolean hasColon(String word, int from) {
        for (int k = from; k < word.length(); k++) {
            char c = word.charAt(k);
            if (c == ':' || c == '：') {
                return true;
            }
            if (Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return false;
    }

    /** Where a caption goes on with small words or brackets up to a colon: the index after it; 0 where it does not. */
    private static int suffixToColon(List<Token> tokens, int from, String tail) {
        boolean bracket = tail.contains("(");
        for (int k = from; k < Math.min(tokens.size(), from + LONGEST_SUFFIX); k++) {
            String text = tokens.get(k).text();
            if (text.equals(":") || text.equals("：")) {
                return k + 1;
            }
            if (k > from && text.matches("\\([0-9].*")) {
                return 0;
            }
            bracket |= text.startsWith("(");
            boolean digits = text.chars().anyMatch(Character::isDigit) && !bracket;
            boolean small = bracket || text.chars().noneMatch(Character::isUpperCase);
            boolean pause = !bracket && text.matches(".*[;.,]$");
            if (digits || !small || pause) {
                return 0;
            }
            if (text.endsWith(":")) {
                return k + 1;
            }
            if (bracket && text.endsWith(");")) {
                // a colon of which one dot is longer
                return k + 1;
            }
            if (bracket && text.endsWith(")")) {
                bracket = false;
                if (k + 1 >= tokens.size() || !tokens.get(k + 1).text().startsWith(":")) {
                    return k + 1;
                }
            }
        }
        return 0;
    }

    /** The index of the first of the list numbers directly in front of a word; its own index where there is none. */
    private static int numberingBefore(List<Token> tokens, int first) {
        int from = first;
        while (from > 0 && NUMBERING.matcher(tokens.get(from - 1).text()).matches()) {
            from--;
        }
        return from;
    }

    static boolean isNumbering(Token token) {
        return NUMBERING.matcher(token.text()).matches();
    }

    private record Located(Label.Atom atom, int token) {}
}

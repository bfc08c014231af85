package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vn.hoso.text.Vietnamese;

/** Names of persons. */
final class Names {
    private static final Set<String> HONORIFICS = Set.of("ong", "ba", "anh", "chi", "ongba", "mr", "ms", "mrs", "co");
    private static final int LONGEST = 7;

    /** A gap within a name is not wider than this many heights of its letters, unless all its gaps are wide. */
    private static final double WIDEST = 2.5;

    private Names() {}

    /** The run of name words at the beginning, honorifics left out. */
    static Optional<Normalised> read(List<Token> tokens) {
        List<Token> name = new ArrayList<>();
        boolean parted = false;
        for (Token token : tokens) {
            String letters = letters(token.text());
            if (isApart(name, token)) {
                parted = true;
                break;
            }
            if (name.isEmpty() && (letters.isEmpty() || isHonorific(token))) {
                continue;
            }
            if (letters.isEmpty() || !Character.isUpperCase(letters.charAt(0)) || hasDigit(token.text())) {
                break;
            }
            name.add(token);
            if (token.text().matches(".*[,;.:/)(]$") || name.size() == LONGEST) {
                break;
            }
        }
        boolean scrap = name.size() == 1 && letters(name.get(0).text()).length() < 2;
        if (name.isEmpty() || scrap) {
            return Optional.empty();
        }
        List<String> doubts = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Token token : name) {
            words.add(Vietnamese.nameCase(letters(token.text())));
        }
        if (!Lexicon.surnames().has(words.get(0))) {
            Optional<String> near = Lexicon.surnames().nearest(words.get(0));
            if (near.isPresent()) {
                words.set(0, near.get());
                doubts.add("repaired");
            } else {
                doubts.add("unusual");
            }
        }
        if (words.size() == 1 || Token.bare(words.get(0)).equals("thi")) {
            // nobody signs or is registered with one word alone, and Thị stands behind a family name
            doubts.add("cut_off");
        }
        if (parted) {
            // another name beside it, in a column of its own: it is not told here which one is meant
            doubts.add("whose");
        }
        boolean syllables = words.stream().allMatch(Wording::isWhole);
        if (!syllables) {
            doubts.add("unusual");
        }
        boolean wellFormed = words.size() >= 2 && syllables && doubts.isEmpty();
        return Optional.of(new Normalised(
                String.join(" ", words), name, doubts.stream().distinct().toList(), wellFormed));
    }

    /** Whether a word with a capital stands behind a gap much wider than those before it. */
    private static boolean isApart(List<Token> name, Token token) {
        if (name.size() < 2 || !token.startsUpper()) {
            return false;
        }
        double widest = 0;
        for (int i = 1; i < name.size(); i++) {
            widest = Math.max(widest, name.get(i).x0() - name.get(i - 1).x1());
        }
        Token last = name.get(name.size() - 1);
        double gap = token.x0() - last.x1();
        return gap > WIDEST * last.height() && gap > WIDEST * widest;
    }

    /** Whether a segment looks like a name standing alone, as under a signature. */
    static boolean looksLikeName(Row.Segment segment) {
        int n = segment.tokens().size();
        if (n < 2 || n > 6) {
            return false;
        }
        for (Token token : segment.tokens()) {
            String letters = letters(token.text());
            if (letters.isEmpty() || !Character.isUpperCase(letters.charAt(0)) || hasDigit(token.text())) {
                return false;
            }
        }
        String first = letters(segment.tokens().get(0).text());
        return Lexicon.surnames().has(first)
                || Lexicon.surnames().nearest(first).isPresent();
    }

    static boolean isHonorific(Token token) {
        return HONORIFICS.contains(token.bare());
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{M}'’]", "");
    }
}

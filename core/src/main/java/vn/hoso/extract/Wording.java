package vn.hoso.extract;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.Vietnamese;
import vn.hoso.text.Word;

/**
 * How the words of a file are spelt throughout it. Papers repeat themselves; a mark that was lost once ({@code Sở Y tê})
 * is seen in the other places where the same words stand ({@code Sở Y tế}).
 *
 * <p>Words are compared in pairs of neighbours that are alike but for marks and case.
 */
final class Wording {
    /** A recogniser is surer of a word that it read whole. */
    private static final double SURE = 95;

    /** By a pair of words without marks: how often each spelling of it was read, and how surely at best. */
    private final Map<String, Map<Spelling, Votes>> pairs = new HashMap<>();

    private final List<String> words = new ArrayList<>();

    private Wording(List<PageText> pages) {
        for (PageText page : pages) {
            for (Line line : page.lines()) {
                line.words().forEach(word -> words.add(Names.letters(word.text())));
                for (int i = 1; i < line.words().size(); i++) {
                    count(line.words().get(i - 1), line.words().get(i));
                }
            }
        }
    }

    private record Spelling(String first, String second) {}

    private record Votes(int count, double surest) {
        boolean outweighs(Votes other) {
            return count >= other.count && surest >= other.surest;
        }

        Votes and(Votes other) {
            return new Votes(count + other.count, Math.max(surest, other.surest));
        }
    }

    static Wording of(List<PageText> pages) {
        return new Wording(pages);
    }

    private void count(Word first, Word second) {
        String a = letters(first.text());
        String b = letters(second.text());
        if (a.isEmpty() || b.isEmpty()) {
            return;
        }
        double confidence = (first.confidence() + second.confidence()) / 2;
        pairs.computeIfAbsent(key(a, b), key -> new HashMap<>())
                .merge(new Spelling(a, b), new Votes(1, confidence), Votes::and);
    }

    /**
     * The text of a word in the spelling that the rest of the file gives it.
     *
     * <p>Only words in small letters are touched, because names differ by marks alone. One that the recogniser was quite
     * sure of is touched only where nothing but a tone over another mark may have been lost.
     */
    String respell(Line line, int at) {
        Word word = line.words().get(at);
        String mine = letters(word.text());
        boolean small = word.text().equals(word.text().toLowerCase(Locale.ROOT));
        boolean sure = word.confidence() >= SURE;
        if (!small || mine.length() < 2 || (sure && !mayLackTone(mine))) {
            return word.text();
        }
        Optional<String> before =
                at > 0 ? other(letters(line.words().get(at - 1).text()), mine, false, sure) : none();
        Optional<String> after = at + 1 < line.words().size()
                ? other(mine, letters(line.words().get(at + 1).text()), true, sure)
                : none();
        Optional<String> right = before.or(() -> after);
        boolean agree = before.isEmpty() || after.isEmpty() || before.equals(after);
        return right.isPresent() && agree && Vietnamese.isSyllable(right.get())
                ? word.text().toLowerCase(Locale.ROOT).replace(mine, right.get())
                : word.text();
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    /** The other spelling of one word of a pair, where it was read often enough and as surely as this one. */
    private Optional<String> other(String first, String second, boolean ofFirst, boolean sure) {
        if (first.isEmpty() || second.isEmpty()) {
            return none();
        }
        Map<Spelling, Votes> spellings = pairs.getOrDefault(key(first, second), Map.of());
        Votes votes = spellings.get(new Spelling(first, second));
        if (votes == null) {
            return none();
        }
        String mine = ofFirst ? first : second;
        Map<String, Votes> others = new HashMap<>();
        spellings.forEach((spelling, theirs) -> {
            boolean sameNeighbour = ofFirst
                    ? spelling.second().equals(second)
                    : spelling.first().equals(first);
            String word = ofFirst ? spelling.first() : spelling.second();
            if (sameNeighbour && !word.equals(mine)) {
                others.merge(word, theirs, Votes::and);
            }
        });
        joinLostTones(others);
        if (others.size() != 1) {
            return none();
        }
        Map.Entry<String, Votes> other = others.entrySet().iterator().next();
        boolean lost = losesTone(mine, other.getKey());
        if (sure && !lost) {
            return none();
        }
        boolean likely = !sure && (lost || closesUntoned(mine));
        int fewest = likely ? votes.count() : 2 * votes.count();
        return other.getValue().count() >= fewest && other.getValue().surest() >= votes.surest()
                ? Optional.of(other.getKey())
                : none();
    }

    /** What is one spelling without its tone was meant as that spelling. */
    private static void joinLostTones(Map<String, Votes> spellings) {
        for (String poor : List.copyOf(spellings.keySet())) {
            List<String> rich = spellings.keySet().stream()
                    .filter(word -> losesTone(poor, word))
                    .toList();
            if (rich.size() == 1) {
                spellings.merge(rich.get(0), spellings.remove(poor), Votes::and);
            }
        }
    }

    /**
     * Whether a word is another one but for a tone that stands over a mark: {@code tê} for {@code tế}. Small as it is
     * there, it is what a recogniser loses most easily, and never what it adds.
     */
    private static boolean losesTone(String poor, String rich) {
        return mayLackTone(poor) && hasTone(rich) && untoned(rich).equals(untoned(poor));
    }

    private static boolean mayLackTone(String word) {
        return !hasTone(word) && word.matches(".*[âăêôơư].*");
    }

    private static String untoned(String word) {
        return Normalizer.normalize(
                Normalizer.normalize(word, Normalizer.Form.NFD).replaceAll("[\\u0300\\u0301\\u0303\\u0309\\u0323]", ""),
                Normalizer.Form.NFC);
    }

    /** Whether a word is a Vietnamese syllable with the tone mark that it can't lack. */
    static boolean isWhole(String word) {
        return Vietnamese.isSyllable(word) && !closesUntoned(word);
    }

    /** A syllable that closes with a stop has a tone mark, so that one without was misread: {@code quôc}. */
    static boolean closesUntoned(String word) {
        boolean stop = word.matches(".*(?:c|ch|p|t)");
        return stop && word.length() > 2 && Vietnamese.isSyllable(word) && !hasTone(word);
    }

    private static boolean hasTone(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFD)
                .chars()
                .anyMatch(c -> c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323);
    }

    /**
     * A name with the capitals that it has where it stands within a sentence: a heading in capitals does not say that
     * {@code TÂY ĐÔ} is a name within a name.
     */
    String capitalised(String name) {
        String[] parts = name.split(" ", -1);
        for (int at = 0; at + parts.length <= words.size(); at++) {
            List<String> here = words.subList(at, at + parts.length);
            if (isSame(here, parts) && here.stream().anyMatch(Wording::isSmall)) {
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = Character.isUpperCase(here.get(i).charAt(0)) ? Agencies.capital(parts[i]) : parts[i];
                }
                break;
            }
        }
        return String.join(" ", parts);
    }

    private static boolean isSame(List<String> words, String... parts) {
        for (int i = 0; i < parts.length; i++) {
            if (words.get(i).isEmpty() || !words.get(i).equalsIgnoreCase(parts[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSmall(String word) {
        return word.equals(word.toLowerCase(Locale.ROOT));
    }

    /** Whether the same words stand elsewhere in the file with other marks, as often and as surely; case does not matter. */
    boolean differsElsewhere(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            String a = letters(tokens.get(i - 1).text());
            String b = letters(tokens.get(i).text());
            if (a.isEmpty() || b.isEmpty()) {
                continue;
            }
            Map<Spelling, Votes> spellings = pairs.getOrDefault(key(a, b), Map.of());
            Spelling mine = new Spelling(a, b);
            Votes votes = spellings.get(mine);
            boolean other = votes != null
                    && spellings.entrySet().stream()
                            .filter(entry -> !entry.getKey().equals(mine))
                            .anyMatch(entry -> entry.getValue().outweighs(votes));
            if (other) {
                return true;
            }
        }
        return false;
    }

    private static String key(String first, String second) {
        return Token.bare(first) + ' ' + Token.bare(second);
    }

    private static String letters(String text) {
        return Vietnamese.normaliseTonePlacement(Names.letters(text)).toLowerCase(Locale.ROOT);
    }
}

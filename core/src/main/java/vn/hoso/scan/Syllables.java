package vn.hoso.scan;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The shape of Vietnamese syllables: an initial, a rhyme, and a tone that the end of the rhyme allows.
 *
 * <p>About 6,500 syllables are in use; the shape admits some more. It is for judging texts as a whole, not for spelling.
 */
final class Syllables {
    private static final Set<String> INITIALS = Set.of(
            "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph",
            "qu", "r", "s", "t", "th", "tr", "v", "x");

    private static final Set<String> RHYMES = rhymes();
    /** The tone marks; circumflex, breve and horn belong to the letter. */
    private static final String TONES = "\u0300\u0301\u0303\u0309\u0323";

    private static final String MARKED = "ăâđêôơư";

    private Syllables() {}

    private static Set<String> rhymes() {
        Set<String> rhymes = new HashSet<>();
        String all = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây"
                + " e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êc êng i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu"
                + " o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong"
                + " ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ơng u ua uân uâng uât uây uc uê uêch uênh ui um un ung"
                + " uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uyn uynh uyt uyu uâc uêu uơi uyp ư ưa ưc ưi ưng ươc ươi"
                + " ươm ươn ương ươp ươt ươu ưt ưu ưm ưn y ych yên yêm yêng yêt yêu ym yn yt yc ynh uen ueo uet uit uin uinh uich";
        rhymes.addAll(List.of(all.split(" ", -1)));
        return rhymes;
    }

    /** Whether a letter carries a mark that Vietnamese has; đ counts as one. */
    static boolean isMarked(int letter) {
        int lower = Character.toLowerCase(letter);
        if (lower < 0x80) {
            return false;
        }
        if (MARKED.indexOf(lower) >= 0) {
            return true;
        }
        String parts = Normalizer.normalize(Character.toString(lower), Normalizer.Form.NFD);
        return parts.length() > 1 && isVietnamese(parts);
    }

    /** Whether a character belongs to neither Vietnamese nor English text. */
    static boolean isForeign(int c) {
        if (c == 0xFFFD || Character.getType(c) == Character.PRIVATE_USE) {
            return true;
        }
        if (c < 0x80 || !Character.isLetter(c)) {
            // Signs that legacy encodings of Vietnamese use for letters.
            return c >= 0xA1 && c <= 0xBF && "¡¢£¤¥¦¨©ª¬®¯±²³´µ¶¸¹º¼½¾¿".indexOf(c) >= 0 && c != 0xB0;
        }
        return !isMarked(c);
    }

    private static boolean isVietnamese(String parts) {
        char base = parts.charAt(0);
        if ("aeiouy".indexOf(base) < 0) {
            return false;
        }
        for (int i = 1; i < parts.length(); i++) {
            char mark = parts.charAt(i);
            boolean known = TONES.indexOf(mark) >= 0
                    || (mark == '\u0302' && "aeo".indexOf(base) >= 0)
                    || (mark == '\u0306' && base == 'a')
                    || (mark == '\u031B' && "ou".indexOf(base) >= 0);
            if (!known) {
                return false;
            }
        }
        return true;
    }

    /** Whether a word could be a Vietnamese syllable, with its tone or without. */
    static boolean isPossible(String word) {
        String parts = Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        StringBuilder bare = new StringBuilder();
        int tones = 0;
        for (int i = 0; i < parts.length(); i++) {
            char c = parts.charAt(i);
            if (TONES.indexOf(c) >= 0) {
                tones++;
            } else {
                bare.append(c);
            }
        }
        if (tones > 1) {
            return false;
        }
        String syllable = Normalizer.normalize(bare, Normalizer.Form.NFC);
        for (int length = Math.min(3, syllable.length() - 1); length >= 0; length--) {
            if (INITIALS.contains(syllable.substring(0, length)) && RHYMES.contains(syllable.substring(length))) {
                return true;
            }
        }
        // The i of gi is its rhyme too.
        return syllable.startsWith("gi") && RHYMES.contains(syllable.substring(1));
    }
}

package vn.hoso.extract;

/** Approximate comparison of short strings. */
final class Fuzzy {
    private Fuzzy() {}

    /** How many characters must be changed, added or left out to make one of the other; gives up above the limit. */
    static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        int[] before = new int[b.length() + 1];
        int[] now = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            now[0] = i;
            int best = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(change, Math.min(before[j], now[j - 1]) + 1);
                best = Math.min(best, now[j]);
            }
            if (best > limit) {
                return limit + 1;
            }
            int[] swap = before;
            before = now;
            now = swap;
        }
        return before[b.length()];
    }

    /**
     * Where a phrase occurs in a text with the fewest edits (Sellers' algorithm).
     *
     * @return the edits and the index just after the occurrence; the edits are {@code limit + 1} where there is none
     */
    static Hit find(String phrase, String text, int limit) {
        int m = phrase.length();
        int[] column = new int[m + 1];
        for (int i = 0; i <= m; i++) {
            column[i] = i;
        }
        int best = m <= limit ? m : limit + 1;
        int end = 0;
        for (int j = 0; j < text.length(); j++) {
            int diagonal = column[0];
            char c = text.charAt(j);
            for (int i = 1; i <= m; i++) {
                int change = diagonal + (phrase.charAt(i - 1) == c ? 0 : 1);
                diagonal = column[i];
                column[i] = Math.min(change, Math.min(column[i], column[i - 1]) + 1);
            }
            if (column[m] < best) {
                best = column[m];
                end = j + 1;
            }
        }
        return new Hit(best, end);
    }

    /** How many edits are bearable in a phrase of a length: none in short ones, about one in six in long ones. */
    static int tolerance(int length) {
        return length <= 5 ? 0 : length <= 7 ? 1 : length / 6;
    }

    record Hit(int edits, int end) {}
}

package vn.hoso.extract;

/** Approximate comparison of short strings. */
final class Fuzzy {
    private Fuzzy() {}

    /** How many characters must be changed, added or left out to make one of the other; gives up above the limit. */
    static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        int shorter = Math.min(a.length(), b.length());
        int head = 0;
        while (head < shorter && a.charAt(head) == b.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
            tail++;
        }
        if (head + tail == shorter) {
            return Math.abs(a.length() - b.length());
        }
        boolean single = head + tail + 1 == Math.max(a.length(), b.length());
        if (single || limit < 2) {
            // Whatever differs at both of its ends needs two edits, unless it is one letter.
            return single ? 1 : limit + 1;
        }
        return table(a.substring(head, a.length() - tail), b.substring(head, b.length() - tail), limit);
    }

    private static int table(String a, String b, int limit) {
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
        int exact = text.indexOf(phrase);
        if (exact >= 0) {
            return new Hit(0, exact + m);
        }
        if (limit < m && !holdsPart(phrase, text, limit)) {
            return new Hit(limit + 1, 0);
        }
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

    /** Whether a text holds one of the parts of a phrase: one part more than there may be edits, so that one has none. */
    private static boolean holdsPart(String phrase, String text, int limit) {
        int parts = limit + 1;
        for (int i = 0; i < parts; i++) {
            int from = phrase.length() * i / parts;
            if (text.contains(phrase.substring(from, phrase.length() * (i + 1) / parts))) {
                return true;
            }
        }
        return false;
    }

    /** How many edits are bearable in a phrase of a length: none in short ones, about one in six in long ones. */
    static int tolerance(int length) {
        return length <= 5 ? 0 : length <= 7 ? 1 : length / 6;
    }

    record Hit(int edits, int end) {}
}

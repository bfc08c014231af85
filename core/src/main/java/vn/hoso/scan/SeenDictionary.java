package vn.hoso.scan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is wanted of a dictionary of a PDF before a parser builds it: what object it is, how a stream behind it is packed,
 * how many pages it promises, and whether a key is in it twice.
 */
final class SeenDictionary {
    private final Set<String> keys = new HashSet<>();
    private final List<String> filters = new ArrayList<>();
    private String key = "";
    private boolean image;
    private boolean isPages;
    private boolean isPage;
    private boolean holdsObjects;
    private boolean predicted;
    private long length = -1;
    private long count = -1;
    private long kids;
    private boolean valueSeen = true;

    /** Takes a name; tells whether it is a key that was there already. */
    boolean name(String text, int depth) {
        if (depth == 1 && valueSeen) {
            key = text;
            valueSeen = !(key.equals("Filter") || key.equals("F") || key.equals("Subtype") || key.equals("Type"));
            // Names as values of other keys look like keys here; they are not counted as repeated.
            return isStructural(text) && !keys.add(text);
        }
        if (key.equals("Filter") || key.equals("F")) {
            filters.add(text);
        } else if (key.equals("Subtype")) {
            image = text.equals("Image");
        } else if (key.equals("Type")) {
            isPages = text.equals("Pages");
            isPage = text.equals("Page");
            holdsObjects = text.equals("ObjStm");
        }
        predicted |= text.equals("Predictor");
        if (depth == 1) {
            valueSeen = true;
        }
        return false;
    }

    void token(String token) {
        if (key.equals("Length")) {
            if (token.equals("R")) {
                length = -1;
            } else if (length < 0 && isNumber(token)) {
                length = Long.parseLong(token);
            }
        } else if (key.equals("Count") && count < 0 && isNumber(token)) {
            count = Long.parseLong(token);
        }
        valueSeen = true;
    }

    /** Takes an element of an array. */
    void element(String token) {
        if (key.equals("Kids") && token.equals("R")) {
            kids++;
        }
    }

    /** Whether it is of an image, whose data is not looked at. */
    boolean isImage() {
        return image;
    }

    /** Whether it is of a page. */
    boolean isPage() {
        return isPage;
    }

    /** How many pages it promises as a branch of the tree of pages; 0 for all else. */
    long promisedPages() {
        return isPages ? Math.max(count, kids) : 0;
    }

    /** Whether the stream behind it holds objects that can be looked at once they are unpacked. */
    boolean holdsPlainObjects() {
        return holdsObjects && !predicted;
    }

    /** The filters of the stream behind it, in order. */
    List<String> filters() {
        return filters;
    }

    /** The length that it declares for the stream behind it, or -1. */
    long length() {
        return length;
    }

    /** Whether a token is a number without sign or point, and not too long for a long. */
    static boolean isNumber(String token) {
        return !token.isEmpty() && token.length() < 16 && token.chars().allMatch(Character::isDigit);
    }

    private static boolean isStructural(String text) {
        return switch (text) {
            case "Info", "Root", "Size", "Prev", "Length", "Kids", "Count", "Contents", "MediaBox" -> true;
            default -> false;
        };
    }
}

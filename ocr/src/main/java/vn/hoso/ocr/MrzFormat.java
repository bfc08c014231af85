package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.List;

/**
 * The layouts of machine-readable zones (ICAO 9303 parts 4 to 6): which places hold digits, which letters, and what the
 * check digits cover.
 */
enum MrzFormat {
    /** Cards: three lines of 30. */
    TD1(
            3,
            30,
            "AA" + "AAA" + "X".repeat(9) + "9" + "X".repeat(15),
            "9".repeat(6) + "9" + "S" + "9".repeat(6) + "9" + "AAA" + "X".repeat(11) + "9",
            "A".repeat(30)),
    /** Older cards: two lines of 36. */
    TD2(
            2,
            36,
            "AA" + "AAA" + "A".repeat(31),
            "X".repeat(9) + "9" + "AAA" + "9".repeat(6) + "9" + "S" + "9".repeat(6) + "9" + "X".repeat(7) + "9",
            ""),
    /** Passports: two lines of 44. */
    TD3(
            2,
            44,
            "AA" + "AAA" + "A".repeat(39),
            "X".repeat(9) + "9" + "AAA" + "9".repeat(6) + "9" + "S" + "9".repeat(6) + "9" + "X".repeat(14) + "99",
            "");

    /** A stretch of a line: what a check digit covers. */
    record Part(int line, int from, int to) {}

    /** A check digit and what it covers. */
    record Check(int line, int at, List<Part> parts, boolean mayBeFiller) {}

    private static final int[] WEIGHTS = {7, 3, 1};

    final int lines;
    final int length;
    /** The kinds of all places, line after line. */
    private final String classes;

    MrzFormat(int lines, int length, String... classes) {
        this.lines = lines;
        this.length = length;
        this.classes = String.join("", classes);
    }

    /** What may stand at a place: {@code 9} a digit, {@code A} a letter, {@code S} a sex, {@code X} either; always a filler. */
    char classOf(int line, int at) {
        return classes.charAt(line * length + at);
    }

    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        if (this == TD1) {
            checks.add(new Check(0, 14, List.of(new Part(0, 5, 14)), false));
            checks.add(new Check(1, 6, List.of(new Part(1, 0, 6)), false));
            checks.add(new Check(1, 14, List.of(new Part(1, 8, 14)), false));
            checks.add(new Check(
                    1,
                    29,
                    List.of(new Part(0, 5, 30), new Part(1, 0, 7), new Part(1, 8, 15), new Part(1, 18, 29)),
                    false));
            return checks;
        }
        checks.add(new Check(1, 9, List.of(new Part(1, 0, 9)), false));
        checks.add(new Check(1, 19, List.of(new Part(1, 13, 19)), false));
        checks.add(new Check(1, 27, List.of(new Part(1, 21, 27)), false));
        if (this == TD3) {
            checks.add(new Check(1, 42, List.of(new Part(1, 28, 42)), true));
        }
        int last = length - 1;
        checks.add(new Check(1, last, List.of(new Part(1, 0, 10), new Part(1, 13, 20), new Part(1, 21, last)), false));
        return checks;
    }

    /** How many of the check digits are right. */
    int right(List<String> zone) {
        int right = 0;
        for (Check check : checks()) {
            right += isRight(check, zone) ? 1 : 0;
        }
        return right;
    }

    static boolean isRight(Check check, List<String> zone) {
        int sum = 0;
        int place = 0;
        for (Part part : check.parts()) {
            for (int i = part.from(); i < part.to(); i++) {
                sum += value(zone.get(part.line()).charAt(i)) * WEIGHTS[place % 3];
                place++;
            }
        }
        char digit = zone.get(check.line()).charAt(check.at());
        return digit == '0' + sum % 10 || (check.mayBeFiller() && digit == '<' && sum == 0);
    }

    private static int value(char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
    }

    /** What a character must have been, where only a digit or only a letter can stand. */
    static char fitting(char c, char kind) {
        if (kind == '9') {
            return switch (c) {
                case 'O', 'Q', 'D', 'U' -> '0';
                case 'I', 'L', 'T' -> '1';
                case 'Z' -> '2';
                case 'A' -> '4';
                case 'S' -> '5';
                case 'G' -> '6';
                case 'B' -> '8';
                default -> c;
            };
        }
        if (kind == 'A') {
            return switch (c) {
                case '0' -> 'O';
                case '1' -> 'I';
                case '2' -> 'Z';
                case '5' -> 'S';
                case '6' -> 'G';
                case '8' -> 'B';
                default -> c;
            };
        }
        return c;
    }

    /** What else a character may have been, where both letters and digits can stand. */
    static String confusions(char c) {
        return switch (c) {
            case '0' -> "OD68";
            case 'O' -> "0QD";
            case 'Q', 'D' -> "0O";
            case '1' -> "I47";
            case 'I' -> "1";
            case 'T' -> "I1";
            case '2' -> "Z";
            case 'Z' -> "2";
            case '5' -> "S6";
            case 'S' -> "5";
            case '8' -> "B06";
            case 'B' -> "8";
            case '6' -> "G08";
            case 'G' -> "6";
            case '4' -> "1A";
            case '9' -> "8";
            default -> "";
        };
    }
}

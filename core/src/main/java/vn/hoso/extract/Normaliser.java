package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.hoso.id.PersonalId;
import vn.hoso.id.TaxCode;
import vn.hoso.paper.FieldKind;
import vn.hoso.text.Vietnamese;

/** From the words of a value to the value. */
final class Normaliser {
    private static final Pattern DIGIT_RUN = Pattern.compile("[0-9OoQIlSZB](?:[ .]?[0-9OoQIlSZB])*");
    private static final Pattern PHONE = Pattern.compile("(?:\\+?84|0)[0-9](?:[ .\\-]?[0-9]){7,9}");
    private static final Pattern MOBILE = Pattern.compile("(?:0|84)[35789][0-9]{8}");
    private static final Pattern LANDLINE = Pattern.compile("02[0-9]{8,9}");
    private static final Pattern INTEGER = Pattern.compile("(?<![mM0-9])(?<!ngày |tháng |năm )[0-9]{1,6}");
    private static final Pattern YEAR = Pattern.compile("(?<![0-9])(1[89][0-9]{2}|20[0-9]{2})(?![0-9])");
    private static final Pattern SERIAL =
            Pattern.compile("(?<![\\p{L}0-9])([A-ZĐ]{1,2})\\s?([0-9OIl]{5,8}|[0-9](?:\\s?[0-9]){5})(?![\\p{L}0-9])");
    private static final Pattern NUMBER = Pattern.compile(
            "[0-9]{1,6}[a-zA-Z]?(?:\\s?/\\s?[0-9]{4})?(?:\\s?/\\s?\\p{L}[\\p{L}0-9&.]*(?:\\s?[-–.&]\\s?[\\p{L}0-9]+)*)?");
    private static final Pattern REGISTER =
            Pattern.compile("(?:\\p{Lu}{1,5}\\s?[-.]?\\s?)?[0-9]{1,9}(?:\\s?[/.\\-]\\s?[\\p{L}0-9&]+)*");

    /** The raised figure of square metres, read as another sign. */
    private static final Pattern SQUARE_METRES = Pattern.compile("(?<=[0-9]|không) ?m[?°2](?![\\p{L}0-9])");

    private Normaliser() {}

    /** The value of a kind in a run of words; empty where there is none. */
    static Optional<Normalised> normalise(FieldKind kind, List<Token> tokens) {
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        return switch (kind) {
            case DATE -> date(tokens);
            case YEAR -> year(tokens);
            case PERSON_ID -> personId(tokens);
            case TAX_CODE -> taxCode(tokens);
            case DIGITS -> digits(tokens);
            case PHONE -> phone(tokens);
            case INTEGER -> integer(tokens);
            case DECIMAL -> decimal(tokens);
            case MONEY -> span(tokens, Numbers.grouped(text(tokens)));
            case SEX -> sex(tokens);
            case ETHNICITY -> ethnicity(tokens);
            case NATIONALITY -> nationality(tokens);
            case NAME -> Names.read(tokens);
            case AGENCY -> agency(tokens);
            case NUMBER -> number(tokens);
            case SERIAL -> serial(tokens);
            case POST -> trimmed(tokens).map(Posts::read);
            case DATE_WORDS -> words(tokens, text -> Dates.fromWords(text).isPresent());
            case NUMBER_WORDS -> words(tokens, text -> Numbers.fromWords(text).isPresent());
            case PLACE -> place(tokens);
            case TEXT -> sentence(tokens);
            case ORGANISATION ->
                trimmed(tokens).map(t -> incomplete(new Normalised(clean(text(t)), t, List.of(), false)));
            case SYMBOL -> trimmed(tokens).map(t -> new Normalised(clean(text(t)), t, List.of(), false));
        };
    }

    /** A number or a date in words: letters only, stray strokes left out. */
    private static Optional<Normalised> words(List<Token> tokens, Predicate<String> understood) {
        return trimmed(tokens).map(t -> {
            String text = clean(text(t)).replaceAll("[\"'`‘’“”|_*~]|^\\(|\\)$", "");
            String marked = NumberWords.marked(text);
            List<String> doubts = marked.equals(text) ? List.of() : List.of("repaired");
            return new Normalised(marked, t, doubts, understood.test(marked));
        });
    }

    /** Words of a sentence; what begins one that says for what ({@code Để làm thủ tục}) loses the hook of its mark easily. */
    private static Optional<Normalised> sentence(List<Token> tokens) {
        return trimmed(tokens).map(t -> {
            String printed = clean(text(t));
            String text = SQUARE_METRES.matcher(printed).replaceAll(" m²");
            if (!text.equals(printed)) {
                return new Normalised(text, t, List.of("repaired"), false);
            }
            return text.startsWith("Đế ")
                    ? new Normalised("Để" + text.substring(2), t, List.of("repaired"), false)
                    : new Normalised(text, t, List.of(), false);
        });
    }

    /** An address; the words of units and the names of provinces are closed lists, so that their marks can be put right. */
    private static Optional<Normalised> place(List<Token> tokens) {
        return trimmed(tokens).map(t -> {
            String text = clean(text(t));
            String right = Places.repair(text);
            List<String> doubts = right.equals(text) ? List.of() : List.of("repaired");
            return incomplete(new Normalised(right, t, doubts, false));
        });
    }

    static String text(List<Token> tokens) {
        return Row.join(tokens);
    }

    /** Outer punctuation off, blanks before punctuation out, NFC. */
    static String clean(String text) {
        String tidy = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC)
                .replaceAll("\\s+([,;.:)])", "$1")
                .replaceAll("([(])\\s+", "$1")
                .replaceAll("\\s+", " ")
                .strip();
        tidy = tidy.replaceAll("(?:\\./\\.?|[\\s.,;:_'`‘’\"“”|~\\-–—/\\\\]+)$", "")
                .replaceAll("^[\\s.,;:_'`‘’\"“”|~\\-–—*]+", "");
        long open = tidy.chars().filter(c -> c == '(').count();
        long closed = tidy.chars().filter(c -> c == ')').count();
        if (closed > open && tidy.endsWith(")")) {
            tidy = tidy.substring(0, tidy.length() - 1).strip();
        }
        return tidy;
    }

    /** The words without those at either end that hold no letter and no digit. */
    static Optional<List<Token>> trimmed(List<Token> tokens) {
        int from = 0;
        int to = tokens.size();
        while (from < to && tokens.get(from).bare().isEmpty()) {
            from++;
        }
        while (to > from && (tokens.get(to - 1).bare().isEmpty() || (to - from > 1 && scrap(tokens.get(to - 1))))) {
            to--;
        }
        return from < to && !clean(text(tokens.subList(from, to))).isEmpty()
                ? Optional.of(tokens.subList(from, to))
                : Optional.empty();
    }

    /** A single letter that is no word, read from a frame or a stroke of a pen. */
    private static boolean scrap(Token token) {
        String letters = Names.letters(token.text());
        return token.bare().length() == 1
                && letters.length() == 1
                && token.confidence() < 85
                && !Vietnamese.isSyllable(letters);
    }

    /** The words that a part of their joined text touches. */
    static List<Token> covering(List<Token> tokens, int from, int to) {
        List<Token> touched = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (i > 0 && !token.continues(tokens.get(i - 1))) {
                at++;
            }
            int end = at + token.text().length();
            if (at < to && end > from) {
                touched.add(token);
            }
            at = end;
        }
        return touched;
    }

    /** The first number; doubted where another one follows at once, as where a stroke before the number was read as 1. */
    private static Optional<Normalised> decimal(List<Token> tokens) {
        String text = text(tokens);
        Optional<Numbers.Found> found = Numbers.decimal(text);
        boolean two = found.filter(number -> isNumberNext(text, number.to())).isPresent();
        return span(tokens, found).map(number -> two ? number.with("two_numbers") : number);
    }

    private static Optional<Normalised> span(List<Token> tokens, Optional<Numbers.Found> found) {
        return found.map(f -> new Normalised(f.value(), covering(tokens, f.from(), f.to()), List.of(), true));
    }

    private static Optional<Normalised> date(List<Token> tokens) {
        return Dates.find(text(tokens)).map(found -> {
            List<String> doubts = new ArrayList<>();
            if (found.repaired()) {
                doubts.add("repaired");
            }
            return new Normalised(
                    found.day().toString(), covering(tokens, found.from(), found.to()), doubts, !found.repaired());
        });
    }

    private static Optional<Normalised> year(List<Token> tokens) {
        Optional<Normalised> date = date(tokens);
        if (date.isPresent()) {
            return date.map(d -> new Normalised(d.value().substring(0, 4), d.tokens(), d.doubts(), true));
        }
        Matcher matcher = YEAR.matcher(text(tokens));
        return matcher.find()
                ? Optional.of(new Normalised(
                        matcher.group(), covering(tokens, matcher.start(), matcher.end()), List.of(), true))
                : Optional.empty();
    }

    private static Optional<Normalised> personId(List<Token> tokens) {
        String text = text(tokens);
        Matcher matcher = DIGIT_RUN.matcher(text);
        Normalised best = null;
        while (matcher.find()) {
            String raw = matcher.group().replaceAll("[ .]", "");
            String digits = Dates.digits(raw);
            if (digits.length() != 12 && digits.length() != 9) {
                continue;
            }
            List<String> doubts = raw.equals(digits) ? List.of() : List.of("repaired");
            boolean right = PersonalId.parse(digits).isPresent();
            Normalised found = new Normalised(digits, covering(tokens, matcher.start(), matcher.end()), doubts, right);
            if (best == null || (right && !best.wellFormed())) {
                best = found;
            }
        }
        return Optional.ofNullable(best);
    }

    private static Optional<Normalised> taxCode(List<Token> tokens) {
        Matcher matcher = DIGIT_RUN.matcher(text(tokens));
        Normalised best = null;
        while (matcher.find()) {
            String digits = Dates.digits(matcher.group().replaceAll("[ .]", ""));
            boolean right = TaxCode.parse(digits).isPresent()
                    || (digits.length() == 12 && PersonalId.parse(digits).isPresent());
            if (digits.length() >= 8 && (best == null || right)) {
                best = new Normalised(digits, covering(tokens, matcher.start(), matcher.end()), List.of(), right);
            }
        }
        return Optional.ofNullable(best);
    }

    private static Optional<Normalised> digits(List<Token> tokens) {
        Matcher matcher = DIGIT_RUN.matcher(text(tokens));
        return matcher.find()
                ? Optional.of(new Normalised(
                        Dates.digits(matcher.group().replaceAll("[ .]", "")),
                        covering(tokens, matcher.start(), matcher.end()),
                        List.of(),
                        false))
                : Optional.empty();
    }

    private static Optional<Normalised> phone(List<Token> tokens) {
        String text = text(tokens);
        Matcher matcher = PHONE.matcher(text);
        if (matcher.find()) {
            String digits = matcher.group().replaceAll("[^0-9]", "");
            boolean usual =
                    MOBILE.matcher(digits).matches() || LANDLINE.matcher(digits).matches();
            return Optional.of(
                    new Normalised(digits, covering(tokens, matcher.start(), matcher.end()), List.of(), usual));
        }
        return digits(tokens).filter(d -> d.value().length() >= 7 && d.value().length() <= 12);
    }

    /** The first number; doubted where another one follows at once. */
    private static Optional<Normalised> integer(List<Token> tokens) {
        String text = text(tokens);
        Matcher matcher = INTEGER.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        Normalised number = new Normalised(
                Integer.toString(Integer.parseInt(matcher.group())),
                covering(tokens, matcher.start(), matcher.end()),
                List.of(),
                true);
        return Optional.of(isNumberNext(text, matcher.end()) ? number.with("two_numbers") : number);
    }

    private static boolean isNumberNext(String text, int from) {
        return text.substring(from).matches("\\s+[0-9].*");
    }

    private static Optional<Normalised> sex(List<Token> tokens) {
        for (Token token : tokens) {
            String letters = token.text().replaceAll("[^\\p{L}]", "").toLowerCase(Locale.ROOT);
            String bare = Token.bare(letters);
            if (bare.equals("nam") || bare.equals("male")) {
                return Optional.of(new Normalised("Nam", List.of(token), List.of(), letters.equals("nam")));
            }
            if (bare.equals("nu") || bare.equals("female")) {
                return Optional.of(new Normalised("Nữ", List.of(token), List.of(), letters.equals("nữ")));
            }
        }
        return Optional.empty();
    }

    private static Optional<Normalised> ethnicity(List<Token> tokens) {
        for (int n = Math.min(4, tokens.size()); n >= 1; n--) {
            List<Token> head = tokens.subList(0, n);
            String text = clean(text(head));
            if (Lexicon.ethnicities().has(text)) {
                return Optional.of(new Normalised(text, head, List.of(), true));
            }
            Optional<String> near = Lexicon.ethnicities().nearest(text);
            if (near.isPresent()) {
                return Optional.of(new Normalised(near.get(), head, List.of("repaired"), true));
            }
        }
        return trimmed(tokens).map(t -> new Normalised(clean(text(t)), t, List.of("unlisted"), false));
    }

    private static Optional<Normalised> nationality(List<Token> tokens) {
        return trimmed(tokens).map(t -> {
            String text = clean(text(t)).replaceAll("[;,.].*$", "");
            boolean home = Fuzzy.distance("vietnam", Token.bare(text), 2) <= 2;
            boolean exact = home && text.equalsIgnoreCase("Việt Nam");
            List<String> doubts = !home ? List.of("unlisted") : exact ? List.of() : List.of("repaired");
            return new Normalised(home ? "Việt Nam" : text, t, doubts, home);
        });
    }

    private static Optional<Normalised> agency(List<Token> tokens) {
        return trimmed(tokens).map(t -> {
            String text = clean(text(t));
            String right = Agencies.repair(text);
            List<String> doubts = right.equals(text) ? List.of() : List.of("repaired");
            Normalised name = incomplete(new Normalised(Agencies.sentenceCase(right), t, doubts, false));
            boolean oneWord = name.value().indexOf(' ') < 0 && Vietnamese.isSyllable(name.value());
            // a year behind a name is the end of a date; wards and districts count to two figures
            boolean dated = name.value().matches(".* [0-9]{3,}");
            return oneWord ? name.with("incomplete") : dated ? name.with("unusual") : name;
        });
    }

    /**
     * A committee or council is always one of a place, a hamlet or street lies in a commune, a long name that is known
     * ends as it ends, and no place or body is called by one word or by small letters alone; where that is not printed,
     * something was not read.
     */
    static Normalised incomplete(Normalised name) {
        boolean bare = name.value().matches("(?i)(?:Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND)");
        boolean misread = Agencies.areTwo(name.value())
                || Agencies.isUnknownDepartment(name.value())
                || Agencies.breaksOff(name.value())
                || Places.lacksCommune(name.value());
        boolean fragment = name.value().chars().noneMatch(c -> Character.isUpperCase(c) || Character.isDigit(c));
        boolean unnamed =
                name.value().matches("(?iu).*(?:\\s|^)(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|TP)");
        return bare || misread || fragment || unnamed ? name.with("incomplete") : name;
    }

    private static Optional<Normalised> number(List<Token> tokens) {
        String text = text(tokens);
        Matcher matcher = NUMBER.matcher(text);
        Matcher register = REGISTER.matcher(text);
        boolean plain = matcher.find();
        if (register.find() && (!plain || register.start() < matcher.start() || register.end() > matcher.end())) {
            matcher = register;
        } else if (!plain) {
            return Optional.empty();
        }
        String value = matcher.group()
                .replaceAll("\\s*([/.\\-–&])\\s*", "$1")
                .replace('–', '-')
                .strip();
        return Optional.of(new Normalised(value, covering(tokens, matcher.start(), matcher.end()), List.of(), false));
    }

    private static Optional<Normalised> serial(List<Token> tokens) {
        String text = text(tokens);
        Matcher matcher = SERIAL.matcher(text);
        if (matcher.find()) {
            String digits = Dates.digits(matcher.group(2)).replaceAll("\\s", "");
            boolean blank = matcher.group().contains(" ");
            // Digits that the engine set apart may be those of two numbers.
            boolean usual =
                    digits.length() == matcher.group(2).length() && (digits.length() == 6 || digits.length() == 8);
            return Optional.of(new Normalised(
                    matcher.group(1) + (blank ? " " : "") + digits,
                    covering(tokens, matcher.start(), matcher.end()),
                    digits.equals(matcher.group(2)) ? List.of() : List.of("repaired"),
                    usual));
        }
        return number(tokens);
    }

    static String fold(String text) {
        return Vietnamese.fold(text);
    }
}

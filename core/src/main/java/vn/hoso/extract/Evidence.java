package vn.hoso.extract;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import vn.hoso.paper.FieldKind;
import vn.hoso.paper.FieldType;
import vn.hoso.paper.Method;
import vn.hoso.paper.PaperType;
import vn.hoso.text.Code;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.Vietnamese;

/** Chooses between the candidates of a field, and brings in what codes say. */
final class Evidence {
    /** Kinds whose values are Vietnamese words. */
    private static final Set<FieldKind> WORDED =
            Set.of(FieldKind.AGENCY, FieldKind.PLACE, FieldKind.POST, FieldKind.TEXT, FieldKind.DATE_WORDS);

    private Evidence() {}

    /** The candidate with the best fit; the others agree with it or are offered as alternatives. */
    static Optional<Reading> best(List<Candidate> candidates) {
        Optional<Candidate> best = candidates.stream()
                .max(Comparator.comparingDouble(Evidence::rank))
                .map(top -> firstOf(candidates, top));
        return best.map(chosen -> {
            Reading reading = new Reading(chosen);
            for (Candidate other : candidates) {
                if (other.equals(chosen) || other.tokens().equals(chosen.tokens())) {
                    continue;
                }
                if (other.value().equalsIgnoreCase(chosen.value())) {
                    reading.agree();
                } else if (rank(other) > rank(chosen) - 0.25) {
                    reading.offer(other.value());
                    if (chosen.field().kind() == FieldKind.DATE && bothLabelled(chosen, other)) {
                        // two days behind one caption: that of another document may be meant
                        reading.contradict("differs");
                    }
                }
            }
            return reading;
        });
    }

    private static boolean bothLabelled(Candidate one, Candidate other) {
        return one.method() == Method.LABEL && other.method() == Method.LABEL;
    }

    /**
     * Of names behind captions the first that fits as well as the best: a form speaks of its owner first, and an unusual
     * name is none the worse for it.
     */
    private static Candidate firstOf(List<Candidate> candidates, Candidate top) {
        boolean name = top.field().kind() == FieldKind.NAME && top.method() == Method.LABEL;
        return candidates.stream()
                .filter(one -> name && one.method() == Method.LABEL && one.fit() > top.fit() - 0.02)
                .filter(one -> one.value().contains(" "))
                .findFirst()
                .orElse(top);
    }

    private static double rank(Candidate candidate) {
        return candidate.fit()
                + (candidate.wellFormed() ? 0.3 : 0)
                - 0.1 * candidate.doubts().size()
                + 0.001 * candidate.lowestConfidence();
    }

    /** The same words with other marks elsewhere in the file speak against a reading. */
    static void addWording(Reading reading, List<PageView> pages) {
        boolean differs = pages.stream()
                .findFirst()
                .filter(page ->
                        page.wording().differsElsewhere(reading.candidate().tokens()))
                .isPresent();
        if (differs) {
            reading.contradict("spelt_differently");
        }
        if (WORDED.contains(reading.candidate().field().kind()) && hasNoWord(reading.value())) {
            reading.contradict("no_word");
        }
        if (isRespelt(reading, pages)) {
            reading.contradict("respelt");
        }
        if (isTorn(reading.candidate().printed())) {
            reading.contradict("torn");
        }
    }

    /** Whether marks of a name were put right in the text of a file itself, where no letter is misread: no name then. */
    private static boolean isRespelt(Reading reading, List<PageView> pages) {
        Candidate name = reading.candidate();
        return name.field().kind() == FieldKind.NAME
                && reading.doubts().contains("repaired")
                && pages.stream()
                        .map(page -> page.layout().page())
                        .anyMatch(page -> page.page() == name.page() && page.origin() == TextOrigin.TEXT_LAYER);
    }

    /** Whether a word of what is printed was read in two parts. */
    private static boolean isTorn(String printed) {
        String[] words = Normalizer.normalize(printed, Normalizer.Form.NFC).split("\\s+", -1);
        return IntStream.range(1, words.length).anyMatch(i -> Vietnamese.isTorn(words[i - 1], words[i]));
    }

    /** Whether a value has a word that can't be Vietnamese: {@code Sở Nội vn}. Abbreviations in capitals are none. */
    private static boolean hasNoWord(String value) {
        return Pattern.compile("[\\s,;.()/:\\-]+")
                .splitAsStream(value)
                .filter(word -> word.chars().allMatch(Character::isLetter))
                .filter(word -> !word.equals(word.toUpperCase(Locale.ROOT)))
                .anyMatch(word -> !Wording.isWhole(word));
    }

    static void addCodes(PaperType type, Map<String, Reading> readings, List<Code> codes) {
        for (Code code : codes) {
            Optional<Map<String, String>> said = switch (code.kind()) {
                case QR ->
                    type.key().equals("land_use_certificate")
                            ? CardCodes.parseLandQr(code.payload())
                            : type.key().equals("identity_card") ? CardCodes.parseQr(code.payload()) : Optional.empty();
                case MRZ -> type.key().equals("identity_card") ? CardCodes.parseMrz(code.payload()) : Optional.empty();
                case BARCODE -> Optional.empty();
            };
            said.ifPresent(fields -> fields.forEach((key, value) -> add(type, readings, code, key, value)));
        }
    }

    private static void add(PaperType type, Map<String, Reading> readings, Code code, String key, String value) {
        if (key.equals("mrz_name")) {
            name(readings.get("full_name"), value);
            return;
        }
        FieldType field = type.field(key).orElse(null);
        if (field == null) {
            return;
        }
        Method method = code.kind() == Code.Kind.QR ? Method.QR : Method.MRZ;
        Reading read = readings.get(key);
        if (read != null && same(field.kind(), read.value(), value)) {
            boolean exact = read.value().equalsIgnoreCase(value);
            if (exact || method == Method.MRZ) {
                read.prove();
                return;
            }
        }
        Candidate from = new Candidate(
                field,
                value,
                read == null ? value : read.candidate().printed(),
                List.of(),
                code.page(),
                read == null ? code.box() : read.candidate().box(),
                method,
                1,
                1,
                true,
                List.of());
        Reading reading = new Reading(from);
        reading.prove();
        if (read != null) {
            boolean earlier =
                    read.candidate().method() == Method.QR || read.candidate().method() == Method.MRZ;
            reading.offer(read.value());
            if (!same(field.kind(), read.value(), value)) {
                reading.doubts().add(method == Method.QR ? "qr_differs" : "mrz_differs");
                boolean clear =
                        field.kind() != FieldKind.PLACE && read.candidate().lowestConfidence() > 85;
                if (earlier || clear) {
                    reading.contradict("code_differs");
                }
            }
        }
        readings.put(key, reading);
    }

    /** Whether two readings of a fact are the same but for marks, blanks and punctuation. */
    private static boolean same(FieldKind kind, String a, String b) {
        boolean digits = kind == FieldKind.DATE || kind == FieldKind.PERSON_ID;
        return digits ? a.equals(b) : Token.bare(a).equals(Token.bare(b));
    }

    private static void name(@org.jspecify.annotations.Nullable Reading read, String bareName) {
        if (read == null) {
            return;
        }
        String mine = Token.bare(read.value());
        String zone = Token.bare(bareName);
        if (mine.equals(zone)) {
            read.agree();
        } else if (!mine.startsWith(zone) || zone.length() < 20) {
            read.contradict("mrz_differs");
        }
    }
}

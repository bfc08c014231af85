package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a machine-readable zone among the lines of a page and reads it with an alphabet of its own.
 *
 * <p>A zone is two or three long lines of the same length, close below each other. Each is read several times, in more
 * than one size; the check digits decide between the readings, and say what to repair.
 */
final class MrzReader {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";

    /** Every zone has them, after the surname at least; lines of print have not. */
    private static final String FILLERS = "<<";

    /**
     * A zone that was read.
     *
     * @param lines its lines
     * @param strips where they stand
     * @param right how many check digits are right
     * @param checks how many there are
     */
    record Zone(List<String> lines, List<Strips.Strip> strips, int right, int checks) {
        boolean isSound() {
            return right == checks;
        }
    }

    /** A line and the engine's trust in it. */
    private record Reading(String text, double confidence) {}

    private final Engine engine;
    private final long deadlineMillis;

    /** Reads with an engine that knows the Latin capitals best, such as that for English. */
    MrzReader(Engine engine, long deadlineMillis) {
        this.engine = engine;
        this.deadlineMillis = deadlineMillis;
    }

    /** The strips that could be a zone; cheap. */
    static List<List<Strips.Strip>> candidates(List<Strips.Strip> strips) {
        List<List<Strips.Strip>> zones = zones(strips);
        if (zones.stream().noneMatch(zone -> zone.size() == 3)) {
            zones.addAll(zones(joined(strips)));
        }
        return zones;
    }

    /** With the strips of a line that lost a character between them, such as one on the pattern of the paper, made one. */
    private static List<Strips.Strip> joined(List<Strips.Strip> strips) {
        List<Strips.Strip> sorted = new ArrayList<>(strips);
        sorted.sort(Comparator.comparingInt(strip -> strip.left));
        List<Strips.Strip> lines = new ArrayList<>();
        for (Strips.Strip strip : sorted) {
            lines.stream()
                    .filter(line -> continues(line, strip))
                    .max(Comparator.comparingInt(line -> line.right))
                    .ifPresentOrElse(line -> lines.set(lines.indexOf(line), line.with(strip)), () -> lines.add(strip));
        }
        return lines;
    }

    private static boolean continues(Strips.Strip line, Strips.Strip next) {
        int lower = Math.min(line.bottom - line.top, next.bottom - next.top);
        int higher = Math.max(line.bottom - line.top, next.bottom - next.top);
        int shared = Math.min(line.bottom, next.bottom) - Math.max(line.top, next.top);
        return higher < 1.6 * lower
                && shared > 0.6 * lower
                && next.left >= line.right
                && next.left - line.right < 2.2 * higher;
    }

    private static List<List<Strips.Strip>> zones(List<Strips.Strip> strips) {
        List<Strips.Strip> wide = new ArrayList<>();
        for (Strips.Strip strip : strips) {
            double shape = (double) (strip.right - strip.left) / (strip.bottom - strip.top);
            if (strip.letters >= 18 && strip.letters <= 50 && shape > 14 && shape < 52) {
                wide.add(strip);
            }
        }
        wide.sort(Comparator.comparingInt(strip -> strip.top));
        List<List<Strips.Strip>> zones = new ArrayList<>();
        for (int i = 0; i < wide.size(); i++) {
            List<Strips.Strip> zone = new ArrayList<>(List.of(wide.get(i)));
            for (int j = i + 1; j < wide.size() && zone.size() < 3; j++) {
                if (follows(zone.get(zone.size() - 1), wide.get(j))) {
                    zone.add(wide.get(j));
                }
            }
            if (zone.size() >= 2) {
                zones.add(zone);
            }
        }
        return zones;
    }

    private static boolean follows(Strips.Strip above, Strips.Strip below) {
        int width = above.right - above.left;
        double height = (above.bottom - above.top + below.bottom - below.top) / 2.0;
        double pitch = (below.top + below.bottom - above.top - above.bottom) / 2.0;
        return Math.abs(above.left - below.left) < 0.03 * width
                && Math.abs(above.right - below.right) < 0.05 * width
                && Math.abs(above.letters - below.letters) <= 6
                && pitch > 1.1 * height
                && pitch < 3.2 * height;
    }

    /** Reads the likeliest zone. */
    Optional<Zone> read(Gray page, List<Strips.Strip> strips) {
        Zone best = null;
        for (List<Strips.Strip> lines : candidates(strips)) {
            for (MrzFormat format : MrzFormat.values()) {
                if (format.lines != lines.size() || !fits(format, lines)) {
                    continue;
                }
                Zone zone = read(page, lines, format);
                if (zone != null && (best == null || zone.right() > best.right())) {
                    best = zone;
                }
                if (best != null && best.isSound()) {
                    return Optional.of(best);
                }
            }
        }
        return Optional.ofNullable(best).filter(zone -> zone.right() * 2 >= zone.checks());
    }

    private static boolean fits(MrzFormat format, List<Strips.Strip> lines) {
        double shape = lines.stream()
                .mapToDouble(line -> (double) (line.right - line.left) / (line.bottom - line.top))
                .average()
                .orElse(0);
        double pieces = lines.stream().mapToInt(line -> line.letters).average().orElse(0);
        return (shape > format.length * 0.55 && shape < format.length * 1.2)
                && pieces > format.length * 0.7
                && pieces < format.length * 1.2;
    }

    private @Nullable Zone read(Gray page, List<Strips.Strip> strips, MrzFormat format) {
        List<List<Reading>> all = new ArrayList<>();
        for (int i = 0; i < format.lines; i++) {
            all.add(new ArrayList<>());
        }
        List<String> best = null;
        int right = -1;
        boolean filled = false;
        for (double height : new double[] {30, 24, 38, 20}) {
            for (int i = 0; i < format.lines; i++) {
                Reading reading = line(page, strips.get(i), height);
                filled |= reading.text().contains(FILLERS);
                String fixed = toLength(reading.text(), format.length);
                if (fixed != null) {
                    all.get(i).add(new Reading(fitting(fixed, i, format), reading.confidence()));
                }
            }
            if (!filled) {
                return null;
            }
            if (all.stream().anyMatch(List::isEmpty)) {
                continue;
            }
            List<String> zone = repaired(voted(all, format), all, format);
            int now = format.right(zone);
            if (now > right) {
                right = now;
                best = zone;
            }
            if (right == format.checks().size() && all.stream().allMatch(MrzReader::agree)) {
                break;
            }
        }
        if (best == null) {
            return null;
        }
        // The last vote has seen the most readings; names have no check digit and profit.
        List<String> last = repaired(voted(all, format), all, format);
        if (format.right(last) >= right) {
            best = last;
        }
        return new Zone(best, strips, right, format.checks().size());
    }

    /** Two readings the same: more would not tell more. */
    private static boolean agree(List<Reading> readings) {
        for (int i = 0; i < readings.size(); i++) {
            for (int j = i + 1; j < readings.size(); j++) {
                if (readings.get(i).text().equals(readings.get(j).text())) {
                    return true;
                }
            }
        }
        return false;
    }

    private Reading line(Gray page, Strips.Strip strip, double height) {
        int high = strip.bottom - strip.top;
        int margin = Math.max(4, high / 2);
        Gray crop = page.crop(
                strip.left - margin, strip.top - margin, strip.right - strip.left + 2 * margin, high + 2 * margin);
        Gray scaled = crop.scaled(height / high);
        engine.set("tessedit_char_whitelist", ALPHABET);
        try {
            engine.page(scaled, 300);
            StringBuilder text = new StringBuilder();
            double confidence = 0;
            List<Engine.Found> words = engine.read(Engine.Layout.LINE, deadlineMillis);
            for (Engine.Found word : words) {
                text.append(word.text());
                confidence += word.confidence() / words.size();
            }
            return new Reading(text.toString().replaceAll("[^A-Z0-9<]", ""), confidence);
        } finally {
            engine.set("tessedit_char_whitelist", "");
            engine.forget();
        }
    }

    /** The line with its fillers at the end, which engines miscount, set to the right number; null where that fails. */
    private static @Nullable String toLength(String text, int length) {
        if (text.length() == length) {
            return text;
        }
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '<') {
            end--;
        }
        boolean fillers = text.length() - end >= 3;
        if (fillers && end < length) {
            return text.substring(0, end) + "<".repeat(length - end);
        }
        // Fillers before a last check digit.
        int run = text.lastIndexOf("<<<");
        if (run >= 0 && run + 3 == text.length() - 1) {
            int start = run;
            while (start > 0 && text.charAt(start - 1) == '<') {
                start--;
            }
            int missing = length - text.length();
            if (run + 3 - start + missing > 2) {
                return text.substring(0, start)
                        + "<".repeat(run + 3 - start + missing)
                        + text.charAt(text.length() - 1);
            }
        }
        return null;
    }

    private static String fitting(String text, int line, MrzFormat format) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            out.setCharAt(i, MrzFormat.fitting(out.charAt(i), format.classOf(line, i)));
        }
        return out.toString();
    }

    /** At each place what most readings say, the surer ones counting more. */
    private static List<String> voted(List<List<Reading>> all, MrzFormat format) {
        List<String> zone = new ArrayList<>();
        for (List<Reading> readings : all) {
            StringBuilder line = new StringBuilder();
            for (int at = 0; at < format.length; at++) {
                char best = '<';
                double most = -1;
                for (Reading candidate : readings) {
                    char c = candidate.text().charAt(at);
                    double votes = 0;
                    for (Reading other : readings) {
                        votes += other.text().charAt(at) == c ? 1 + other.confidence() / 100 : 0;
                    }
                    if (votes > most) {
                        most = votes;
                        best = c;
                    }
                }
                line.append(best);
            }
            zone.add(line.toString());
        }
        return zone;
    }

    /** Changes the fewest characters for which the check digits come right. */
    private static List<String> repaired(List<String> voted, List<List<Reading>> all, MrzFormat format) {
        List<String> zone = new ArrayList<>(voted);
        List<MrzFormat.Check> checks = format.checks();
        for (MrzFormat.Check check : checks) {
            if (MrzFormat.isRight(check, zone)) {
                continue;
            }
            int before = format.right(zone);
            List<String> better = changed(zone, check, all, format, before);
            if (better != null) {
                zone = better;
            }
        }
        return zone;
    }

    private static @Nullable List<String> changed(
            List<String> zone, MrzFormat.Check check, List<List<Reading>> all, MrzFormat format, int before) {
        List<int[]> places = new ArrayList<>();
        for (MrzFormat.Part part : check.parts()) {
            for (int i = part.from(); i < part.to(); i++) {
                places.add(new int[] {part.line(), i});
            }
        }
        places.add(new int[] {check.line(), check.at()});
        List<String> best = null;
        int most = before;
        for (int[] place : places) {
            for (char c : alternatives(zone, place, all, format)) {
                List<String> once = with(zone, place, c);
                int right = format.right(once);
                if (right > most && MrzFormat.isRight(check, once)) {
                    most = right;
                    best = once;
                }
            }
        }
        if (best != null) {
            return best;
        }
        for (int i = 0; i < places.size(); i++) {
            for (char c : alternatives(zone, places.get(i), all, format)) {
                List<String> once = with(zone, places.get(i), c);
                for (int j = i + 1; j < places.size(); j++) {
                    for (char d : alternatives(zone, places.get(j), all, format)) {
                        List<String> twice = with(once, places.get(j), d);
                        int right = format.right(twice);
                        if (right > most && MrzFormat.isRight(check, twice)) {
                            most = right;
                            best = twice;
                        }
                    }
                }
            }
        }
        return best;
    }

    /** What other readings say at a place, and what is often taken for what stands there. */
    private static List<Character> alternatives(
            List<String> zone, int[] place, List<List<Reading>> all, MrzFormat format) {
        char now = zone.get(place[0]).charAt(place[1]);
        char kind = format.classOf(place[0], place[1]);
        Set<Character> found = new LinkedHashSet<>();
        for (Reading reading : all.get(place[0])) {
            found.add(reading.text().charAt(place[1]));
        }
        String confusions = MrzFormat.confusions(now);
        for (int i = 0; i < confusions.length(); i++) {
            found.add(MrzFormat.fitting(confusions.charAt(i), kind));
        }
        found.remove(now);
        if (kind == '9') {
            found.removeIf(c -> c >= 'A');
        }
        return List.copyOf(found);
    }

    private static List<String> with(List<String> zone, int[] place, char c) {
        List<String> changed = new ArrayList<>(zone);
        StringBuilder line = new StringBuilder(zone.get(place[0]));
        line.setCharAt(place[1], c);
        changed.set(place[0], line.toString());
        return changed;
    }
}

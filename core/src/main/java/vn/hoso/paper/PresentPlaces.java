package vn.hoso.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.text.Vietnamese;

/**
 * What became of the places that older papers name (đơn vị hành chính hiện nay), as dated data.
 *
 * <p>Papers keep what is printed on them: they stay valid, and nobody may correct them. This only says which unit a place
 * belongs to today, beside the printed value. Provinces come with Hoso; communes and districts are thousands, and an agency
 * adds those of its papers by a table of its own.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class PresentPlaces {
    private static final String FORM = "DAY | PLACE AS PRINTED | UNIT OF TODAY, such as"
            + " 2025-07-01 | xã Minh Tân, huyện Vị Xuyên, tỉnh Hà Giang | xã Minh Tân, tỉnh Tuyên Quang";
    private static final Pattern KINDS =
            Pattern.compile("\\b(?:tinh|thanh pho|tp|huyen|quan|thi xa|thi tran|xa|phuong)\\b");
    private static final PresentPlaces BUNDLED = new PresentPlaces(bundledChanges());

    private final List<Change> changes;

    private PresentPlaces(List<Change> changes) {
        this.changes = List.copyOf(changes);
    }

    /** A place as older papers name it, in words that can be compared, and what it is since a day. */
    private record Change(LocalDate since, String name, String old, boolean chain, Present present) {
        /** The name of the unit alone: {@code Tuyên Quang}. */
        String presentName() {
            return present.unit().replaceFirst("^(?:tỉnh|thành phố) ", "");
        }

        /** A commune may be called as a province is: the name stands alone, or behind the word for such a unit. */
        boolean ends(String printed, String last, String names) {
            return chain
                    ? names.endsWith(" " + old)
                    : last.equals(old)
                            || printed.endsWith(" tinh " + old)
                            || printed.endsWith(" thanh pho " + old)
                            || printed.endsWith(" tp " + old);
        }

        /** A commune says more than its province. */
        int depth() {
            return chain ? old.split(" ", -1).length : 0;
        }
    }

    /**
     * The unit that a place belongs to.
     *
     * @param unit the unit, such as {@code tỉnh Tuyên Quang}
     * @param since its first day
     */
    public record Present(String unit, LocalDate since) {}

    /**
     * The provinces that come with Hoso.
     *
     * @return what became of them
     */
    public static PresentPlaces bundled() {
        return BUNDLED;
    }

    /**
     * The provinces that come with Hoso, and what a table adds: a line for each place, {@code DAY | PLACE | UNIT}. A place
     * of several levels, such as {@code xã Minh Tân, huyện Vị Xuyên, tỉnh Hà Giang}, is found at the end of an address,
     * with the words for its kinds of units or without; the longer of two that fit counts. Lines that begin with {@code #}
     * and empty ones say nothing.
     *
     * @param table the file, UTF-8
     * @return what became of the places
     * @throws HosoException {@code BAD_CONFIGURATION} with the number of the first line that is no such line
     * @throws IOException where the file can't be read
     */
    public static PresentPlaces load(Path table) throws IOException {
        List<Change> changes = new ArrayList<>(BUNDLED.changes);
        changes.addAll(read(Files.readString(table), String.valueOf(table.getFileName())));
        return new PresentPlaces(changes);
    }

    /**
     * The unit in which a place lies on a day.
     *
     * @param place a place or an address as printed, which ends with its province
     * @param on the day
     * @return the unit, or empty where nothing became of what is named, or nothing is named
     */
    public Optional<Present> of(String place, LocalDate on) {
        String printed = " " + plain(place);
        String last = plain(place.substring(place.lastIndexOf(',') + 1));
        String names = " " + names(printed);
        return changes.stream()
                .filter(change -> !change.since().isAfter(on) && change.ends(printed, last, names))
                .max(Comparator.comparingInt(Change::depth).thenComparing(Change::since))
                .map(Change::present);
    }

    /**
     * The other names under which papers may know a province: the one of today for one that no longer is, those that went
     * into it for one of today.
     *
     * @param name the name alone, with accents or without, such as {@code Hà Giang}
     * @return the others, such as {@code Tuyên Quang}; none where nothing became of it
     */
    public List<String> alsoCalled(String name) {
        String wanted = plain(name);
        return changes.stream()
                .filter(change -> !change.chain())
                .flatMap(change -> wanted.equals(change.old())
                        ? Stream.of(change.presentName())
                        : wanted.equals(plain(change.presentName())) ? Stream.of(change.name()) : Stream.empty())
                .filter(other -> !plain(other).equals(wanted))
                .distinct()
                .toList();
    }

    private static String plain(String text) {
        return Vietnamese.fold(text).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    /** Plain words without those that say what kind of unit follows. */
    private static String names(String plain) {
        return KINDS.matcher(plain).replaceAll(" ").replaceAll(" +", " ").strip();
    }

    private static List<Change> bundledChanges() {
        try (InputStream in = PresentPlaces.class.getResourceAsStream("places.txt")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks places.txt");
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8), "places.txt");
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }

    private static List<Change> read(String table, String file) {
        List<String> lines = table.lines().toList();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                changes.add(change(line, file, i + 1));
            }
        }
        return changes;
    }

    private static Change change(String line, String file, int number) {
        String[] parts = line.split(" *\\| *", -1);
        try {
            if (parts.length == 3 && !plain(parts[1]).isEmpty() && !parts[2].isBlank()) {
                LocalDate since = LocalDate.parse(parts[0]);
                boolean chain = parts[1].contains(",");
                String old = plain(parts[1]);
                return new Change(since, parts[1], chain ? names(old) : old, chain, new Present(parts[2], since));
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw new HosoException(Problem.BAD_CONFIGURATION, file, "line " + number, FORM);
    }
}

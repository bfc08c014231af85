package vn.hoso.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vn.hoso.text.Vietnamese;

/**
 * What became of the places that older papers name (đơn vị hành chính hiện nay), as dated data.
 *
 * <p>Papers keep what is printed on them: they stay valid, and nobody may correct them. This only says which unit a place
 * belongs to today, beside the printed value. It knows provinces; communes and districts it leaves alone.
 */
public final class PresentPlaces {
    private static final List<Change> CHANGES = read();

    private PresentPlaces() {}

    private record Change(LocalDate since, String name, String old, Present present) {
        /** The name of the unit alone: {@code Tuyên Quang}. */
        String presentName() {
            return present.unit().replaceFirst("^(?:tỉnh|thành phố) ", "");
        }

        /** A commune may be called as a province is: the name stands alone, or behind the word for such a unit. */
        boolean ends(String printed, String last) {
            return last.equals(old)
                    || printed.endsWith(" tinh " + old)
                    || printed.endsWith(" thanh pho " + old)
                    || printed.endsWith(" tp " + old);
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
     * The unit in which a place lies on a day.
     *
     * @param place a place or an address as printed, which ends with its province
     * @param on the day
     * @return the unit, or empty where the province that is named still is one, or none is named
     */
    public static Optional<Present> of(String place, LocalDate on) {
        String printed = " " + plain(place);
        String last = plain(place.substring(place.lastIndexOf(',') + 1));
        return CHANGES.stream()
                .filter(change -> !change.since().isAfter(on) && change.ends(printed, last))
                .max(Comparator.comparing(Change::since))
                .map(Change::present);
    }

    /**
     * The other names under which papers may know a province: the one of today for one that no longer is, those that went
     * into it for one of today.
     *
     * @param name the name alone, with accents or without, such as {@code Hà Giang}
     * @return the others, such as {@code Tuyên Quang}; none where nothing became of it
     */
    public static List<String> alsoCalled(String name) {
        String wanted = plain(name);
        return CHANGES.stream()
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

    private static List<Change> read() {
        try (InputStream in = PresentPlaces.class.getResourceAsStream("places.txt")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks places.txt");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(PresentPlaces::change)
                    .toList();
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }

    private static Change change(String line) {
        String[] parts = line.split(" \\| ", -1);
        LocalDate since = LocalDate.parse(parts[0]);
        return new Change(since, parts[1], plain(parts[1]), new Present(parts[2], since));
    }
}

package vn.hoso.paper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * Until when papers are kept (thời hạn lưu trữ), and on what grounds one is erased: dated data in a YAML file.
 *
 * <p>The right of a person to have data erased (Law 91/2025/QH15) ends where other law orders that they are kept. A period
 * that is not known is never taken for one that has ended.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Retention {
    private static final String BUNDLED = "retention.yaml";
    private static final String ALL = "*";
    private static final String FOR_GOOD = "permanent";
    private static final int LONGEST_YEARS = 1000;

    private final Map<String, Ground> grounds;
    private final List<Period> periods;

    private Retention(Map<String, Ground> grounds, List<Period> periods) {
        this.grounds = Map.copyOf(grounds);
        this.periods = List.copyOf(periods);
    }

    /**
     * Why a paper is erased.
     *
     * @param key its name in settings and in the ledger, such as {@code subject-request}
     * @param english what it is called in English
     * @param vietnamese what it is called in Vietnamese
     * @param since the first day on which it is a ground
     * @param basis the rule
     * @param lifts whether it is stronger than the duty to keep
     */
    public record Ground(String key, String english, String vietnamese, LocalDate since, String basis, boolean lifts) {}

    /** How long some papers are kept; without years that is not known. */
    private record Period(
            String papers, LocalDate since, @Nullable Integer years, boolean permanent, String basis) {
        boolean isOf(@Nullable String kind, String type) {
            return papers.equals(ALL) || papers.equals(kind) || papers.equals(type);
        }
    }

    /**
     * Why a paper has to stay.
     *
     * @param english the reason in English
     * @param vietnamese the reason in Vietnamese
     * @param basis the rule
     */
    public record Duty(String english, String vietnamese, String basis) {
        /**
         * The refusal to erase.
         *
         * @param subject the paper
         * @return an exception with {@code RETAINED}
         */
        public HosoException refusal(String subject) {
            return new HosoException(Problem.RETAINED, subject, english, vietnamese, basis);
        }
    }

    /**
     * The rules that come with Hoso: they name grounds, and no period, which only the agency knows.
     *
     * @return the rules
     */
    public static Retention bundled() {
        try (InputStream in = Retention.class.getResourceAsStream(BUNDLED)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + BUNDLED);
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8), BUNDLED);
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }

    /**
     * The rules of an agency, instead of the bundled ones.
     *
     * @param file a YAML file of the form of the bundled one
     * @return the rules
     * @throws IOException if the file can't be read
     * @throws HosoException with {@code BAD_CONFIGURATION} where it does not have that form
     */
    public static Retention load(Path file) throws IOException {
        return read(Files.readString(file), String.valueOf(file.getFileName()));
    }

    /**
     * The grounds there are.
     *
     * @return their keys, in alphabetical order
     */
    public Set<String> grounds() {
        return new TreeSet<>(grounds.keySet());
    }

    /**
     * A ground.
     *
     * @param key one of {@link #grounds}
     * @param on the day on which a paper is erased
     * @return the ground
     * @throws HosoException with {@code BAD_CONFIGURATION} for one that is unknown or not in force on that day
     */
    public Ground ground(String key, LocalDate on) {
        Ground ground = grounds.get(key);
        if (ground == null || ground.since().isAfter(on)) {
            throw new HosoException(Problem.BAD_CONFIGURATION, key, "ground", String.join(", ", grounds()));
        }
        return ground;
    }

    /**
     * Whether a verified paper still has to be kept.
     *
     * @param kind the code of its kind of result, or null where unknown
     * @param type its paper type
     * @param ended the day on which the work on it ended
     * @param on the day on which it is to be erased
     * @return why it has to stay, or empty where its period has ended
     */
    public Optional<Duty> duty(@Nullable String kind, String type, LocalDate ended, LocalDate on) {
        Period period = periods.stream()
                .filter(one -> !one.since().isAfter(on) && one.isOf(kind, type))
                .findFirst()
                .orElse(new Period(ALL, LocalDate.EPOCH, null, false, ""));
        if (period.permanent()) {
            return Optional.of(new Duty("it is kept for good", "được bảo quản vĩnh viễn", period.basis()));
        }
        Integer years = period.years();
        if (years == null) {
            return Optional.of(new Duty(
                    "its retention period is not stated, see the setting retention",
                    "chưa khai báo thời hạn bảo quản, xem thiết lập retention",
                    period.basis()));
        }
        LocalDate last = LocalDate.of(ended.getYear() + years, 12, 31);
        return on.isAfter(last)
                ? Optional.empty()
                : Optional.of(
                        new Duty("it is kept until " + last, "được bảo quản đến hết ngày " + last, period.basis()));
    }

    private static Retention read(String yaml, String name) {
        try {
            JsonNode tree = new YAMLMapper().readTree(yaml);
            Map<String, Ground> grounds = new LinkedHashMap<>();
            tree.path("grounds")
                    .properties()
                    .forEach(one -> grounds.put(one.getKey(), ground(one.getKey(), one.getValue())));
            List<Period> periods = new ArrayList<>();
            tree.path("periods").forEach(one -> periods.add(period(one)));
            if (grounds.isEmpty() || periods.isEmpty()) {
                throw new IllegalArgumentException("grounds and periods");
            }
            return new Retention(grounds, periods);
        } catch (JsonProcessingException e) {
            throw new HosoException(Problem.BAD_CONFIGURATION, e, name, "YAML", e.getOriginalMessage());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new HosoException(Problem.BAD_CONFIGURATION, e, name, "retention", String.valueOf(e.getMessage()));
        }
    }

    private static Ground ground(String key, JsonNode tree) {
        return new Ground(
                key,
                tree.path("names").path("en").asText(key),
                tree.path("names").path("vi").asText(key),
                LocalDate.parse(tree.path("since").asText()),
                text(tree, "basis"),
                tree.path("lifts").asBoolean(false));
    }

    private static Period period(JsonNode tree) {
        JsonNode years = tree.path("years");
        boolean permanent = years.asText().equals(FOR_GOOD);
        boolean known = years.isInt() && years.asInt() >= 0 && years.asInt() <= LONGEST_YEARS;
        if (!years.isMissingNode() && !permanent && !known) {
            throw new IllegalArgumentException("years: 0 to " + LONGEST_YEARS + ", or " + FOR_GOOD);
        }
        return new Period(
                text(tree, "papers"),
                LocalDate.parse(tree.path("since").asText()),
                known ? years.asInt() : null,
                permanent,
                text(tree, "basis"));
    }

    private static String text(JsonNode tree, String name) {
        String text = tree.path(name).asText().strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }

    /**
     * What a ground is called.
     *
     * @param ground the ground
     * @param locale Vietnamese, or English for every other
     * @return its name
     */
    public static String name(Ground ground, Locale locale) {
        return locale.getLanguage().equals("vi") ? ground.vietnamese() : ground.english();
    }
}

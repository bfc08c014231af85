package vn.hoso.reuse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.registry.LedgerEvent;
import vn.hoso.registry.Registry;

/**
 * The indicators of digitisation and re-use (chỉ số số hóa, tái sử dụng) of a period, counted from the ledger and, where
 * the one-stop system gives them, from its dossiers.
 *
 * <p>What is counted is data: each indicator has the day from which it is in force, the predicates of its numerator and its
 * denominator, and its target. Every figure keeps the list of what was counted, so that it can be counted again by hand.
 */
public final class Indicators {
    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final DateTimeFormatter PORTAL_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
    private static final int PAGE = 5000;
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Definition> definitions;

    private Indicators(List<Definition> definitions) {
        this.definitions = List.copyOf(definitions);
    }

    /**
     * An indicator as it is defined from a day on.
     *
     * @param id its key
     * @param from the first day on which this definition is in force
     * @param names its name by language
     * @param of what is counted: {@code dossier} or {@code paper}
     * @param denominator what an item must be to count at all
     * @param numerator what it must be besides to count as done
     * @param sum the property that is added up in numerator and denominator, two names; empty to count items
     * @param target the rate to reach, 0 to 1, or null
     */
    record Definition(
            String id,
            LocalDate from,
            Map<String, String> names,
            String of,
            Map<String, String> denominator,
            Map<String, String> numerator,
            List<String> sum,
            @Nullable Double target) {}

    /** A dossier or a paper with what is known of it. */
    record Item(String kind, String id, String unit, String procedure, LocalDate day, Map<String, String> facts) {
        boolean is(Map<String, String> predicate) {
            return predicate.entrySet().stream()
                    .allMatch(wanted -> fits(facts.getOrDefault(wanted.getKey(), ""), wanted.getValue()));
        }

        /** {@code >=1} compares numbers, {@code a|b} allows either. */
        private static boolean fits(String found, String wanted) {
            if (wanted.startsWith(">=")) {
                return number(found) >= number(wanted.substring(2));
            }
            return List.of(wanted.split("\\|", -1)).contains(found);
        }

        long number(String key, long otherwise) {
            String text = facts.get(key);
            return text == null ? otherwise : number(text);
        }

        private static long number(String text) {
            return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
        }
    }

    /**
     * The indicators that come with Hoso, after the decision QĐ 766/QĐ-TTg.
     *
     * @return the indicators
     */
    public static Indicators bundled() {
        try (InputStream file = Indicators.class.getResourceAsStream("indicators.json")) {
            return of(JSON.readTree(Objects.requireNonNull(file, "indicators.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The indicators of an agency.
     *
     * @param file a file of the form of the bundled {@code indicators.json}
     * @return the indicators
     * @throws IOException if it can't be read
     * @throws HosoException {@code BAD_CONFIGURATION} where it has another form
     */
    public static Indicators read(Path file) throws IOException {
        String what = "indicators";
        String holds = "id, from, of, denominator, numerator";
        JsonNode root = JsonFiles.read(file, what, holds);
        try {
            return of(root);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new HosoException(Problem.BAD_CONFIGURATION, e, file.toString(), what, holds);
        }
    }

    private static Indicators of(JsonNode root) {
        List<Definition> definitions = new ArrayList<>();
        for (JsonNode node : root) {
            List<String> sum = new ArrayList<>();
            node.path("sum").forEach(name -> sum.add(name.asText()));
            if (!sum.isEmpty() && sum.size() != 2) {
                throw new IllegalArgumentException("a sum names two properties");
            }
            definitions.add(new Definition(
                    node.path("id").asText(),
                    LocalDate.parse(node.path("from").asText()),
                    texts(node.path("name")),
                    node.path("of").asText(),
                    texts(node.path("denominator")),
                    texts(node.path("numerator")),
                    sum,
                    node.hasNonNull("target") ? node.get("target").asDouble() : null));
        }
        return new Indicators(definitions);
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /**
     * Counts.
     *
     * @param registry whose ledger is counted
     * @param dossiers the dossiers as the one-stop system sends them to the national portal (a JSON array with
     *     {@code MaHoSo, MaTTHC, NgayTiepNhan, TrangThaiHoSo, TaiLieuNop, DanhSachGiayToKetQua, …}), or null: then only the
     *     dossiers that asked for re-use are known
     * @param period the period
     * @return the figures
     * @throws IOException if the file of dossiers can't be read
     */
    public IndicatorReport count(Registry registry, @Nullable Path dossiers, Period period) throws IOException {
        List<Item> items = items(registry, dossiers, period);
        Map<String, Definition> inForce = new LinkedHashMap<>();
        for (Definition definition : definitions) {
            Definition other = inForce.get(definition.id());
            boolean begun = !definition.from().isAfter(period.to());
            if (begun && (other == null || definition.from().isAfter(other.from()))) {
                inForce.put(definition.id(), definition);
            }
        }
        List<IndicatorReport.Figure> figures = new ArrayList<>();
        for (Definition definition : inForce.values()) {
            figures.add(figure(definition, items));
        }
        return new IndicatorReport(period, figures);
    }

    private static IndicatorReport.Figure figure(Definition definition, List<Item> items) {
        List<IndicatorReport.Counted> counted = new ArrayList<>();
        for (Item item : items) {
            if (item.kind().equals(definition.of()) && item.is(definition.denominator())) {
                boolean done = item.is(definition.numerator());
                boolean sums = !definition.sum().isEmpty();
                counted.add(new IndicatorReport.Counted(
                        item.id(),
                        item.unit(),
                        item.procedure(),
                        item.day(),
                        done ? sums ? item.number(definition.sum().get(0), 0) : 1 : 0,
                        sums ? item.number(definition.sum().get(1), 0) : 1));
            }
        }
        return new IndicatorReport.Figure(
                definition.id(), definition.names(), definition.from(), counted, definition.target());
    }

    private static List<Item> items(Registry registry, @Nullable Path dossiers, Period period) throws IOException {
        Map<String, Item> known = new TreeMap<>();
        Map<String, Item> papers = new LinkedHashMap<>();
        Map<String, Map<String, String>> reuses = new HashMap<>();
        List<LedgerEvent> page;
        long after = 0;
        do {
            page = registry.events(after, PAGE);
            for (LedgerEvent event : page) {
                after = event.sequence();
                LocalDate day = LocalDate.ofInstant(event.at(), VIETNAM);
                if (event.action().equals(Reuse.ACTION)) {
                    Reuse reuse = Reuse.of(event);
                    Map<String, String> facts = facts(reuse);
                    reuses.put(reuse.dossier(), facts);
                    if (period.contains(day)) {
                        known.put(
                                reuse.dossier(),
                                new Item("dossier", reuse.dossier(), reuse.agency(), reuse.procedure(), day, facts));
                    }
                } else if (event.paper() != null && !day.isAfter(period.to())) {
                    paper(papers, event, day, period);
                }
            }
        } while (page.size() == PAGE);
        if (dossiers != null) {
            received(dossiers, period, reuses).forEach(item -> known.put(item.id(), item));
        }
        List<Item> items = new ArrayList<>(known.values());
        items.addAll(papers.values());
        return items;
    }

    /** A paper counts in the period in which it came in; what became of it counts until the end of the period. */
    private static void paper(Map<String, Item> papers, LedgerEvent event, LocalDate day, Period period) {
        String id = Objects.requireNonNull(event.paper()).value();
        Item item = papers.get(id);
        if (item == null) {
            boolean comesIn =
                    event.action().equals("received") || event.action().equals("adopted");
            if (comesIn && period.contains(day)) {
                papers.put(id, new Item("paper", id, "", "", day, new HashMap<>()));
            }
            return;
        }
        item.facts().put(event.action(), "yes");
    }

    private static Map<String, String> facts(Reuse reuse) {
        long reused = reuse.components().stream()
                .filter(component -> component.record() != null)
                .count();
        Map<String, String> facts = new HashMap<>();
        facts.put("reused", Long.toString(reused));
        facts.put("components", Integer.toString(reuse.components().size()));
        facts.put("formFields", Integer.toString(reuse.formFields()));
        facts.put("filledFields", Integer.toString(reuse.filledFields()));
        return facts;
    }

    /** The dossiers that a one-stop system received in the period. */
    private static List<Item> received(Path file, Period period, Map<String, Map<String, String>> reuses)
            throws IOException {
        JsonNode root = JsonFiles.read(file, "dossiers", "a JSON array");
        List<Item> items = new ArrayList<>();
        for (JsonNode node : root) {
            LocalDate day = day(node.path("NgayTiepNhan").asText(""));
            String id = node.path("MaHoSo").asText("");
            if (day == null || id.isEmpty() || !period.contains(day)) {
                continue;
            }
            Map<String, String> facts = new HashMap<>(reuses.getOrDefault(id, Map.of()));
            facts.put("status", node.path("TrangThaiHoSo").asText(""));
            boolean digitised = node.path("HoSoCoThanhPhanSoHoa").asText("").equals("1");
            long reused = 0;
            for (JsonNode paper : node.path("TaiLieuNop")) {
                digitised |= paper.path("DuocSoHoa").asText("").equals("1");
                reused += List.of("1", "2").contains(paper.path("DuocTaiSuDung").asText("")) ? 1 : 0;
            }
            facts.merge("reused", Long.toString(reused), (ours, theirs) -> ours.equals("0") ? theirs : ours);
            facts.put("digitised", digitised ? "yes" : "no");
            facts.put("result", node.path("DanhSachGiayToKetQua").isEmpty() ? "no" : "yes");
            items.add(new Item(
                    "dossier",
                    id,
                    node.path("DonViXuLy").asText(""),
                    node.path("MaTTHC").asText(""),
                    day,
                    facts));
        }
        return items;
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.length() == 14 ? LocalDateTime.parse(text, PORTAL_TIME).toLocalDate() : LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}

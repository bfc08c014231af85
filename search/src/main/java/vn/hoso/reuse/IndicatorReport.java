package vn.hoso.reuse;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The indicators of a period.
 *
 * @param period the period
 * @param figures the figures
 */
public record IndicatorReport(Period period, List<Figure> figures) {
    public IndicatorReport {
        figures = List.copyOf(figures);
    }

    /**
     * A figure, which can be opened to what was counted.
     *
     * @param id the key of the indicator
     * @param names its name by language
     * @param definedFrom since when the definition that was used is in force
     * @param counted each dossier or paper that was counted
     * @param target the rate to reach, 0 to 1, or null
     */
    public record Figure(
            String id,
            Map<String, String> names,
            LocalDate definedFrom,
            List<Counted> counted,
            @Nullable Double target) {
        public Figure {
            names = Map.copyOf(names);
            counted = List.copyOf(counted);
        }

        /**
         * The name in a language.
         *
         * @param language such as {@code vi}
         * @return the name; the key where there is none
         */
        public String name(String language) {
            return names.getOrDefault(language, id);
        }

        /**
         * What is done.
         *
         * @return the numerator
         */
        public long numerator() {
            return counted.stream().mapToLong(Counted::done).sum();
        }

        /**
         * What there is.
         *
         * @return the denominator
         */
        public long denominator() {
            return counted.stream().mapToLong(Counted::all).sum();
        }

        /**
         * The rate.
         *
         * @return 0 to 1, or null where there is nothing to count
         */
        public @Nullable Double rate() {
            long all = denominator();
            return all == 0 ? null : (double) numerator() / all;
        }
    }

    /**
     * A dossier or a paper that was counted.
     *
     * @param id the code of the dossier, or the id of the paper
     * @param unit the unit; empty where unknown
     * @param procedure the code of the procedure; empty where it is of none
     * @param day the day it came in
     * @param done what it adds to the numerator
     * @param all what it adds to the denominator
     */
    public record Counted(String id, String unit, String procedure, LocalDate day, long done, long all) {}

    /**
     * The report for other programs, with the lists.
     *
     * @return one line of JSON
     */
    public String json() {
        ObjectNode root = new JsonMapper().createObjectNode();
        root.put("period", period.text());
        root.put("from", period.from().toString());
        root.put("to", period.to().toString());
        ArrayNode list = root.putArray("indicators");
        for (Figure figure : figures) {
            ObjectNode node = list.addObject();
            node.put("id", figure.id());
            node.put("name", figure.name("vi"));
            node.put("defined_from", figure.definedFrom().toString());
            node.put("numerator", figure.numerator());
            node.put("denominator", figure.denominator());
            node.put("rate", figure.rate());
            node.put("target", figure.target());
            ArrayNode counted = node.putArray("counted");
            for (Counted one : figure.counted()) {
                counted.addObject()
                        .put("id", one.id())
                        .put("unit", one.unit())
                        .put("procedure", one.procedure())
                        .put("day", one.day().toString())
                        .put("done", one.done())
                        .put("all", one.all());
            }
        }
        return root.toString();
    }

    /**
     * The figures in all, by unit and by procedure, for spreadsheets.
     *
     * @return CSV in UTF-8 with a heading, lines ending in CR LF (RFC 4180)
     */
    public String csv() {
        StringBuilder csv = new StringBuilder("period,indicator,unit,procedure,numerator,denominator,rate,target\r\n");
        for (Figure figure : figures) {
            Map<List<String>, long[]> groups = new LinkedHashMap<>();
            groups.put(List.of("", ""), new long[2]);
            for (Counted one : figure.counted()) {
                for (List<String> group : List.of(List.of("", ""), List.of(one.unit(), one.procedure()))) {
                    long[] sums = groups.computeIfAbsent(group, key -> new long[2]);
                    sums[0] += one.done();
                    sums[1] += one.all();
                    if (one.unit().isEmpty() && one.procedure().isEmpty()) {
                        break; // the same group twice
                    }
                }
            }
            groups.forEach((group, sums) -> csv.append(String.join(
                            ",",
                            period.text(),
                            figure.id(),
                            cell(group.get(0)),
                            cell(group.get(1)),
                            Long.toString(sums[0]),
                            Long.toString(sums[1]),
                            sums[1] == 0 ? "" : String.format(Locale.ROOT, "%.4f", (double) sums[0] / sums[1]),
                            figure.target() == null ? "" : figure.target().toString()))
                    .append("\r\n"));
        }
        return csv.toString();
    }

    /** Quoted where needed; a text that a spreadsheet would take for a formula begins with an apostrophe. */
    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    /**
     * The report for people, in Vietnamese: bars with their targets, and the list behind each.
     *
     * @return one HTML page that needs nothing from elsewhere
     */
    public String html() {
        StringBuilder page = new StringBuilder(4096);
        String title = "Chỉ số số hóa và tái sử dụng dữ liệu, kỳ " + escaped(period.text());
        page.append("<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>")
                .append(title)
                .append("</title><style>body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em}")
                .append("figure{margin:1.5em 0}svg{width:100%;height:2em}table{border-collapse:collapse}")
                .append("td,th{border:1px solid #ccc;padding:.2em .6em;text-align:left}</style></head><body><h1>")
                .append(title)
                .append("</h1><p>Từ ")
                .append(period.from())
                .append(" đến ")
                .append(period.to())
                .append(".</p>\n");
        figures.forEach(figure -> figure(page, figure));
        return page.append("</body></html>\n").toString();
    }

    private static void figure(StringBuilder page, Figure figure) {
        Double rate = figure.rate();
        Double target = figure.target();
        page.append("<figure><figcaption><b>")
                .append(escaped(figure.name("vi")))
                .append("</b>: ")
                .append(rate == null ? "không có dữ liệu" : percent(rate))
                .append(" (")
                .append(figure.numerator())
                .append("/")
                .append(figure.denominator())
                .append(")")
                .append(target == null ? "" : ", chỉ tiêu " + percent(target))
                .append("</figcaption>\n<svg viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" role=\"img\">")
                .append("<rect width=\"100\" height=\"4\" fill=\"#eee\"/>");
        if (rate != null) {
            boolean reached = target == null || rate >= target;
            page.append("<rect width=\"")
                    .append(String.format(Locale.ROOT, "%.2f", 100 * Math.min(1, rate)))
                    .append("\" height=\"4\" fill=\"")
                    .append(reached ? "#2a7" : "#c63")
                    .append("\"/>");
        }
        if (target != null) {
            page.append("<rect x=\"")
                    .append(String.format(Locale.ROOT, "%.2f", 100 * target - 0.2))
                    .append("\" width=\"0.4\" height=\"4\" fill=\"#000\"/>");
        }
        page.append(
                        "</svg>\n<details><summary>Danh sách</summary><table><tr><th>Mã</th><th>Đơn vị</th><th>Thủ tục</th>")
                .append("<th>Ngày</th><th>Đạt</th><th>Tổng</th></tr>\n");
        for (Counted one : figure.counted()) {
            page.append("<tr><td>")
                    .append(escaped(one.id()))
                    .append("</td><td>")
                    .append(escaped(one.unit()))
                    .append("</td><td>")
                    .append(escaped(one.procedure()))
                    .append("</td><td>")
                    .append(one.day())
                    .append("</td><td>")
                    .append(one.done())
                    .append("</td><td>")
                    .append(one.all())
                    .append("</td></tr>\n");
        }
        page.append("</table></details></figure>\n");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share).replace('.', ',') + " %";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

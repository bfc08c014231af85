package vn.hoso.extract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.hoso.paper.PaperTypes;
import vn.hoso.text.Box;
import vn.hoso.text.Code;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.Word;

/**
 * Makes {@code confidence.properties}: a program, not a test.
 *
 * <p>Arguments: the file to write, the file for the report, then pairs of a folder with recognised pages
 * ({@code <scan>.json}: source, pages with size, lines of words with box and confidence, codes) and the folder with the
 * truth of the same scans. Every paper type is left out once while the rest is fitted; thresholds are set on these
 * held-out predictions alone. The report says what is accepted of each type when neither weights nor threshold have seen
 * any paper of it.
 */
final class ConfidenceTraining {
    private static final int STEPS = 60;
    private static final double RIDGE = 0.6;

    private final ObjectMapper json = new ObjectMapper();
    private final List<Sample> samples = new ArrayList<>();
    private final Classifier classifier = new Classifier(PaperTypes.bundled().all());

    @SuppressWarnings("ArrayRecordComponent") // rows of a table that is only read
    private record Sample(
            String group, String file, String key, double[] x, boolean right, boolean proven, boolean barred) {}

    private ConfidenceTraining() {}

    public static void main(String[] arguments) throws IOException {
        ConfidenceTraining training = new ConfidenceTraining();
        for (int i = 2; i + 1 < arguments.length; i += 2) {
            training.read(Path.of(arguments[i]), Path.of(arguments[i + 1]));
        }
        training.train(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    private void read(Path pages, Path corpus) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(pages)) {
            files = all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            JsonNode root = json.readTree(file.toFile());
            String source = root.path("source").asText();
            Path truth = corpus.resolve(source.substring(0, source.lastIndexOf('.')) + ".truth.json");
            if (Files.exists(truth)) {
                add(source, pages(root), json.readTree(truth.toFile()));
            }
        }
    }

    private void add(String source, List<PageText> pages, JsonNode truth) {
        List<PageView> views = PageView.of(pages);
        for (List<PageView> paper : new Splitter(classifier, new Separators(List.of())).split(views)) {
            List<PageView> written = paper.stream()
                    .filter(page -> !page.layout().rows().isEmpty())
                    .toList();
            Classifier.Verdict verdict = classifier.classify(written);
            if (verdict.type() == null) {
                continue;
            }
            List<Code> codes = paper.stream()
                    .flatMap(page -> page.layout().page().codes().stream())
                    .toList();
            Map<String, Reading> readings = Extractor.readings(verdict.type(), written, codes, verdict.title());
            JsonNode wanted = truth.path("fields");
            for (JsonNode one : truth.path("papers")) {
                if (one.path("type").asText().equals(verdict.type().key())) {
                    wanted = one.path("fields");
                }
            }
            Features features = new Features(written, verdict.confidence());
            for (Reading reading : readings.values()) {
                JsonNode want = wanted.path(reading.key());
                if (want.path("value").isMissingNode()
                        || want.path("value").isNull()
                        || want.path("handwritten").asBoolean()) {
                    continue;
                }
                boolean right = key(want.path("value").asText()).equals(key(reading.value()));
                boolean barred = Extractor.isBarred(reading) || verdict.confidence() < Extractor.SURE_TYPE;
                samples.add(new Sample(
                        verdict.type().key(),
                        source,
                        reading.key(),
                        features.of(reading),
                        right,
                        reading.proven(),
                        barred));
            }
        }
    }

    private static String key(String value) {
        return Normalizer.normalize(value, Normalizer.Form.NFC)
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }

    static List<PageText> pages(JsonNode root) {
        List<PageText> pages = new ArrayList<>();
        for (JsonNode page : root.path("pages")) {
            List<Line> lines = new ArrayList<>();
            for (JsonNode line : page.path("lines")) {
                List<Word> words = new ArrayList<>();
                for (JsonNode word : line.path("words")) {
                    words.add(new Word(
                            Normalizer.normalize(word.get(0).asText(), Normalizer.Form.NFC),
                            new Box(
                                    word.get(1).asInt(),
                                    word.get(2).asInt(),
                                    Math.max(word.get(1).asInt(), word.get(3).asInt()),
                                    Math.max(word.get(2).asInt(), word.get(4).asInt())),
                            word.get(5).asDouble()));
                }
                if (!words.isEmpty()) {
                    lines.add(Line.of(words, line.path("block").asInt()));
                }
            }
            List<Code> codes = new ArrayList<>();
            for (JsonNode code : page.path("codes")) {
                codes.add(new Code(
                        Code.Kind.valueOf(code.get(0).asText()),
                        code.get(1).asText(),
                        page.path("page").asInt(),
                        new Box(0, 0, 0, 0)));
            }
            pages.add(new PageText(
                    page.path("page").asInt(),
                    page.path("width").asInt(),
                    page.path("height").asInt(),
                    page.path("dpi").asDouble(),
                    page.path("rotation").asInt(),
                    page.path("skew").asDouble(),
                    page.path("blank").asBoolean(),
                    lines.isEmpty() ? TextOrigin.NONE : TextOrigin.OCR,
                    lines,
                    codes));
        }
        return pages;
    }

    private void train(Path target, Path report) throws IOException {
        Map<Sample, Double> heldOut = new LinkedHashMap<>();
        List<String> groups =
                samples.stream().map(Sample::group).distinct().sorted().toList();
        for (String group : groups) {
            double[] weights =
                    fit(samples.stream().filter(s -> !s.group().equals(group)).toList());
            samples.stream()
                    .filter(s -> s.group().equals(group))
                    .forEach(s -> heldOut.put(s, probability(weights, s.x())));
        }
        double[] all = fit(samples);
        Map<Sample, Double> fitted = new LinkedHashMap<>();
        samples.forEach(sample -> fitted.put(sample, probability(all, sample.x())));
        double accept = threshold(heldOut, false);
        double acceptProven = threshold(heldOut, true);
        StringBuilder text = new StringBuilder();
        text.append(
                "# Coefficients of the logistic model of confidence; made by ConfidenceTraining among the tests.\n");
        text.append("bias=").append(number(all[0])).append('\n');
        for (int i = 0; i < Features.NAMES.size(); i++) {
            text.append(Features.NAMES.get(i))
                    .append('=')
                    .append(number(all[i + 1]))
                    .append('\n');
        }
        text.append("accept=").append(number(accept)).append('\n');
        text.append("accept.proven=").append(number(acceptProven)).append('\n');
        Files.writeString(target, text);
        Files.writeString(
                report,
                "held out, a type at a time\n" + reliability(heldOut, accept, acceptProven) + "\nfitted\n"
                        + reliability(fitted, accept, acceptProven) + "\nunseen types\n" + unseen(groups));
    }

    /** Each type under weights and thresholds of the others: both are set anew without it. */
    private String unseen(List<String> groups) {
        Map<String, int[]> counts = new TreeMap<>();
        for (String group : groups) {
            List<Sample> others =
                    samples.stream().filter(s -> !s.group().equals(group)).toList();
            Map<Sample, Double> predicted = new LinkedHashMap<>();
            for (String inner : groups) {
                double[] weights = fit(
                        others.stream().filter(s -> !s.group().equals(inner)).toList());
                others.stream()
                        .filter(s -> s.group().equals(inner))
                        .forEach(s -> predicted.put(s, probability(weights, s.x())));
            }
            double accept = threshold(predicted, false);
            double acceptProven = threshold(predicted, true);
            double[] weights = fit(others);
            for (Sample sample : samples) {
                if (sample.group().equals(group)) {
                    double p = probability(weights, sample.x());
                    boolean accepted = !sample.barred() && p >= (sample.proven() ? acceptProven : accept);
                    for (String line : List.of(group, "level " + level(sample.file()), "all")) {
                        int[] count = counts.computeIfAbsent(line, key -> new int[3]);
                        count[0]++;
                        count[1] += accepted ? 1 : 0;
                        count[2] += accepted && !sample.right() ? 1 : 0;
                    }
                }
            }
        }
        StringBuilder text = new StringBuilder();
        counts.forEach((line, count) -> text.append(String.format(
                Locale.ROOT,
                "%-32s readings %4d, accepted %5.1f %%, wrong %d%n",
                line,
                count[0],
                100.0 * count[1] / count[0],
                count[2])));
        return text.toString();
    }

    private static String level(String file) {
        return Stream.of("clean", "light", "heavy")
                .filter(file::contains)
                .findFirst()
                .orElse("other");
    }

    /** The lowest probability above which at most one in a thousand is wrong, which with fewer samples means none. */
    private static double threshold(Map<Sample, Double> predicted, boolean proven) {
        List<Map.Entry<Sample, Double>> sorted = predicted.entrySet().stream()
                .filter(e -> e.getKey().proven() == proven && !e.getKey().barred())
                .sorted(Map.Entry.<Sample, Double>comparingByValue(Comparator.reverseOrder()))
                .toList();
        double threshold = 0.9999;
        int wrong = 0;
        for (int i = 0; i < sorted.size(); i++) {
            wrong += sorted.get(i).getKey().right() ? 0 : 1;
            if (wrong <= i / 1000) {
                threshold = sorted.get(i).getValue();
            }
        }
        return threshold;
    }

    private static String reliability(Map<Sample, Double> predicted, double accept, double acceptProven) {
        Map<Double, List<Map.Entry<Sample, Double>>> bins = new TreeMap<>();
        for (Map.Entry<Sample, Double> one : predicted.entrySet()) {
            double p = one.getValue();
            double bin = p < 0.5
                    ? 0
                    : p < 0.8
                            ? 0.5
                            : p < 0.9
                                    ? 0.8
                                    : p < 0.95 ? 0.9 : p < 0.98 ? 0.95 : p < 0.99 ? 0.98 : p < 0.995 ? 0.99 : 0.995;
            bins.computeIfAbsent(bin, key -> new ArrayList<>()).add(one);
        }
        StringBuilder text = new StringBuilder("from   readings  predicted  seen\n");
        bins.forEach((bin, list) -> text.append(String.format(
                Locale.ROOT,
                "%.3f %9d %10.4f %6.4f%n",
                bin,
                list.size(),
                list.stream().mapToDouble(Map.Entry::getValue).average().orElse(0),
                list.stream().filter(e -> e.getKey().right()).count() / (double) list.size())));
        List<Map.Entry<Sample, Double>> accepted = predicted.entrySet().stream()
                .filter(e -> !e.getKey().barred() && e.getValue() >= (e.getKey().proven() ? acceptProven : accept))
                .toList();
        List<Map.Entry<Sample, Double>> wrong =
                accepted.stream().filter(e -> !e.getKey().right()).toList();
        text.append(String.format(
                Locale.ROOT,
                "accepted %d of %d readings, wrong %d%n",
                accepted.size(),
                predicted.size(),
                wrong.size()));
        text.append(wrong.stream()
                .map(e -> e.getKey().file() + " " + e.getKey().key() + " " + number(e.getValue()))
                .collect(Collectors.joining("\n")));
        text.append("\nsurest of the wrong\n");
        predicted.entrySet().stream()
                .filter(e -> !e.getKey().right() && !e.getKey().barred())
                .sorted(Map.Entry.<Sample, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(30)
                .forEach(
                        e -> text.append(number(e.getValue()) + " " + e.getKey().file() + " "
                                + e.getKey().key() + (e.getKey().proven() ? " proven" : "") + "\n"));
        for (double from : new double[] {0.9, 0.94, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995}) {
            List<Map.Entry<Sample, Double>> above = predicted.entrySet().stream()
                    .filter(e -> !e.getKey().barred() && e.getValue() >= from)
                    .toList();
            text.append(String.format(
                    Locale.ROOT,
                    "above %.3f: %d, wrong %d%n",
                    from,
                    above.size(),
                    above.stream().filter(e -> !e.getKey().right()).count()));
        }
        return text.append('\n').toString();
    }

    private static double probability(double[] weights, double[] x) {
        double sum = weights[0];
        for (int i = 0; i < x.length; i++) {
            sum += weights[i + 1] * x[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /** Newton's method with a ridge. */
    private static double[] fit(List<Sample> data) {
        int n = Features.NAMES.size() + 1;
        double[] weights = new double[n];
        for (int step = 0; step < STEPS; step++) {
            double[][] hessian = new double[n][n + 1];
            for (int i = 0; i < n; i++) {
                double ridge = i == 0 ? 1e-3 : RIDGE;
                hessian[i][i] = ridge;
                hessian[i][n] = -ridge * weights[i];
            }
            for (Sample sample : data) {
                double p = probability(weights, sample.x());
                double w = Math.max(1e-6, p * (1 - p));
                double error = (sample.right() ? 1 : 0) - p;
                for (int i = 0; i < n; i++) {
                    double xi = i == 0 ? 1 : sample.x()[i - 1];
                    if (xi != 0) {
                        hessian[i][n] += error * xi;
                        for (int j = 0; j < n; j++) {
                            hessian[i][j] += w * xi * (j == 0 ? 1 : sample.x()[j - 1]);
                        }
                    }
                }
            }
            double[] change = solve(hessian);
            double largest = 0;
            for (int i = 0; i < n; i++) {
                weights[i] += change[i];
                largest = Math.max(largest, Math.abs(change[i]));
            }
            if (largest < 1e-6) {
                break;
            }
        }
        return weights;
    }

    /** Gauss elimination with pivots; the right side is the last column. */
    private static double[] solve(double[][] a) {
        int n = a.length;
        for (int i = 0; i < n; i++) {
            int pivot = i;
            for (int r = i + 1; r < n; r++) {
                pivot = Math.abs(a[r][i]) > Math.abs(a[pivot][i]) ? r : pivot;
            }
            double[] swap = a[i];
            a[i] = a[pivot];
            a[pivot] = swap;
            for (int r = i + 1; r < n; r++) {
                double factor = a[r][i] / a[i][i];
                for (int c = i; c <= n; c++) {
                    a[r][c] -= factor * a[i][c];
                }
            }
        }
        double[] x = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double sum = a[i][n];
            for (int c = i + 1; c < n; c++) {
                sum -= a[i][c] * x[c];
            }
            x[i] = sum / a[i][i];
        }
        return x;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.5f", value);
    }
}

package vn.hoso.extract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.FieldType;
import vn.hoso.paper.PaperType;
import vn.hoso.text.Code;

/** Tells the type of a paper from its title, from phrases on its pages, from its symbol and its codes. */
final class Classifier {
    /** Below this score nothing is known of the paper. */
    private static final double LEAST = 2.2;

    /** The symbol of a type whose documents carry no abbreviation of the type: an agency comes first. */
    private static final String AGENCY_FIRST = "-";

    /** This share of the captions of a type is enough to know it without its title. */
    private static final double CAPTIONS = 0.6;

    /** How sure a type is whose title was not read. */
    private static final double UNTITLED = 0.6;

    private final Collection<PaperType> types;

    Classifier(Collection<PaperType> types) {
        this.types = types;
    }

    /** A type and how sure it is; the block that was its title, where there was one. */
    record Verdict(
            @Nullable PaperType type,
            double confidence,
            @Nullable TitleBlock title,
            double score) {
        /** Nothing is known. */
        static final Verdict NONE = new Verdict(null, 0, null, 0);
    }

    /** A type that a person has named. */
    Verdict named(PaperType type, List<PageView> pages) {
        Verdict read = score(type, pages);
        return new Verdict(type, 1, read.title(), read.score());
    }

    Verdict classify(List<PageView> pages) {
        List<Verdict> verdicts = new ArrayList<>();
        for (PaperType type : types) {
            verdicts.add(score(type, pages));
        }
        verdicts.sort(Comparator.comparingDouble(Verdict::score).reversed());
        if (verdicts.isEmpty() || verdicts.get(0).score() < LEAST) {
            return byCaptions(verdicts, pages);
        }
        Verdict best = verdicts.get(0);
        double second = verdicts.size() > 1 ? Math.max(0, verdicts.get(1).score()) : 0;
        double lead = best.score() - second;
        double confidence = 1 / (1 + Math.exp(-(0.9 * lead + 0.5 * (best.score() - LEAST) - 0.6)));
        return new Verdict(best.type(), Math.min(0.999, confidence), best.title(), best.score());
    }

    /**
     * Where the title was not read: the one type that most of the captions belong to, if something else speaks for it
     * as well. Such a type is never sure.
     */
    private Verdict byCaptions(List<Verdict> verdicts, List<PageView> pages) {
        Map<PaperType, Double> shares = new HashMap<>();
        for (Verdict verdict : verdicts) {
            PaperType type = verdict.type();
            if (type != null && verdict.score() > 0) {
                shares.put(type, captions(type, pages));
            }
        }
        List<Map.Entry<PaperType, Double>> order = new ArrayList<>(shares.entrySet());
        order.sort(Map.Entry.<PaperType, Double>comparingByValue().reversed());
        boolean clear = !order.isEmpty()
                && order.get(0).getValue() >= CAPTIONS
                && (order.size() == 1
                        || order.get(1).getValue() < 0.6 * order.get(0).getValue());
        return clear ? new Verdict(order.get(0).getKey(), UNTITLED, null, LEAST) : Verdict.NONE;
    }

    /** The share of the required captioned fields of a type whose captions stand on the pages; rare captions count more. */
    private double captions(PaperType type, List<PageView> pages) {
        double all = 0;
        double found = 0;
        for (FieldType field : type.fields()) {
            if (!field.required() || field.labels().isEmpty()) {
                continue;
            }
            double rare = 1.0
                    / types.stream()
                            .filter(other -> other.fields().stream()
                                    .anyMatch(their -> their.labels().stream().anyMatch(field.labels()::contains)))
                            .count();
            boolean seen = field.labels().stream()
                    .filter(label -> Token.bare(label).length() >= 6)
                    .anyMatch(label -> pages.stream().anyMatch(page -> seen(new PaperType.Cue(label, 1), page) > 0));
            all += rare;
            found += seen ? rare : 0;
        }
        return all < 1 ? 0 : found / all;
    }

    private Verdict score(PaperType type, List<PageView> pages) {
        double score = 0;
        Titled titled = pages.isEmpty() ? new Titled(0, null) : title(type, pages.get(0));
        score += titled.score();
        for (PaperType.Cue cue : type.cues()) {
            score += 0.6
                    * cue.weight()
                    * pages.stream().mapToDouble(page -> seen(cue, page)).max().orElse(0);
        }
        for (PaperType.Cue cue : type.against()) {
            score -= pages.isEmpty()
                    ? 0
                    : cue.weight() * asTitle(cue.phrase(), pages.get(0)).score();
        }
        score += symbol(type, pages) + codes(type, pages);
        return new Verdict(type, 0, titled.block(), score);
    }

    private record Titled(double score, @Nullable TitleBlock block) {}

    private static Titled title(PaperType type, PageView page) {
        Titled best = new Titled(0, null);
        for (PaperType.Cue cue : type.titles()) {
            Titled found = asTitle(cue.phrase(), page);
            double score = cue.weight() * found.score();
            if (score > best.score()) {
                best = new Titled(score, found.block());
            }
        }
        if (best.block() == null) {
            // no line in capitals: a title that is only somewhere in the text counts little
            for (PaperType.Cue cue : type.titles()) {
                double anywhere = 0.25 * cue.weight() * seen(cue, page);
                best = anywhere > best.score() ? new Titled(anywhere, null) : best;
            }
        }
        return best;
    }

    /** How well a phrase fits one of the possible titles: 1 where it is all of a large title high on the page. */
    private static Titled asTitle(String phrase, PageView page) {
        String wanted = Token.bare(phrase);
        int limit = wanted.length() <= 4 ? 0 : Math.max(1, wanted.length() / 6);
        Titled best = new Titled(0, null);
        for (TitleBlock block : page.titles()) {
            String bare = block.bare();
            Fuzzy.Hit hit = Fuzzy.find(wanted, bare, limit);
            if (hit.edits() > limit) {
                continue;
            }
            double quality = 1 - (double) hit.edits() / wanted.length();
            boolean head = hit.end() <= wanted.length() + 2;
            double share = Math.min(1, (double) wanted.length() / bare.length());
            double height = block.top() / page.layout().height();
            double place = height < 0.5 ? 1 : height < 0.75 ? 0.6 : 0.35;
            double size = Math.min(1.15, 0.85 + 0.15 * block.size());
            double first = opensArticles(block, page) ? 0.5 : 1;
            double score = quality * quality * place * first * size * (head ? 1 : 0.55) * (0.6 + 0.4 * share);
            if (score > best.score()) {
                best = new Titled(score, block);
            }
        }
        return best;
    }

    /** Whether the articles follow at once: {@code QUYẾT ĐỊNH:} before {@code Điều 1} repeats the title. */
    private static boolean opensArticles(TitleBlock block, PageView page) {
        double bottom = block.lines().get(block.lines().size() - 1).bottom();
        return page.layout().rows().stream()
                .filter(row -> row.top() > bottom - 0.3 * page.layout().letterHeight())
                .findFirst()
                .filter(row -> Token.bare(row.text()).startsWith("dieu1"))
                .isPresent();
    }

    /** How well a phrase is found on a page; a short one must begin a segment. */
    private static double seen(PaperType.Cue cue, PageView page) {
        String wanted = Token.bare(cue.phrase());
        if (wanted.length() < 5) {
            return page.layout().rows().stream()
                            .flatMap(row -> row.segments().stream())
                            .anyMatch(segment -> segment.tokens().get(0).bare().equals(wanted)
                                    && segment.tokens().get(0).startsUpper())
                    ? 1
                    : 0;
        }
        int limit = wanted.length() / 7;
        int edits = Fuzzy.find(wanted, page.bare(), limit).edits();
        return edits > limit ? 0 : 1 - (double) edits / wanted.length();
    }

    /** The first part of the symbol names the type: {@code 15/TB-SYT} is a notice. */
    private double symbol(PaperType type, List<PageView> pages) {
        String mine = type.symbol();
        if (mine == null || pages.isEmpty()) {
            return 0;
        }
        Optional<Heading.Numbered> number = pages.get(0).heading().number();
        if (mine.equals(AGENCY_FIRST)) {
            return number.filter(found -> !found.symbol().isEmpty() && !namesType(found.symbol()))
                            .isPresent()
                    ? 1
                    : 0;
        }
        return number.filter(found -> {
                            String first = found.symbol().split("[-.]", -1)[0];
                            return Token.bare(first).equals(mine.toLowerCase(Locale.ROOT))
                                    || first.equals(mine)
                                    || (mine.length() > 2 && Token.bare(first).equals(Token.bare(mine)));
                        })
                        .isPresent()
                ? 2
                : 0;
    }

    private boolean namesType(String symbol) {
        String first = symbol.split("[-.]", -1)[0];
        return types.stream().anyMatch(type -> first.equals(type.symbol()));
    }

    private static double codes(PaperType type, List<PageView> pages) {
        boolean card = type.key().equals("identity_card");
        boolean cardCode = pages.stream()
                .flatMap(page -> page.layout().page().codes().stream())
                .anyMatch(code -> (code.kind() == Code.Kind.QR
                                && CardCodes.parseQr(code.payload()).isPresent())
                        || (code.kind() == Code.Kind.MRZ
                                && CardCodes.parseMrz(code.payload()).isPresent()));
        return card && cardCode ? 3 : 0;
    }
}

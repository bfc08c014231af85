package vn.hoso.extract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Field;
import vn.hoso.paper.PaperType;
import vn.hoso.paper.PaperTypes;
import vn.hoso.text.Code;
import vn.hoso.text.PageText;

/**
 * Finds the papers in a file, their types and their fields (bóc tách dữ liệu).
 *
 * <pre>{@code
 * Extractor extractor = Extractor.builder().build();
 * for (Extraction paper : extractor.extract(pages)) {
 *     System.out.println(paper.type() + " " + paper.fields().keySet());
 * }
 * }</pre>
 *
 * <p>The types are data (see {@link PaperTypes}). Immutable and safe for use by several threads; a page takes
 * milliseconds.
 */
public final class Extractor {
    /** Doubts after which a value is never used without a look, however sure the letters were. */
    private static final Set<String> SERIOUS = Set.of(
            "handwritten",
            "check_digit",
            "birth_year_differs",
            "sex_differs",
            "words_differ",
            "date_order",
            "differs",
            "symbol_differs",
            "malformed",
            "unlisted",
            "cut_off",
            "no_word",
            "torn",
            "respelt",
            "derived",
            "whose",
            "incomplete",
            "leading_zero");

    /** On a paper whose type is less sure than this no value is used without a look. */
    static final double SURE_TYPE = 0.7;

    private final PaperTypes types;
    private final Classifier classifier;
    private final ConfidenceModel model = ConfidenceModel.bundled();

    private final Splitter splitter;
    private final Recollection recollection;

    private Extractor(PaperTypes types, TypeMemory memory, List<String> separators) {
        this.types = types;
        this.classifier = new Classifier(types.all());
        this.splitter = new Splitter(classifier, new Separators(separators));
        this.recollection = new Recollection(memory, types);
    }

    /**
     * A builder with the bundled types.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Settings of an {@link Extractor}. */
    public static final class Builder {
        private @Nullable PaperTypes types;
        private TypeMemory memory = TypeMemory.NONE;
        private List<String> separators = List.of("PATCHT", "HOSO-SEPARATOR");

        private Builder() {}

        /**
         * What the bar code or QR code of a separator sheet says; {@code PATCHT} and {@code HOSO-SEPARATOR} by default.
         *
         * @param payloads the contents of the codes; punctuation and case don't matter; none for no such sheets
         * @return this builder
         */
        public Builder separators(List<String> payloads) {
            this.separators = List.copyOf(payloads);
            return this;
        }

        /**
         * The paper types to tell apart; the bundled ones by default.
         *
         * @param types the types
         * @return this builder
         */
        public Builder types(PaperTypes types) {
            this.types = types;
            return this;
        }

        /**
         * What verified papers tell of the types of papers whose own words don't; nothing by default.
         *
         * @param memory the memory; it must stay open as long as the extractor is used
         * @return this builder
         */
        public Builder memory(TypeMemory memory) {
            this.memory = memory;
            return this;
        }

        /**
         * Builds the extractor.
         *
         * @return the extractor
         */
        public Extractor build() {
            return new Extractor(types == null ? PaperTypes.bundled() : types, memory, separators);
        }
    }

    /**
     * Finds the papers in the pages of one file.
     *
     * <p>A file with several papers, each beginning with its own heading, gives several; blank pages belong to the
     * paper before them, so that no page is lost. Separator sheets part papers and belong to none, see
     * {@link #separatorSheets}. What can't be told is {@link Extraction#UNKNOWN}, never a guess. The
     * stamp of a state secret is given as field {@code secrecy_mark} for papers of every type, also the unknown.
     *
     * @param pages the pages of one file, in order
     * @return the papers, in order; at least one
     */
    public List<Extraction> extract(List<PageText> pages) {
        return sort(pages).extractAll();
    }

    /**
     * The pages that are no part of any paper: the sheets that were laid between papers, with their blank backs.
     *
     * @param pages the pages of one file, in order
     * @return page numbers, ascending; none where the file has nothing else
     */
    public List<Integer> separatorSheets(List<PageText> pages) {
        return splitter.sheets(PageView.of(pages));
    }

    /**
     * Tells the papers of a file apart, as {@link #extract(List)} does, without extracting their data.
     *
     * @param pages the pages of one file, in order
     * @return the file, whose papers can be extracted one by one
     */
    public SortedFile sort(List<PageText> pages) {
        return new SortedFile(
                this,
                splitter.split(PageView.of(pages)).stream().map(this::part).toList());
    }

    /**
     * Takes all pages as one paper, as an officer has said.
     *
     * @param pages the pages of the paper, in order
     * @return a file of one paper
     */
    public SortedFile sortAsOne(List<PageText> pages) {
        return new SortedFile(this, List.of(part(PageView.of(pages))));
    }

    /**
     * Takes all pages as one paper of a type that an officer has named.
     *
     * @param pages the pages of the paper, in order
     * @param type the key of the type
     * @return the paper, whose type is certain
     * @throws HosoException with {@code NOT_FOUND} for a type that is not declared
     */
    public Extraction extractAs(List<PageText> pages, String type) {
        PaperType declared =
                types.find(type).orElseThrow(() -> new HosoException(Problem.NOT_FOUND, type, "paper type"));
        SortedFile.Part told = part(PageView.of(pages));
        Classifier.Verdict named = classifier.named(declared, told.printed());
        return extract(new SortedFile.Part(told.views(), named, told.secrecy()));
    }

    private SortedFile.Part part(List<PageView> views) {
        SortedFile.Part part = new SortedFile.Part(views, Classifier.Verdict.NONE, Optional.empty());
        Classifier.Verdict told = classifier.classify(part.printed());
        Classifier.Verdict verdict = told.confidence() >= SURE_TYPE
                ? told
                : recollection.recall(part.printed()).orElse(told);
        return new SortedFile.Part(views, verdict, SecrecyMark.find(part.printed()));
    }

    Extraction extract(SortedFile.Part part) {
        List<PageView> pages = part.printed();
        List<Integer> numbers = part.views().stream().map(PageView::page).toList();
        List<Code> codes = part.views().stream()
                .flatMap(page -> page.layout().page().codes().stream())
                .toList();
        Classifier.Verdict verdict = part.verdict();
        PaperType type = verdict.type();
        Map<String, Field> secrecy =
                part.secrecy().map(mark -> Map.of(mark.key(), mark)).orElse(Map.of());
        if (type == null) {
            return new Extraction(
                    Extraction.UNKNOWN,
                    0,
                    numbers,
                    secrecy,
                    codes,
                    vn.hoso.paper.Owner.UNKNOWN,
                    vn.hoso.paper.Validity.UNKNOWN);
        }
        Map<String, Field> fields = fields(type, pages, codes, verdict);
        fields.putAll(secrecy);
        return new Extraction(
                type.key(),
                verdict.confidence(),
                numbers,
                fields,
                codes,
                Conclusions.owner(type, fields),
                Conclusions.validity(type, fields));
    }

    private Map<String, Field> fields(
            PaperType type, List<PageView> pages, List<Code> codes, Classifier.Verdict verdict) {
        Map<String, Reading> readings = readings(type, pages, codes, verdict.title());
        Features features = new Features(pages, verdict.confidence());
        Map<String, Field> fields = new LinkedHashMap<>();
        boolean typed = verdict.confidence() >= SURE_TYPE;
        readings.forEach((key, reading) -> fields.put(key, field(reading, features.of(reading), typed)));
        return fields;
    }

    static Map<String, Reading> readings(
            PaperType type, List<PageView> pages, List<Code> codes, @Nullable TitleBlock title) {
        LabelFields labels = new LabelFields(type, title);
        Map<String, List<Candidate>> labelled = labels.read(pages);
        LayoutFields layout = new LayoutFields(type, pages, title);
        Map<String, Reading> readings = new LinkedHashMap<>();
        for (var declared : type.fields()) {
            List<Candidate> candidates = new ArrayList<>(labelled.getOrDefault(declared.key(), List.of()));
            layout.find(declared).ifPresent(candidates::add);
            Evidence.best(candidates).ifPresent(reading -> {
                Evidence.addWording(reading, pages);
                readings.put(declared.key(), reading);
            });
        }
        Evidence.addCodes(type, readings, codes);
        CrossChecks.run(type, readings);
        Committees.offer(readings, pages);
        Handwriting.doubt(readings, labels.unread());
        Map<String, Reading> ordered = new LinkedHashMap<>();
        type.fields().forEach(declared -> {
            Reading reading = readings.get(declared.key());
            if (reading != null) {
                ordered.put(declared.key(), reading);
            }
        });
        return ordered;
    }

    /** Whether a value needs a person whatever its confidence: a serious doubt, or rights hang on it without proof. */
    static boolean isBarred(Reading reading) {
        boolean serious = reading.doubts().stream().anyMatch(SERIOUS::contains);
        return serious || (reading.candidate().field().sensitive() && !reading.proven());
    }

    private Field field(Reading reading, double[] features, boolean typed) {
        Candidate c = reading.candidate();
        double confidence = model.probability(features);
        boolean sure = confidence >= model.acceptAbove(reading.proven());
        boolean accepted = typed && sure && !isBarred(reading);
        return new Field(
                reading.key(),
                c.value(),
                c.printed(),
                confidence,
                c.page(),
                c.box(),
                c.method(),
                accepted,
                reading.alternatives(),
                List.copyOf(reading.doubts()));
    }

    /**
     * The types that this extractor tells apart.
     *
     * @return the types
     */
    public PaperTypes types() {
        return types;
    }
}

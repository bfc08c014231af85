package vn.hoso.examples;

import java.util.List;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.ReviewDesk;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.PaperEntry;

/** What an officer does with papers that were told apart wrongly: another type, several papers of one, one of several. */
final class ReviewShape {
    private ReviewShape() {}

    /** The key of a type that is known. */
    static String known(Context context, String type) {
        if (context.types().find(type).isEmpty()) {
            throw new UsageException(context.texts().get("review.noType", Failures.oneLine(type)));
        }
        return type;
    }

    /** Names the type of a paper. */
    @picocli.CommandLine.Command(name = "retype")
    static final class Retype extends DecisionCommand.OnPaper {
        @Parameters(index = "1", paramLabel = "TYPE", descriptionKey = "review.typeKey")
        private String type = "";

        Retype(Context context) {
            super(context, KeyNeed.FOR_SEALED);
        }

        @Override
        void decide(ReviewDesk desk, Home home, PaperId paper, String actor) {
            DigitisedRecord record = desk.retype(paper, known(context(), type), actor);
            int look = home.registry()
                    .paper(record.id())
                    .map(PaperEntry::toLook)
                    .orElse(List.of())
                    .size();
            print(
                    "review.retyped",
                    record.id(),
                    PaperView.type(context(), record.type()),
                    record.fields().size(),
                    look);
        }
    }

    /** Cuts a paper into several. */
    @picocli.CommandLine.Command(name = "split")
    static final class Split extends DecisionCommand.OnPaper {
        @Parameters(index = "1..*", arity = "1..*", paramLabel = "PAGE", descriptionKey = "review.cuts")
        private List<Integer> pages = List.of();

        Split(Context context) {
            super(context, KeyNeed.ALWAYS);
        }

        @Override
        void decide(ReviewDesk desk, Home home, PaperId paper, String actor) {
            int count = home.registry().paper(paper).map(PaperEntry::pages).orElse(0);
            int before = 1;
            for (int page : pages) {
                if (page <= before || page > count) {
                    throw new UsageException(texts().get("review.badCut", page, count));
                }
                before = page;
            }
            List<PaperId> parts = desk.split(paper, pages, actor);
            print("review.split", paper, parts.size());
            parts.forEach(part -> print(
                    "review.part",
                    part,
                    PaperView.type(context(), desk.show(part).record().type()),
                    desk.show(part).entry().pages()));
        }
    }

    /** Makes one paper of several. */
    @picocli.CommandLine.Command(name = "merge")
    static final class Merge extends DecisionCommand {
        @Parameters(arity = "2..*", paramLabel = "ID", descriptionKey = "paper.id")
        private List<String> ids = List.of();

        Merge(Context context) {
            super(context, KeyNeed.ALWAYS);
        }

        @Override
        void decide(ReviewDesk desk, Home home, String actor) {
            List<PaperId> papers =
                    ids.stream().map(id -> find(home, id)).distinct().toList();
            PaperId whole;
            try {
                whole = desk.merge(papers, actor);
            } catch (IllegalArgumentException e) {
                throw new UsageException(texts().get("review.notTogether"));
            }
            print("review.merged", papers.size(), whole);
            print(
                    "review.part",
                    whole,
                    PaperView.type(context(), desk.show(whole).record().type()),
                    desk.show(whole).entry().pages());
        }
    }
}

package vn.hoso.examples;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.ReviewDesk;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;

/** What an officer decides on a paper: that it is right, what is wrong with it, that it has ended. */
final class ReviewDecisions {
    private ReviewDecisions() {}

    /** Confirms papers. */
    @picocli.CommandLine.Command(name = "confirm")
    static final class Confirm extends DecisionCommand {
        @Parameters(arity = "1..*", paramLabel = "ID", descriptionKey = "paper.id")
        private List<String> ids = List.of();

        @Nullable
        @Option(names = "--original", paramLabel = "KIND", descriptionKey = "original")
        private String original;

        Confirm(Context context) {
            super(context, KeyNeed.ALWAYS);
        }

        @Override
        void decide(ReviewDesk desk, Home home, String actor) {
            for (String id : ids) {
                PaperId paper = find(home, id);
                if (original != null && isRefused(desk.stateOriginal(paper, original, actor))) {
                    continue;
                }
                DigitisedRecord record = desk.confirm(paper, actor);
                if (record.level() == Level.SEALED) {
                    print("review.confirmed", record.id(), String.valueOf(record.resultCode()));
                } else {
                    List<String> look = desk.show(record.id()).entry().toLook();
                    print("review.confirmedOnce", record.id(), String.join(", ", look));
                }
            }
        }

        /** Whether what the officer said of the paper has ended its way. */
        private boolean isRefused(DigitisedRecord stated) {
            DigitisedRecord.Ending ending = stated.ending();
            if (ending == null) {
                return false;
            }
            print("review.notEligible", stated.id(), String.valueOf(ending.reason()));
            return true;
        }
    }

    /** Corrects the values of a paper. */
    @picocli.CommandLine.Command(name = "correct")
    static final class Correct extends DecisionCommand.OnPaper {
        @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY=VALUE", descriptionKey = "review.values")
        private List<String> values = List.of();

        Correct(Context context) {
            super(context, KeyNeed.FOR_SEALED);
        }

        @Override
        void decide(ReviewDesk desk, Home home, PaperId paper, String actor) {
            Map<String, String> changes = new LinkedHashMap<>();
            for (String value : values) {
                int equals = value.indexOf('=');
                if (equals < 1) {
                    throw new UsageException(texts().get("review.badValue", Failures.oneLine(value)));
                }
                changes.put(
                        value.substring(0, equals).strip(),
                        value.substring(equals + 1).strip());
            }
            DigitisedRecord record = desk.correct(paper, changes, actor);
            print("review.corrected", record.id(), changes.size(), texts().word("level", record.level()));
            ImpactCommand.warn(this, home.registry(), record.id());
        }
    }

    /** Rejects a paper. */
    @picocli.CommandLine.Command(name = "reject")
    static final class Reject extends DecisionCommand.Ending {
        Reject(Context context) {
            super(context);
        }

        @Override
        void decide(ReviewDesk desk, Home home, PaperId paper, String actor) {
            print("review.rejected", desk.reject(paper, reason(), actor).id());
        }
    }

    /** Revokes a paper. */
    @picocli.CommandLine.Command(name = "revoke")
    static final class Revoke extends DecisionCommand.Ending {
        Revoke(Context context) {
            super(context);
        }

        @Override
        void decide(ReviewDesk desk, Home home, PaperId paper, String actor) {
            desk.revoke(paper, reason(), actor);
            print("review.revoked", paper);
            ImpactCommand.warn(this, home.registry(), paper);
        }
    }

    /** Marks a paper as replaced by another. */
    @picocli.CommandLine.Command(name = "supersede")
    static final class Supersede extends DecisionCommand.Ending {
        @Option(names = "--by", required = true, paramLabel = "ID", descriptionKey = "supersede.by")
        private String by = "";

        Supersede(Context context) {
            super(context);
        }

        @Override
        void decide(ReviewDesk desk, Home home, PaperId paper, String actor) {
            PaperId successor = find(home, by);
            DigitisedRecord record = desk.supersede(paper, successor, reason(), actor);
            print("review.superseded", record.id(), successor);
            ImpactCommand.warn(this, home.registry(), record.id());
        }
    }
}

package vn.hoso.examples;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.hoso.reuse.Answer;
import vn.hoso.reuse.FederatedLookup;
import vn.hoso.reuse.Plan;

/** What is here for a dossier, for people. */
final class PlanView {
    private final Context context;
    private final Texts texts;
    private final String indent;

    /**
     * A view.
     *
     * @param context where to print
     * @param indent what stands before each line
     */
    PlanView(Context context, String indent) {
        this.context = context;
        this.texts = context.texts();
        this.indent = indent;
    }

    void print(Plan plan) {
        PrintWriter out = context.terminal().out();
        int width = context.terminal().width();
        out.println(indent
                + texts.get(
                        "plan.head", plan.procedure().code(), plan.procedure().name(), plan.on()));
        for (Plan.ComponentAnswer component : plan.components()) {
            Answer answer = component.answer();
            out.println(indent + "  " + texts.word("answer", answer.name()) + ": "
                    + component.component().name());
            for (String line : details(answer)) {
                Table.wrap(line, width - indent.length() - 6).forEach(part -> out.println(indent + "      " + part));
            }
        }
        if (plan.formFields() == 0) {
            return;
        }
        out.println(indent + texts.get("plan.form", plan.form().size(), plan.formFields()));
        Table table = new Table(width, indent + "  ");
        for (Map.Entry<String, Plan.Prefilled> field : plan.form().entrySet()) {
            Plan.Prefilled filled = field.getValue();
            table.row(field.getKey(), filled.value(), texts.get("plan.from", type(filled.type()), filled.page()));
        }
        table.print(out);
        plan.form()
                .forEach((key, filled) -> filled.others()
                        .forEach(other -> out.println(
                                indent + "  " + texts.get("plan.conflict", key, other.value(), other.record()))));
    }

    /** What others hold, and who did not say. */
    void print(FederatedLookup.Result elsewhere) {
        PrintWriter out = context.terminal().out();
        int width = context.terminal().width();
        out.println(indent + texts.get("plan.elsewhere", elsewhere.found().size()));
        for (FederatedLookup.Found found : elsewhere.found()) {
            out.println(indent + "  " + found.source() + ": "
                    + texts.word("answer", found.answer().name()) + ": "
                    + found.component().name());
            for (String line : details(found.answer())) {
                Table.wrap(line, width - indent.length() - 6).forEach(part -> out.println(indent + "      " + part));
            }
        }
        elsewhere
                .silent()
                .forEach((source, why) -> out.println(indent + "  " + source + ": " + texts.get("plan." + why)));
    }

    private String type(String key) {
        return PaperView.type(context, key);
    }

    private List<String> details(Answer answer) {
        List<String> lines = new ArrayList<>();
        if (answer instanceof Answer.Reusable reusable) {
            lines.add(texts.get("plan.reusable", reusable.record(), reusable.issued(), until(reusable.until())));
            if (Boolean.FALSE.equals(reusable.onDecisionDay())) {
                lines.add(texts.get("plan.notOnDecision"));
            }
        } else if (answer instanceof Answer.Expired expired) {
            lines.add(texts.get("plan.expired", expired.record(), expired.until()));
        } else if (answer instanceof Answer.Revoked revoked) {
            lines.add(texts.get(
                    "plan.revoked",
                    revoked.record(),
                    shown(revoked.from()),
                    Objects.requireNonNullElse(revoked.reason(), "")));
        } else if (answer instanceof Answer.Superseded superseded) {
            lines.add(texts.get("plan.superseded", superseded.record(), shown(superseded.by())));
        } else if (answer.record() != null) {
            lines.add(shown(answer.record()));
        }
        if (answer instanceof Answer.Ask ask) {
            ask.candidates().forEach(candidate -> lines.add(candidate.value()));
        }
        answer.reasons().forEach(reason -> lines.add(reason.message(texts.locale())));
        return lines;
    }

    private String until(@Nullable Object day) {
        return day == null ? texts.get("plan.always") : texts.get("plan.until", day);
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "?" : value.toString();
    }
}

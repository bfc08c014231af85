package vn.hoso.reuse;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;

/** A plan as JSON; its first keys are those of the answers to scenarios. */
final class PlanJson {
    private static final JsonMapper JSON = new JsonMapper();

    private PlanJson() {}

    static String write(Plan plan) {
        ObjectNode root = JSON.createObjectNode();
        root.put("procedure", plan.procedure().code());
        root.put("name", plan.procedure().name());
        root.put("on_date", plan.on().toString());
        root.put("resolved_owner_id", plan.owner());
        ArrayNode components = root.putArray("components");
        plan.components().forEach(component -> component(components.addObject(), component));
        ObjectNode prefill = root.putObject("prefill");
        plan.form().forEach((key, value) -> filled(prefill.putObject(key), value));
        root.put("form_fields", plan.formFields());
        root.put("saved_fields", plan.savedFields());
        return root.toString();
    }

    private static void component(ObjectNode node, Plan.ComponentAnswer component) {
        node.put("component", component.component().code());
        node.put("name", component.component().name());
        answer(node, component.answer());
        ArrayNode considered = node.putArray("considered");
        component.considered().forEach(one -> answer(considered.addObject(), one.answer()));
    }

    private static void answer(ObjectNode node, Answer answer) {
        node.put("answer", answer.name());
        node.put("record", text(answer.record()));
        if (answer instanceof Answer.Reusable reusable) {
            node.put("version", reusable.version());
            node.put("kind", reusable.kind());
            node.put("issued", reusable.issued().toString());
            node.put("valid_until", text(reusable.until()));
            if (reusable.onDecisionDay() != null) {
                node.put("valid_on_decision_day", reusable.onDecisionDay());
            }
            ObjectNode proof = node.putObject("proof");
            proof.put("record_sha256", reusable.proof().recordSha256());
            proof.put("seal_sha256", reusable.proof().sealSha256());
            proof.put("seal", text(reusable.proof().seal()));
            proof.put("signer", reusable.proof().signer());
            proof.put("signed_at", text(reusable.proof().signedAt()));
        } else if (answer instanceof Answer.Expired expired) {
            node.put("valid_until", expired.until().toString());
        } else if (answer instanceof Answer.Revoked revoked) {
            node.put("from", text(revoked.from()));
            node.put("reason", revoked.reason());
        } else if (answer instanceof Answer.Superseded superseded) {
            node.put("by", text(superseded.by()));
        } else if (answer instanceof Answer.Ask ask) {
            ArrayNode candidates = node.putArray("candidates");
            ask.candidates().forEach(candidate -> candidates.add(candidate.value()));
        }
        List<Answer.Reason> reasons = answer.reasons();
        if (!reasons.isEmpty()) {
            ArrayNode list = node.putArray("reasons");
            reasons.forEach(reason -> list.add(reason.name()));
        }
    }

    private static void filled(ObjectNode node, Plan.Prefilled filled) {
        if (filled.numeric()) {
            node.put("value", new BigDecimal(filled.value()));
        } else {
            node.put("value", filled.value());
        }
        node.put("source", filled.record().value());
        node.put("version", filled.version());
        node.put("type", filled.type());
        node.put("field", filled.field());
        node.put("page", filled.page());
        if (filled.box() != null) {
            node.putArray("box")
                    .add(filled.box().left())
                    .add(filled.box().top())
                    .add(filled.box().right())
                    .add(filled.box().bottom());
        }
        node.put("record_sha256", filled.recordSha256());
        node.put("seal_sha256", filled.sealSha256());
        node.put("verified_by", filled.verifiedBy());
        node.put("verified_at", text(filled.verifiedAt()));
        if (!filled.others().isEmpty()) {
            ArrayNode others = node.putArray("others");
            for (Plan.Other other : filled.others()) {
                PaperId record = other.record();
                others.addObject().put("value", other.value()).put("source", record.value());
            }
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}

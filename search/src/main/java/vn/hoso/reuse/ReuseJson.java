package vn.hoso.reuse;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import vn.hoso.paper.PaperId;

/** A re-use as JSON, with the keys of the national portal for what it is told. */
final class ReuseJson {
    private static final JsonMapper JSON = new JsonMapper();

    private ReuseJson() {}

    static ObjectNode write(Reuse reuse) {
        ObjectNode root = JSON.createObjectNode();
        root.put("request", reuse.request());
        root.put("dossier", reuse.dossier());
        root.put("procedure", reuse.procedure());
        root.put("on_date", reuse.on().toString());
        root.put("officer", reuse.actor());
        root.put("agency", reuse.agency());
        root.put("legal_basis", reuse.legalBasis());
        root.put("at", reuse.at().toString());
        root.put("ledger_sequence", reuse.sequence());
        root.put("ledger_hash", reuse.hash());
        root.put("form_fields", reuse.formFields());
        root.put("filled_fields", reuse.filledFields());
        ArrayNode uses = root.putArray("uses");
        for (Reuse.Use use : reuse.uses()) {
            ObjectNode node = uses.addObject();
            node.put("record", use.record().value());
            node.put("version", use.version());
            node.put("record_sha256", use.sha256());
            ArrayNode fields = node.putArray("fields");
            use.fields().forEach(fields::add);
        }
        root.set("portal", portal(reuse));
        return root;
    }

    /** What the portal is told: a component is re-used from a result ("2") or not at all ("0"). */
    private static ObjectNode portal(Reuse reuse) {
        ObjectNode portal = JSON.createObjectNode();
        boolean any = reuse.components().stream().anyMatch(component -> component.record() != null);
        portal.put("MaHoSo", reuse.dossier());
        portal.put("MaTTHC", reuse.procedure());
        portal.put("HoSoCoThanhPhanSoHoa", any ? "1" : "0");
        ArrayNode papers = portal.putArray("TaiLieuNop");
        for (Reuse.Component component : reuse.components()) {
            PaperId record = component.record();
            boolean used = record != null;
            papers.addObject()
                    .put("MaThanhPhanHoSo", component.code())
                    .put("DuocSoHoa", used ? "1" : "0")
                    .put("DuocTaiSuDung", used ? "2" : "0")
                    .put("DuocLayTuKhoDMQG", "0")
                    .put("MaKetQuaThayThe", component.kind());
        }
        return portal;
    }
}

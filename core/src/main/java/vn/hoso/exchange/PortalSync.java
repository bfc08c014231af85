package vn.hoso.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hoso.digitize.Stated;
import vn.hoso.id.DossierCode;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperTypes;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.DigitisedRecord.State;

/**
 * What the national portal is told of digitised dossiers, with its keys: {@code MaHoSo}, {@code TaiLieuNop}, {@code
 * DanhSachGiayToKetQua}, … Only what the archive knows stands in it; the one-stop system adds the rest, such as fees and the
 * state of the dossier.
 */
public final class PortalSync {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd'000000'", Locale.ROOT);

    private final PaperTypes types;

    /**
     * What tells the portal.
     *
     * @param types the paper types, for their names
     */
    public PortalSync(PaperTypes types) {
        this.types = types;
    }

    /**
     * Dossiers as the portal takes them.
     *
     * @param records papers; those of which no dossier is known are left out
     * @return a JSON array with an object for each dossier, in the order of the records
     */
    public String json(List<DigitisedRecord> records) {
        Map<String, ObjectNode> dossiers = new LinkedHashMap<>();
        for (DigitisedRecord record : records) {
            Stated stated = Stated.of(record);
            if (stated.dossier() != null) {
                add(dossiers.computeIfAbsent(stated.dossier(), PortalSync::dossier), record, stated);
            }
        }
        ArrayNode all = JSON.createArrayNode();
        dossiers.values().forEach(all::add);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    private static ObjectNode dossier(String code) {
        ObjectNode dossier = JSON.createObjectNode();
        dossier.put("MaHoSo", code);
        DossierCode.parse(code).map(DossierCode::day).ifPresent(day -> dossier.put("NgayTiepNhan", time(day)));
        dossier.put("HoSoCoThanhPhanSoHoa", "1");
        dossier.putArray("TaiLieuNop");
        dossier.putArray("DanhSachGiayToKetQua");
        dossier.putArray("DinhDanhCHS");
        return dossier;
    }

    private void add(ObjectNode dossier, DigitisedRecord record, Stated stated) {
        if (stated.procedure() != null) {
            dossier.put("MaTTHC", stated.procedure());
        }
        dossier.withArray("TaiLieuNop")
                .addObject()
                .put("TenTepDinhKem", record.source().name())
                .put("IsDeleted", record.state() == State.REJECTED)
                .put("MaThanhPhanHoSo", record.kind())
                .put("DuocSoHoa", "1")
                .put("DuocTaiSuDung", "0")
                .put("DuocLayTuKhoDMQG", "0");
        if (record.resultCode() != null && record.state() != State.REJECTED) {
            dossier.withArray("DanhSachGiayToKetQua")
                    .addObject()
                    .put("TenGiayTo", name(record))
                    .put("MaThanhPhanHoSo", record.kind())
                    .put("GiayToId", record.resultCode())
                    .put("MaGiayToKetQua", record.kind());
        }
        Stream.concat(Stream.of(record.owner()), record.coOwners().stream())
                .map(Owner::id)
                .filter(Objects::nonNull)
                .forEach(number -> owner(dossier.withArray("DinhDanhCHS"), number));
    }

    private static void owner(ArrayNode owners, String number) {
        @Nullable String kind = number.matches("[0-9]{12}") ? "1" : number.matches("[0-9]{9}") ? "2" : null;
        for (var known : owners) {
            if (known.path("SoDinhDanh").asText().equals(number)) {
                return;
            }
        }
        if (kind != null) {
            owners.addObject().put("LoaiDinhDanh", kind).put("SoDinhDanh", number);
        }
    }

    private String name(DigitisedRecord record) {
        return types.find(record.type()).map(type -> type.name("vi")).orElse(record.type());
    }

    private static String time(LocalDate day) {
        return DAY.format(day);
    }
}

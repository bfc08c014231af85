package vn.hoso.exchange;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperType;
import vn.hoso.paper.PaperTypes;

/**
 * The fields that Thông tư 05/2025/TT-BNV asks for of a file and of each document in it. A field that nothing is known of is
 * left out, and named as a gap where the circular does not leave the choice.
 */
final class CircularFields {
    /** Digitised from paper, in the code list of the circular. */
    private static final String DIGITISED = "02";

    private static final String VIETNAMESE = "01";

    /** The abbreviations of Nghị định 30/2020 in the order of the circular's code list of types, from 01. */
    private static final List<String> SYMBOLS = List.of(
            "NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "TTr", "GUQ", "PG",
            "PC", "PB", "BB", "HĐ", "-", "CĐ", "BGN", "BTT", "GM", "GGT", "GNP");

    private static final String OTHER_TYPE = "32";

    /** What an AIP does not say of a document, as the file says it. */
    private static final Set<String> NOT_IN_AIP = Set.of("docId", "maintenance", "riskRecovery");

    private final PackageKind kind;
    private final FileSheet sheet;
    private final PaperTypes types;
    private final List<String> gaps = new ArrayList<>();

    CircularFields(PackageKind kind, FileSheet sheet, PaperTypes types) {
        this.kind = kind;
        this.sheet = sheet;
        this.types = types;
    }

    /** What the circular asks for and nobody told. */
    List<String> gaps() {
        return List.copyOf(gaps);
    }

    Map<String, String> file(List<Packaged> papers) {
        List<LocalDate> days = papers.stream()
                .map(Packaged::issued)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        int pages = papers.stream()
                .mapToInt(paper -> paper.record().rendition().pages())
                .sum();
        Fields fields = new Fields("");
        if (kind == PackageKind.AIP) {
            fields.put("arcFileCode", sheet.archiveCode());
        } else {
            fields.put("fileCode", sheet.code());
        }
        fields.put("title", sheet.title());
        fields.put("maintenance", sheet.maintenance());
        fields.put("mode", sheet.mode());
        fields.put("language", VIETNAMESE);
        fields.put("startDate", days.isEmpty() ? null : Xml.day(days.get(0)));
        fields.put("endDate", days.isEmpty() ? null : Xml.day(days.get(days.size() - 1)));
        fields.put("totalDoc", String.valueOf(papers.size()));
        fields.put("numberOfPaper", String.valueOf(sheet.sheets() == null ? pages : sheet.sheets()));
        fields.put("numberOfPage", String.valueOf(pages));
        fields.put("confidenceLevel", DIGITISED);
        fields.put("paperFileCode", sheet.paperFileCode());
        fields.put("riskRecovery", "0");
        if (sheet.description() != null) {
            fields.put("description", sheet.description());
        }
        return fields.all;
    }

    /**
     * The fields of a document.
     *
     * @param ordinal which document of the file it is, from 1
     */
    Map<String, String> document(Packaged paper, int ordinal) {
        Fields fields = new Fields(paper.id() + ": ");
        String code = sheet.code() + "." + String.format(Locale.ROOT, "%07d", ordinal);
        fields.put("docId", paper.shortId());
        switch (kind) {
            case SIP -> fields.put("docCode", code);
            case AIP -> {
                fields.put("arcFileCode", sheet.archiveCode());
                fields.put("docOrdinal", String.valueOf(ordinal));
                fields.put("docCode", code);
            }
            case DIP -> fields.put("arcDocCode", sheet.fonds() == null ? code : sheet.fonds() + "." + code);
        }
        fields.put("maintenance", sheet.maintenance());
        fields.put("typeName", type(paper));
        number(paper, fields);
        LocalDate issued = paper.issued();
        fields.put("issuedDate", issued == null ? null : Xml.day(issued));
        if (kind != PackageKind.DIP) {
            fields.put(
                    "organName",
                    cut(paper.value("issuing_agency", "registration_place").orElse(null), 200));
        }
        fields.put("subject", cut(paper.value("abstract", "subject").orElseGet(() -> name(paper)), 500));
        fields.put("language", VIETNAMESE);
        fields.put("numberOfPage", String.valueOf(paper.record().rendition().pages()));
        fields.put("mode", sheet.mode());
        fields.put("confidenceLevel", DIGITISED);
        fields.put("riskRecovery", "0");
        if (kind == PackageKind.AIP) {
            fields.all.keySet().removeAll(NOT_IN_AIP);
        }
        return fields.all;
    }

    /** A number such as {@code 15/QĐ-BNV} is kept in two parts; one that has no room there is not cut. */
    private static void number(Packaged paper, Fields fields) {
        String number = paper.value("document_number", "certificate_number").orElse("");
        String symbol = paper.value("document_symbol").orElse("");
        int slash = number.indexOf('/');
        if (slash > 0) {
            symbol = symbol.isEmpty() ? number.substring(slash + 1) : symbol;
            number = number.substring(0, slash);
        }
        if (!number.isEmpty() && number.length() <= 11) {
            fields.put("codeNumber", number);
        }
        if (!symbol.isEmpty() && symbol.length() <= 30) {
            fields.put("codeNotation", symbol);
        }
    }

    private String type(Packaged paper) {
        int place = types.find(paper.record().type())
                .map(PaperType::symbol)
                .map(SYMBOLS::indexOf)
                .orElse(-1);
        return place < 0 ? OTHER_TYPE : String.format(Locale.ROOT, "%02d", place + 1);
    }

    /** The name of its type: what a paper without an abstract is about. */
    private String name(Packaged paper) {
        return types.find(paper.record().type())
                .map(type -> type.name("vi"))
                .orElse(paper.record().type());
    }

    private static @Nullable String cut(@Nullable String text, int most) {
        return text == null || text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    /** Fields in the making: one without a value is a gap. */
    private final class Fields {
        private final Map<String, String> all = new LinkedHashMap<>();
        private final String of;

        Fields(String of) {
            this.of = of;
        }

        void put(String name, @Nullable String value) {
            if (value == null || value.isBlank()) {
                gaps.add(of + name);
            } else {
                all.put(name, value);
            }
        }
    }
}

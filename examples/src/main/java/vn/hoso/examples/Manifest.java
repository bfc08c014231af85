package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hoso.digitize.Stated;
import vn.hoso.id.DossierCode;
import vn.hoso.id.PersonalId;
import vn.hoso.id.ProcedureCode;
import vn.hoso.id.TaxCode;
import vn.hoso.paper.PaperType;
import vn.hoso.paper.PaperTypes;
import vn.hoso.text.Vietnamese;

/**
 * A list of files and what is said of each: owner, type, procedure, dossier. Columns are known by their headings, in
 * Vietnamese or English, with or without marks; others are left out. Files lie in the folder of the list or below.
 */
final class Manifest {
    /** What a column says, and how its heading may read, folded and without blanks. */
    private enum Column {
        FILE("file|filename|path|tep|tentep|taptin|tentaptin|tenfile|duongdan"),
        OWNER(
                "owner|ownerid|chusohuu|chuhoso|sodinhdanh|sodinhdanhcanhan|madinhdanh|sodinhdanhchusohuu|cccd|socccd|socancuoc"
                        + "|socmnd|masothue|mst"),
        TYPE("type|papertype|documenttype|loai|loaigiayto|tengiayto|loaivanban"),
        PROCEDURE("procedure|procedurecode|thutuc|mathutuc|matthc|tthc|mathutuchanhchinh"),
        DOSSIER("dossier|dossiercode|hoso|mahoso|sohoso|mahosotthc");

        private final String headings;

        Column(String headings) {
            this.headings = headings;
        }
    }

    private final Path folder;
    private final PaperTypes types;
    private final Texts texts;
    private final Map<Path, Stated> files = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    private Manifest(Path folder, PaperTypes types, Texts texts) {
        this.folder = folder;
        this.types = types;
        this.texts = texts;
    }

    /**
     * Reads a list.
     *
     * @throws UsageException if the list can't be used as a whole, or with each row and column that is wrong
     * @throws IOException if it can't be read
     */
    static Manifest read(Path file, PaperTypes types, Texts texts) throws IOException {
        Path parent = file.toAbsolutePath().normalize().getParent();
        Manifest manifest = new Manifest(parent == null ? Path.of("") : parent, types, texts);
        try {
            manifest.take(Sheet.rows(file));
        } catch (Sheet.UnusableException e) {
            throw new UsageException(texts.get(e.key(), file.getFileName()));
        }
        if (!manifest.faults.isEmpty()) {
            throw new UsageException(texts.get("manifest.faults", file.getFileName(), manifest.faults.size())
                    + "\n  "
                    + String.join("\n  ", manifest.faults));
        }
        return manifest;
    }

    /** What is said of each file, in the order of the list. */
    Map<Path, Stated> files() {
        return files;
    }

    private void take(List<Sheet.Row> rows) {
        if (rows.isEmpty()) {
            faults.add(texts.get("manifest.empty"));
            return;
        }
        Sheet.Row head = rows.get(0);
        Map<Column, Integer> columns = columns(head);
        if (!columns.containsKey(Column.FILE)) {
            faults.add(texts.get("manifest.noFile", head.number()));
        }
        if (faults.isEmpty()) {
            rows.subList(1, rows.size()).forEach(row -> take(new Reading(row, head, columns)));
        }
    }

    private Map<Column, Integer> columns(Sheet.Row head) {
        Map<Column, Integer> columns = new EnumMap<>(Column.class);
        for (int i = 0; i < head.cells().size(); i++) {
            String heading = bare(head.cell(i));
            for (Column column : Column.values()) {
                if (heading.matches(column.headings) && columns.putIfAbsent(column, i) != null) {
                    faults.add(texts.get("manifest.twice", head.number(), Failures.oneLine(head.cell(i))));
                }
            }
        }
        return columns;
    }

    private void take(Reading row) {
        Optional<Path> file = row.file();
        Stated stated = new Stated(
                row.value(Column.OWNER, "manifest.owner", Manifest::owner),
                row.value(Column.TYPE, "manifest.type", this::type),
                row.value(
                        Column.PROCEDURE,
                        "manifest.procedure",
                        text -> ProcedureCode.parse(text).map(ProcedureCode::value)),
                row.value(
                        Column.DOSSIER,
                        "manifest.dossier",
                        text -> DossierCode.parse(text).map(DossierCode::value)));
        if (file.isPresent() && files.putIfAbsent(file.get(), stated) != null) {
            row.fault(Column.FILE, "manifest.fileTwice");
        }
    }

    private static Optional<String> owner(String text) {
        String digits = text.replaceAll("[ .]", "");
        return PersonalId.parse(digits)
                .map(PersonalId::value)
                .or(() -> TaxCode.parse(digits).map(TaxCode::value));
    }

    /** A type by its key or by its name. */
    private Optional<String> type(String text) {
        String wanted = bare(text);
        return types.find(text.strip())
                .or(() -> types.all().stream()
                        .filter(type -> bare(type.name("vi")).equals(wanted)
                                || bare(type.name("en")).equals(wanted))
                        .findFirst())
                .map(PaperType::key);
    }

    private static String bare(String text) {
        return Vietnamese.fold(text).replaceAll("[^a-z0-9]", "");
    }

    /** One row while it is read; what is wrong with it is noted with row and column, without the value. */
    private final class Reading {
        private final Sheet.Row row;
        private final Sheet.Row head;
        private final Map<Column, Integer> columns;

        Reading(Sheet.Row row, Sheet.Row head, Map<Column, Integer> columns) {
            this.row = row;
            this.head = head;
            this.columns = columns;
        }

        private String cell(Column column) {
            Integer place = columns.get(column);
            return place == null ? "" : row.cell(place);
        }

        @Nullable
        String value(Column column, String fault, java.util.function.Function<String, Optional<String>> reader) {
            String text = cell(column);
            if (text.isEmpty()) {
                return null;
            }
            Optional<String> value = reader.apply(text);
            if (value.isEmpty()) {
                fault(column, fault);
            }
            return value.orElse(null);
        }

        Optional<Path> file() {
            String text = cell(Column.FILE).replace('\\', '/');
            try {
                Path file = folder.resolve(text).normalize();
                if (text.isEmpty()) {
                    fault(Column.FILE, "manifest.fileMissing");
                } else if (!file.startsWith(folder) || file.equals(folder)) {
                    fault(Column.FILE, "manifest.fileOutside");
                } else if (!Files.isRegularFile(file)) {
                    fault(Column.FILE, "manifest.fileMissing");
                } else {
                    return Optional.of(file);
                }
            } catch (InvalidPathException e) {
                fault(Column.FILE, "manifest.fileMissing");
            }
            return Optional.empty();
        }

        void fault(Column column, String key) {
            int place = columns.getOrDefault(column, 0);
            faults.add(texts.get("manifest.cell", row.number(), Failures.oneLine(head.cell(place)), texts.get(key)));
        }
    }
}

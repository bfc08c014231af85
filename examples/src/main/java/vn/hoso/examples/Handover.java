package vn.hoso.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import vn.hoso.digitize.Stated;
import vn.hoso.id.DossierCode;
import vn.hoso.record.DigitisedRecord;

/**
 * The files of a run, and what is said of them.
 *
 * @param files what is converted, in this order
 * @param passedOver what lies beside it and is no paper
 * @param stated what is said, by file
 */
record Handover(List<Path> files, List<Path> passedOver, Map<Path, Stated> stated) {
    /** Files of which nothing is said. */
    static Handover of(Inputs.Found found) {
        return new Handover(found.files(), found.passedOver(), Map.of());
    }

    /** The files of a list too, with what the list says of them and of those that are here already. */
    Handover with(Manifest manifest) {
        Map<Path, Path> here = new LinkedHashMap<>();
        files.forEach(file -> here.put(file.toAbsolutePath().normalize(), file));
        List<Path> all = new ArrayList<>(files);
        Map<Path, Stated> said = new LinkedHashMap<>(stated);
        manifest.files().forEach((file, statement) -> {
            if (!here.containsKey(file)) {
                all.add(file);
            }
            said.put(here.getOrDefault(file, file), statement);
        });
        List<Path> rest =
                passedOver.stream().filter(file -> !all.contains(file)).toList();
        return new Handover(all, rest, said);
    }

    /**
     * A file in a folder that is named with a dossier code belongs to that dossier; the nearest folder counts, and what a
     * list says goes before it.
     */
    Handover withDossiersOfFolders() {
        Map<Path, Stated> said = new LinkedHashMap<>(stated);
        for (Path file : files) {
            Stated before = said.getOrDefault(file, Stated.NOTHING);
            Optional<String> dossier = dossier(file.toAbsolutePath().normalize());
            if (before.dossier() == null && dossier.isPresent()) {
                said.put(file, new Stated(before.owner(), before.type(), before.procedure(), dossier.get()));
            }
        }
        return new Handover(files, passedOver, said);
    }

    private static Optional<String> dossier(Path file) {
        return Stream.iterate(file.getParent(), folder -> folder != null, Path::getParent)
                .flatMap(folder -> Stream.ofNullable(folder.getFileName()))
                .flatMap(name -> DossierCode.parse(name.toString()).stream())
                .map(DossierCode::value)
                .findFirst();
    }

    /** What is said of a file, in words; empty where nothing is. */
    String words(Path file, Context context) {
        return words(stated.getOrDefault(file, Stated.NOTHING), context);
    }

    /** What an officer is shown of what was said of a paper, and where the paper reads otherwise; a line each. */
    static List<String> lines(DigitisedRecord record, Context context) {
        Texts texts = context.texts();
        List<String> lines = new ArrayList<>();
        String said = words(Stated.of(record), context);
        if (!said.isEmpty()) {
            lines.add(texts.get("review.stated", said));
        }
        List<String> otherwise = Stated.contradicted(record).stream()
                .map(fact -> texts.get("review.contradicted." + fact))
                .toList();
        if (!otherwise.isEmpty()) {
            lines.add(texts.get("review.contradicted", String.join(", ", otherwise)));
        }
        return lines;
    }

    /** What was said, in words; empty where nothing was. */
    private static String words(Stated said, Context context) {
        Map<String, Optional<String>> facts = new LinkedHashMap<>();
        facts.put("stated.dossier", Optional.ofNullable(said.dossier()));
        facts.put("stated.procedure", Optional.ofNullable(said.procedure()));
        facts.put("stated.type", Optional.ofNullable(said.type()).map(type -> PaperView.type(context, type)));
        facts.put("stated.owner", Optional.ofNullable(said.owner()));
        List<String> words = new ArrayList<>();
        facts.forEach((key, value) ->
                value.ifPresent(fact -> words.add(context.texts().get(key, fact))));
        return String.join(", ", words);
    }
}

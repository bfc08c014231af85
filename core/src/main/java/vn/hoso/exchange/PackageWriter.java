package vn.hoso.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Durable;
import vn.hoso.internal.Writing;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.PaperTypes;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;

/**
 * Writes papers of an archive as a package of Thông tư 05/2025/TT-BNV: a ZIP file that is there whole or not at all.
 *
 * <p>The papers go as they are archived, byte for byte, each compared with its digests first; a reader's package (DIP) holds
 * the signed PDF alone. The identifier follows from what is packed: the same versions of the same papers always get the same.
 * Safe for use by several threads.
 */
public final class PackageWriter {
    private static final String REPRESENTATION = "representations/rep1/";

    private final Archive archive;
    private final PaperTypes types;
    private final String agency;
    private final InstantSource clock;
    private final String version;
    private final RecordCodec codec = new RecordCodec();

    private PackageWriter(Builder builder) {
        this.archive = Objects.requireNonNull(builder.archive, "a writer of packages needs an archive");
        this.types = builder.types;
        this.agency = builder.agency;
        this.clock = builder.clock;
        this.version =
                Objects.requireNonNullElse(PackageWriter.class.getPackage().getImplementationVersion(), "0");
    }

    /**
     * Settings for a writer.
     *
     * @return a builder that needs an archive
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Packs papers for another system, or for good.
     *
     * @param kind {@code SIP} or {@code AIP}
     * @param sheet what is stated of the file that they make
     * @param papers the papers, in the order of the file
     * @param target the ZIP file; an existing one is replaced
     * @return what was written
     * @throws HosoException with {@code NOT_FOUND} for a paper that is not archived, {@code STORE_DAMAGED} for one that is not
     *     as it was stored, {@code DISK_FULL} or {@code NO_PERMISSION} where the package can't be written; nothing is left then
     */
    public PackageResult write(PackageKind kind, FileSheet sheet, List<PaperId> papers, Path target) {
        if (kind == PackageKind.DIP) {
            throw new IllegalArgumentException("a package for a reader needs the request");
        }
        return write(new Job(kind, sheet, null, papers(papers)), target);
    }

    /**
     * Packs papers for a reader.
     *
     * @param request why the reader gets them
     * @param sheet what is stated of the file that they make
     * @param papers the papers, in the order of the file
     * @param target the ZIP file; an existing one is replaced
     * @return what was written
     * @throws HosoException as {@link #write(PackageKind, FileSheet, List, Path)}
     */
    public PackageResult write(ReaderRequest request, FileSheet sheet, List<PaperId> papers, Path target) {
        return write(new Job(PackageKind.DIP, sheet, request, papers(papers)), target);
    }

    private List<Packaged> papers(List<PaperId> ids) {
        if (ids.isEmpty() || new HashSet<>(ids).size() < ids.size()) {
            throw new IllegalArgumentException("a package needs papers, each once");
        }
        return ids.stream().map(this::paper).toList();
    }

    private Packaged paper(PaperId id) {
        int head = archive.head(id)
                .map(ArchivedPaper::version)
                .orElseThrow(() -> new HosoException(Problem.NOT_FOUND, id.value(), "paper"));
        List<String> damage = archive.fixity(id);
        if (!damage.isEmpty()) {
            throw new HosoException(Problem.STORE_DAMAGED, id.value(), damage.get(0));
        }
        try (InputStream in = archive.open(id, head, Archive.RECORD)
                .orElseThrow(() -> new HosoException(Problem.STORE_DAMAGED, id.value(), Archive.RECORD))) {
            DigitisedRecord record = codec.decode(in.readAllBytes(), Archive.RECORD + " of " + id);
            return new Packaged(record, head, archive.versions(id), archive.files(id, head));
        } catch (IOException e) {
            throw new HosoException(Problem.STORE_DAMAGED, e, id.value(), Archive.RECORD);
        }
    }

    private PackageResult write(Job job, Path target) {
        Path draft = target.resolveSibling(target.getFileName() + ".part");
        try {
            int files;
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(draft), StandardCharsets.UTF_8)) {
                files = job.write(zip);
            }
            Durable.sync(draft);
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return new PackageResult(job.id, job.papers.size(), files, Files.size(target), job.fields.gaps());
        } catch (IOException e) {
            throw Writing.failed(e, String.valueOf(target.getFileName()));
        } finally {
            try {
                Files.deleteIfExists(draft);
            } catch (IOException e) {
                draft.toFile().deleteOnExit();
            }
        }
    }

    /** One package. */
    private final class Job {
        private final PackageKind kind;
        private final FileSheet sheet;
        private final @Nullable ReaderRequest request;
        private final List<Packaged> papers;
        private final CircularFields fields;
        private final String id;
        private final Instant now = clock.instant();
        private final Set<String> names = new HashSet<>();

        Job(PackageKind kind, FileSheet sheet, @Nullable ReaderRequest request, List<Packaged> papers) {
            this.kind = kind;
            this.sheet = sheet;
            this.request = request;
            this.papers = papers;
            this.fields = new CircularFields(kind, sheet, types);
            this.id = id();
        }

        private String id() {
            StringBuilder content = new StringBuilder(kind.name()).append(' ').append(sheet.archiveCode());
            for (Packaged paper : papers) {
                content.append(' ').append(paper.id()).append('/').append(paper.version());
            }
            UUID uuid = UUID.nameUUIDFromBytes(content.toString().getBytes(StandardCharsets.UTF_8));
            return kind == PackageKind.AIP
                    ? "urn:" + (sheet.fonds() == null ? "" : sheet.fonds() + ":") + "uuid:" + uuid
                    : "uuid-" + uuid;
        }

        /** Writes everything; what is told of a file comes after the file. */
        int write(ZipOutputStream zip) throws IOException {
            List<Item> data = new ArrayList<>();
            Premis premis = new Premis();
            for (Packaged paper : papers) {
                premis.paper(paper.id());
                for (Map.Entry<String, Path> file : files(paper).entrySet()) {
                    Item item = copy(zip, REPRESENTATION + "data/" + file.getKey(), file.getValue());
                    data.add(item.under(REPRESENTATION));
                    premis.file(
                            item.under(REPRESENTATION),
                            paper.record().rendition().flavour());
                }
                history(premis, paper);
            }
            Item representation = representation(zip, data, premis);
            List<Item> descriptions = List.of(description(zip));
            List<Item> preservation = new ArrayList<>();
            if (kind == PackageKind.AIP) {
                Premis whole = new Premis();
                whole.event("creation", "information package creation", now, "Hoso", id);
                preservation.add(add(zip, "metadata/preservation/PREMIS.xml", whole.document(id, version)));
            }
            add(zip, Mets.NAME, mets(id).ofPackage(descriptions, preservation, representation));
            return names.size();
        }

        /** A reader gets the picture; who keeps the paper gets everything that is archived of it. */
        private Map<String, Path> files(Packaged paper) {
            Map<String, Path> files = new LinkedHashMap<>();
            paper.files().forEach((name, path) -> {
                if (kind != PackageKind.DIP || name.equals(Archive.PDF)) {
                    files.put(paper.id() + "." + name.replace('/', '.'), path);
                }
            });
            if (files.isEmpty()) {
                throw new HosoException(Problem.NOT_FOUND, paper.id(), Archive.PDF);
            }
            return files;
        }

        private void history(Premis premis, Packaged paper) {
            int count = 0;
            for (DigitisedRecord.Event event : paper.record().history()) {
                count++;
                premis.event(
                        paper.id() + "-" + count,
                        event.action().equals("convert") ? "capture" : event.action(),
                        event.at(),
                        event.actor(),
                        paper.id());
            }
            for (ArchivedPaper version : paper.versions()) {
                premis.event(paper.id() + "-v" + version.version(), "ingestion", version.at(), "Hoso", paper.id());
            }
        }

        private Item representation(ZipOutputStream zip, List<Item> data, Premis premis) throws IOException {
            List<Item> descriptions = new ArrayList<>();
            int ordinal = 0;
            for (Packaged paper : papers) {
                ordinal++;
                Map<String, String> document = fields.document(paper, ordinal);
                String path = REPRESENTATION + "metadata/descriptive/EAD_doc_" + paper.id() + ".xml";
                descriptions.add(add(zip, path, Ead.document(paper.id(), "item", agency, now, document))
                        .under(REPRESENTATION));
            }
            List<Item> preservation = new ArrayList<>();
            if (kind == PackageKind.AIP) {
                String path = REPRESENTATION + "metadata/preservation/PREMIS_rep1.xml";
                preservation.add(
                        add(zip, path, premis.document("rep1", version)).under(REPRESENTATION));
            }
            byte[] mets = mets("rep1").ofRepresentation(descriptions, preservation, data);
            return add(zip, REPRESENTATION + Mets.NAME, mets);
        }

        private Item description(ZipOutputStream zip) throws IOException {
            ReaderRequest asked = request;
            byte[] ead = asked == null
                    ? Ead.document(id, "file", agency, now, fields.file(papers))
                    : Ead.document(id, "otherlevel", agency, now, asking(asked));
            return add(zip, "metadata/descriptive/EAD.xml", ead);
        }

        private static Map<String, String> asking(ReaderRequest request) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("requestID", request.id());
            fields.put("requestDate", Xml.day(request.date()));
            fields.put("purpose", request.purpose());
            fields.put("purposeContent", request.content());
            if (request.topic() != null) {
                fields.put("researchTopic", request.topic());
            }
            return fields;
        }

        private Mets mets(String of) {
            return new Mets(of, kind, sheet.title(), now, version);
        }

        private Item add(ZipOutputStream zip, String path, byte[] content) throws IOException {
            return put(zip, path, new ByteArrayInputStream(content), now);
        }

        private Item copy(ZipOutputStream zip, String path, Path file) throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                return put(zip, path, in, Files.getLastModifiedTime(file).toInstant());
            }
        }

        private Item put(ZipOutputStream zip, String path, InputStream content, Instant created) throws IOException {
            if (!names.add(path)) {
                throw new IllegalStateException("two files of one name: " + path);
            }
            ZipEntry entry = new ZipEntry(id.replace(':', '_') + "/" + path);
            entry.setTimeLocal(created.atOffset(Xml.VIETNAM).toLocalDateTime());
            zip.putNextEntry(entry);
            Item item = Item.copied(path, content, zip, created);
            zip.closeEntry();
            return item;
        }
    }

    /** Settings for a writer of packages. */
    public static final class Builder {
        private @Nullable Archive archive;
        private PaperTypes types = PaperTypes.bundled();
        private String agency = "?";
        private InstantSource clock = InstantSource.system();

        private Builder() {}

        /**
         * Where the papers are.
         *
         * @param archive the archive; it is not closed
         * @return this
         */
        public Builder archive(Archive archive) {
            this.archive = archive;
            return this;
        }

        /**
         * The paper types, for their names and symbols.
         *
         * @param types those of the agency; by default the bundled ones
         * @return this
         */
        public Builder types(PaperTypes types) {
            this.types = types;
            return this;
        }

        /**
         * The agency that hands over.
         *
         * @param agency its name
         * @return this
         */
        public Builder agency(String agency) {
            if (!agency.isBlank()) {
                this.agency = agency;
            }
            return this;
        }

        /**
         * What tells the time of the package.
         *
         * @param clock by default that of the system
         * @return this
         */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Makes the writer.
         *
         * @return the writer
         */
        public PackageWriter build() {
            return new PackageWriter(this);
        }
    }
}

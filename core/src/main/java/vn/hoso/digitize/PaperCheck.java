package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.digitize.ArchiveReport.Finding;
import vn.hoso.digitize.ArchiveReport.Kind;
import vn.hoso.failure.HosoException;
import vn.hoso.internal.Digests;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.FieldRoot;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerifier;

/**
 * The check of one paper in its last version: every file against its digest, the record against the files beside it, every
 * seal and signature. Nothing that is wrong ends it early. For one thread, once.
 */
final class PaperCheck {
    private final Archive archive;
    private final IndexFeeder reader;
    private final @Nullable SealVerifier verifier;
    private final PaperId paper;
    private final int version;
    private final List<Finding> findings = new ArrayList<>();
    private long files;
    private long seals;
    private long bytes;

    /** A check of a paper; without a verifier signatures are not looked at. */
    PaperCheck(Archive archive, IndexFeeder reader, @Nullable SealVerifier verifier, PaperId paper, int version) {
        this.archive = archive;
        this.reader = reader;
        this.verifier = verifier;
        this.paper = paper;
        this.version = version;
    }

    /** Checks the paper; then the rest can be asked for. */
    PaperCheck run() {
        try {
            Map<String, Path> stored = archive.files(paper, version);
            files = stored.size();
            for (Path file : stored.values()) {
                bytes += Files.exists(file) ? Files.size(file) : 0;
            }
            archive.fixity(paper).forEach(words -> found(Kind.FIXITY, words));
            DigitisedRecord record = reader.record(paper, version);
            compare(record, stored);
            signatures(record, stored);
        } catch (HosoException e) {
            found(Kind.RECORD, e.message(Locale.ENGLISH));
        } catch (IOException | RuntimeException e) {
            found(Kind.FIXITY, "can't be read: " + e.getClass().getSimpleName());
        }
        return this;
    }

    /** What is wrong with it; nothing where it is sound. */
    List<Finding> findings() {
        return findings;
    }

    /** How many files it has. */
    long files() {
        return files;
    }

    /** How many seals and signatures were judged. */
    long seals() {
        return seals;
    }

    /** How many bytes its files have. */
    long bytes() {
        return bytes;
    }

    private void found(Kind kind, String words) {
        findings.add(new Finding(kind, paper, words));
    }

    private void compare(DigitisedRecord record, Map<String, Path> stored) throws IOException {
        if (!record.id().equals(paper)) {
            found(Kind.RECORD, "the record is of another paper");
        }
        Path pdf = stored.get(Archive.PDF);
        if (pdf == null) {
            if (record.rendition().pages() > 0) {
                found(Kind.RECORD, Archive.PDF + " is missing");
            }
        } else if (!Digests.sha256(pdf, record.rendition().bytes())
                .equals(record.rendition().sha256())) {
            // Renewed signatures stand behind what the record names; whether they are that, the seals tell.
            found(Kind.RECORD, Archive.PDF + " is not the file that the record names");
        }
    }

    private void signatures(DigitisedRecord record, Map<String, Path> stored) throws IOException {
        boolean sealed = stored.containsKey(Archive.SEAL);
        if (record.level() == Level.SEALED && !sealed) {
            found(Kind.SEAL, "the record says sealed and has no seal");
        }
        if (verifier == null) {
            return;
        }
        // Time-stamps of signatures expire; an evidence record that is kept renewed outlives them.
        byte[] evidence = stored.containsKey(Archive.EVIDENCE) ? bytes(Archive.EVIDENCE) : null;
        Path pdf = stored.get(Archive.PDF);
        if (pdf != null) {
            judge(Archive.PDF, evidence == null ? verifier.verifyPdf(pdf) : verifier.verifyPdf(pdf, evidence));
        }
        if (sealed) {
            byte[] json = bytes(Archive.RECORD);
            byte[] seal = bytes(Archive.SEAL);
            judge(
                    Archive.RECORD,
                    evidence == null ? verifier.verifyRecord(json, seal) : verifier.verifyRecord(json, seal, evidence));
            if (stored.containsKey(Archive.ROOT)) {
                root(record, json, verifier);
            }
        }
        if (evidence != null) {
            judge(Archive.EVIDENCE, evidence(evidence, verifier));
        }
    }

    /** What an evidence record is worth. It stays when files change; then it is of those it was made for. */
    private SealVerdict evidence(byte[] record, SealVerifier by) throws IOException {
        SealVerdict verdict = null;
        for (int of = version; of > 0 && (verdict == null || !verdict.holds()); of--) {
            SealVerdict one = by.verifyEvidence(record, EvidenceRenewal.proven(archive.files(paper, of)));
            if (verdict == null || one.holds()) {
                verdict = one;
            }
        }
        return Objects.requireNonNull(verdict, "version");
    }

    /** Records that were sealed before there were roots have none. */
    private void root(DigitisedRecord record, byte[] json, SealVerifier by) throws IOException {
        byte[] root = bytes(Archive.ROOT);
        boolean none = record.digests().root().isEmpty();
        if (none || !Arrays.equals(root, FieldRoot.of(record, json).encode())) {
            found(Kind.SEAL, Archive.ROOT + " is not that of the record");
        }
        judge(Archive.ROOT, by.verifyRecord(root, bytes(Archive.ROOT_SEAL)));
    }

    private byte[] bytes(String file) {
        return reader.bytes(paper, version, file);
    }

    private void judge(String file, SealVerdict verdict) {
        seals++;
        if (verdict.status() != SealVerdict.Status.VALID && verdict.status() != SealVerdict.Status.VALID_BUT) {
            String reasons = Stream.concat(
                            verdict.reasons().stream(),
                            verdict.signatures().stream().flatMap(signature -> signature.reasons().stream()))
                    .map(SealVerdict.Reason::code)
                    .distinct()
                    .collect(Collectors.joining(", "));
            found(Kind.SEAL, file + ": " + verdict.status() + " (" + reasons + ")");
        }
    }
}

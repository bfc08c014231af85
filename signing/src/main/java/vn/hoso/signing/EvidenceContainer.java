package vn.hoso.signing;

import eu.europa.esig.dss.asic.cades.ASiCWithCAdESSignatureParameters;
import eu.europa.esig.dss.asic.cades.signature.ASiCWithCAdESService;
import eu.europa.esig.dss.asic.cades.validation.ASiCContainerWithCAdESValidator;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.enumerations.ASiCContainerType;
import eu.europa.esig.dss.enumerations.MimeType;
import eu.europa.esig.dss.enumerations.SignaturePackaging;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.signing.ReasonCode.Finding;

/**
 * What proves a record, in one file: an ASiC-E container (ETSI EN 319 162-1) with the signed PDF, the record and its seal.
 *
 * <p>Who hands it out signs the container over all three, so that any validator of such containers checks it. Hoso checks
 * the whole chain behind that signature too: the seal over the record, the digest by which the record names the PDF, and
 * the signatures of the PDF. Safe for use by several threads.
 */
public final class EvidenceContainer {
    /** The name that such files end with. */
    public static final String SUFFIX = ".asice";

    private static final long LARGEST_ENTRY = 512L << 20;
    private static final int MOST_ENTRIES = 100;

    private final SigningSettings settings;

    private EvidenceContainer(SigningSettings settings) {
        this.settings = settings;
    }

    /**
     * A maker of containers.
     *
     * @param key signs them
     * @return a maker of containers of level B
     */
    public static EvidenceContainer signedBy(SigningKey key) {
        return signedBy(key, Clock.systemUTC());
    }

    static EvidenceContainer signedBy(SigningKey key, Clock clock) {
        return new EvidenceContainer(SigningSettings.of(key, null, SignatureLevel.B, null, null, clock));
    }

    /**
     * Writes a container.
     *
     * @param pdf the signed PDF
     * @param record the record
     * @param seal the seal over the record
     * @param target the file to write
     * @throws IOException if a file can't be read or written
     * @throws HosoException with {@code SIGNING_FAILED} or {@code CERTIFICATE_EXPIRED}
     */
    public void write(Path pdf, Path record, Path seal, Path target) throws IOException {
        Instant now = settings.clock().instant();
        Certificates.checkDates(settings.key(), now);
        Dss.start();
        try {
            ASiCWithCAdESSignatureParameters parameters = new ASiCWithCAdESSignatureParameters();
            settings.apply(parameters, now);
            parameters.setSignatureLevel(settings.cadesLevel());
            parameters.setSignaturePackaging(SignaturePackaging.DETACHED);
            parameters.aSiC().setContainerType(ASiCContainerType.ASiC_E);
            ASiCWithCAdESService service = new ASiCWithCAdESService(settings.verifier());
            List<DSSDocument> documents =
                    List.of(document(pdf, Archive.PDF), document(record, Archive.RECORD), document(seal, Archive.SEAL));
            byte[] toSign = service.getDataToSign(documents, parameters).getBytes();
            SignatureValue value = new SignatureValue(
                    Dss.algorithm(settings.method()), settings.key().sign(toSign, settings.method()));
            service.signDocument(documents, parameters, value).save(target.toString());
        } catch (HosoException | IllegalStateException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new HosoException(
                    Problem.SIGNING_FAILED, e, String.valueOf(target.getFileName()), SigningSettings.brief(e));
        }
    }

    /**
     * Writes a container of an archived paper as it is now.
     *
     * @param archive where it is; not closed
     * @param paper the paper, which is sealed
     * @param target the file to write; replaced when all of it is written
     * @return the version of the paper that it holds
     * @throws IOException if a file can't be read or written
     * @throws HosoException with {@code NOT_FOUND} for a paper that is not archived, {@code WRONG_STATE} for one without a
     *     signed PDF or without a seal, {@code SIGNING_FAILED} or {@code CERTIFICATE_EXPIRED}
     */
    public int write(Archive archive, PaperId paper, Path target) throws IOException {
        int version = archive.head(paper)
                .orElseThrow(() -> new HosoException(Problem.NOT_FOUND, paper.value(), "paper"))
                .version();
        Map<String, Path> files = archive.files(paper, version);
        Path pdf = files.get(Archive.PDF);
        Path record = files.get(Archive.RECORD);
        Path seal = files.get(Archive.SEAL);
        if (pdf == null || record == null || seal == null) {
            throw new HosoException(Problem.WRONG_STATE, paper.value(), "not sealed", "sealed");
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            write(pdf, record, seal, part);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        return version;
    }

    private static DSSDocument document(Path file, String name) {
        FileDocument document = new FileDocument(file.toFile());
        document.setName(name);
        document.setMimeType(MimeType.fromFileName(name));
        return document;
    }

    /** Validates a container and everything in it. */
    static SealVerdict validate(Path container, CertificateStatus status, Instant now, SignatureValidator inner)
            throws IOException {
        Dss.start();
        List<Finding> findings = new ArrayList<>();
        List<SealVerdict.Signature> signatures = new ArrayList<>();
        List<SealVerdict> parts = new ArrayList<>();
        try (ZipFile zip = new ZipFile(container.toFile())) {
            checkEntries(zip);
            byte[] record = read(zip, Archive.RECORD);
            byte[] seal = read(zip, Archive.SEAL);
            byte[] pdf = read(zip, Archive.PDF);
            Reports reports = validateWithDss(container, status, now);
            EtsiMapping etsi = new EtsiMapping(reports, now);
            for (SignatureWrapper signature : reports.getDiagnosticData().getSignatures()) {
                List<Finding> found = new ArrayList<>(etsi.findings(signature));
                if (!coversAll(signature)) {
                    found.add(ReasonCode.EVIDENCE_INCOMPLETE.with("the signature of the container"));
                }
                signatures.add(Entries.signature(reports, signature, EtsiMapping.status(found), found));
            }
            if (signatures.isEmpty()) {
                findings.add(ReasonCode.ENGINE_MISSED_SIGNATURE.with());
            }
            if (record == null || seal == null || pdf == null) {
                findings.add(ReasonCode.EVIDENCE_INCOMPLETE.with("a file"));
            } else {
                parts.add(inner.verifyRecord(record, seal));
                parts.add(inner.report(Archive.PDF, pdf).verdict());
                if (!names(record, pdf)) {
                    findings.add(ReasonCode.EVIDENCE_MISMATCH.with());
                }
            }
        } catch (ZipException e) {
            findings.add(ReasonCode.FILE_DAMAGED.with("ZIP"));
        } catch (RuntimeException e) {
            findings.add(ReasonCode.FILE_DAMAGED.with(e.getClass().getSimpleName()));
        }
        Status worst = EtsiMapping.status(findings);
        List<SealVerdict.Reason> reasons =
                new ArrayList<>(findings.stream().map(Finding::reason).toList());
        for (SealVerdict part : parts) {
            signatures.addAll(part.signatures());
            reasons.addAll(part.reasons());
            worst = ReasonCode.worse(worst, part.status());
        }
        for (SealVerdict.Signature signature : signatures) {
            worst = ReasonCode.worse(worst, signature.status());
        }
        return new SealVerdict(worst == Status.UNSIGNED ? Status.INVALID : worst, signatures, reasons);
    }

    /** Two entries of one name would let two readers see two files. */
    private static void checkEntries(ZipFile zip) throws ZipException {
        List<String> names =
                Collections.list(zip.entries()).stream().map(ZipEntry::getName).toList();
        if (names.size() > MOST_ENTRIES || new HashSet<>(names).size() != names.size()) {
            throw new ZipException("entries");
        }
    }

    private static byte @Nullable [] read(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return null;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes((int) LARGEST_ENTRY);
            if (in.read() >= 0) {
                throw new HosoException(Problem.TOO_MANY_BYTES, name, entry.getSize(), LARGEST_ENTRY);
            }
            return content;
        }
    }

    private static Reports validateWithDss(Path container, CertificateStatus status, Instant now) {
        CommonCertificateVerifier verifier = Dss.offlineVerifier();
        status.configure(verifier);
        ASiCContainerWithCAdESValidator validator =
                new ASiCContainerWithCAdESValidator(new FileDocument(container.toFile()));
        validator.setCertificateVerifier(verifier);
        validator.setValidationTime(Date.from(now));
        validator.setEnableEtsiValidationReport(false);
        return validator.validateDocument(StrictPolicy.load());
    }

    private static boolean coversAll(SignatureWrapper signature) {
        Set<String> covered = new HashSet<>();
        signature.getSignatureScopes().forEach(scope -> covered.add(scope.getName()));
        return covered.containsAll(List.of(Archive.PDF, Archive.RECORD, Archive.SEAL));
    }

    /** Whether a record names a PDF: by the digest of the file, or of what it was before its signatures were renewed. */
    private static boolean names(byte[] record, byte[] pdf) {
        DigitisedRecord.Rendition rendition =
                new RecordCodec().decode(record, Archive.RECORD).rendition();
        if (rendition.bytes() > pdf.length) {
            return false;
        }
        try {
            byte[] named = Arrays.copyOf(pdf, (int) rendition.bytes());
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(named));
            return digest.equals(rendition.sha256());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.enumerations.ASiCContainerType;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.archive.Archive;
import vn.hoso.archive.OcflArchive;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.seal.SigningRole;

/** What is handed out must convince those who have never heard of us: checked by DSS with its own policy, and nothing else. */
class EvidenceContainerTest {
    private static final TestAuthority AUTHORITY = Samples.authority();

    @TempDir
    Path folder;

    private byte[] container() throws IOException {
        SigningKey key = AUTHORITY.issue("A");
        Path pdf = folder.resolve("signed.pdf");
        PadesSigner.builder()
                .key(key)
                .clock(Samples.CLOCK)
                .build()
                .sign(
                        Samples.write(folder, "unsigned.pdf", Samples.paper(1, 0)),
                        pdf,
                        SigningRole.SCANNING_OFFICER,
                        Samples.CLOCK.instant());
        byte[] content = "{\"name\": \"Nguyễn Văn Ảnh\"}".getBytes(StandardCharsets.UTF_8);
        Path record = Samples.write(folder, "record", content);
        byte[] sealed =
                CadesSealer.builder().key(key).clock(Samples.CLOCK).build().seal(content);
        Path container = folder.resolve("evidence.asice");
        EvidenceContainer.signedBy(key, Samples.CLOCK)
                .write(pdf, record, Samples.write(folder, "seal", sealed), container);
        return Files.readAllBytes(container);
    }

    private Archive archiveOf(PaperId paper, Map<String, Path> files) {
        Archive archive = OcflArchive.open(folder.resolve("archive"), folder.resolve("work"), Samples.CLOCK);
        archive.put(paper, files, 0, "officer", "converted");
        return archive;
    }

    @Test
    void isWrittenOfAnArchivedPaperAsItIsNow() throws IOException {
        container();
        PaperId paper = PaperId.of("a".repeat(64), 1);
        Map<String, Path> files = Map.of(
                Archive.PDF, folder.resolve("signed.pdf"),
                Archive.RECORD, folder.resolve("record"),
                Archive.SEAL, folder.resolve("seal"));
        Path target = folder.resolve("handed-out.asice");
        try (Archive archive = archiveOf(paper, files)) {
            EvidenceContainer maker = EvidenceContainer.signedBy(AUTHORITY.issue("A"), Samples.CLOCK);
            assertThat(maker.write(archive, paper, target)).isEqualTo(1);
            assertThat(unpack(Files.readAllBytes(target)).get(Archive.RECORD))
                    .isEqualTo(Files.readAllBytes(folder.resolve("record")));
            assertProblem(Problem.NOT_FOUND, () -> maker.write(archive, PaperId.of("b".repeat(64), 1), target));
        }
    }

    @Test
    void isNotWrittenOfAPaperWithoutASealAndLeavesNothing() throws IOException {
        container();
        PaperId paper = PaperId.of("a".repeat(64), 1);
        Map<String, Path> files =
                Map.of(Archive.PDF, folder.resolve("signed.pdf"), Archive.RECORD, folder.resolve("record"));
        Path target = folder.resolve("handed-out.asice");
        try (Archive archive = archiveOf(paper, files)) {
            EvidenceContainer maker = EvidenceContainer.signedBy(AUTHORITY.issue("A"), Samples.CLOCK);
            assertProblem(Problem.WRONG_STATE, () -> maker.write(archive, paper, target));
        }
        assertThat(target).doesNotExist();
        assertThat(folder.resolve("handed-out.asice.part")).doesNotExist();
    }

    private static void assertProblem(Problem problem, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    private static Map<String, byte[]> unpack(byte[] container) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(container))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static byte[] pack(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static Reports validate(String name, byte[] file, DSSDocument... detached) {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(new CertificateToken(AUTHORITY.root()));
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new InMemoryDocument(file, name));
        validator.setCertificateVerifier(verifier);
        validator.setDetachedContents(List.of(detached));
        validator.setValidationTime(Date.from(Samples.CLOCK.instant()));
        return validator.validateDocument();
    }

    /** Not passed for want of revocation lists alone, which a stranger would fetch. */
    private static void assertSound(Reports reports) {
        SignatureWrapper signature = reports.getDiagnosticData().getSignatures().get(0);
        assertThat(signature.isSignatureIntact()).isTrue();
        assertThat(signature.isSignatureValid()).isTrue();
        assertThat(signature.isTrustedChain()).isTrue();
        assertThat(reports.getSimpleReport().getIndication(signature.getId())).isNotEqualTo(Indication.TOTAL_FAILED);
    }

    @Test
    void aStrangerChecksTheContainerAndWhatIsInIt() throws IOException {
        byte[] container = container();
        Reports reports = validate("evidence.asice", container);
        assertSound(reports);
        assertThat(reports.getDiagnosticData().getContainerType()).isEqualTo(ASiCContainerType.ASiC_E);
        assertThat(reports.getDiagnosticData().getSignatures().get(0).getSignatureScopes())
                .extracting(scope -> scope.getName())
                .contains(Archive.PDF, Archive.RECORD, Archive.SEAL);

        Map<String, byte[]> files = unpack(container);
        assertThat(files.keySet().iterator().next()).isEqualTo("mimetype");
        assertSound(validate(Archive.PDF, files.get(Archive.PDF)));
        assertSound(validate(
                Archive.SEAL,
                files.get(Archive.SEAL),
                new InMemoryDocument(files.get(Archive.RECORD), Archive.RECORD)));
    }

    @Test
    void aStrangerSeesThatAFileWasChanged() throws IOException {
        for (String name : List.of(Archive.PDF, Archive.RECORD, Archive.SEAL)) {
            Map<String, byte[]> files = unpack(container());
            files.get(name)[20] ^= 1;
            Reports reports = validate("evidence.asice", pack(files));
            assertThat(reports.getSimpleReport()
                            .getIndication(reports.getSimpleReport().getFirstSignatureId()))
                    .as(name)
                    .isEqualTo(Indication.TOTAL_FAILED);
        }
    }
}

package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.junit.jupiter.api.Test;
import vn.hoso.seal.SealVerdict;
import vn.hoso.signing.internal.Asn1Length;

/**
 * Signed files of other programs' test suites, genuine ones and attacks. They can't be part of this repository; where they
 * are missing this test says so and checks nothing but that.
 *
 * <p>Trust is not what is tested: the topmost certificates of each file are trusted, and it is validated as of the last
 * signature.
 */
class SignedCorpusTest {
    @Test
    void attacksAreNeverValidAndGenuineFilesAre() throws IOException {
        Path corpus = corpus();
        if (corpus == null) {
            System.getLogger(SignedCorpusTest.class.getName())
                    .log(System.Logger.Level.WARNING, "shared/corpus/signed is missing: no file was checked");
            return;
        }
        List<String> accepted = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        List<String> slippedThrough = new ArrayList<>();
        int rejects = 0;
        for (JsonNode one :
                new ObjectMapper().readTree(corpus.resolve("expected.json").toFile())) {
            String file = one.get("file").asText();
            SealVerdict verdict = validate(corpus.resolve(file));
            switch (one.get("gate").asText()) {
                case "REJECT" -> {
                    rejects++;
                    if (verdict.holds()) {
                        slippedThrough.add(file);
                    }
                }
                case "ACCEPT" -> {
                    // A certificate may have ended; that the file was changed must never be said.
                    assertThat(verdict.status()).as(file).isNotEqualTo(SealVerdict.Status.INVALID);
                    (verdict.holds() ? accepted : refused).add(file + " " + SignThenValidateTest.codes(verdict));
                }
                case "NONE" -> assertThat(verdict.status()).as(file).isEqualTo(SealVerdict.Status.UNSIGNED);
                default -> assertThat(verdict).as(file).isNotNull();
            }
        }
        assertThat(rejects).isGreaterThan(10);
        assertThat(slippedThrough).isEmpty();
        // pades-5-signatures-and-1-document-timestamp: two of its signatures cover a time-stamp of May 2011, and their
        // certificates had ended in January. Nothing else stands against it.
        assertThat(refused)
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(one -> assertThat(one).contains("EXPIRED"));
        assertThat(accepted).hasSizeGreaterThanOrEqualTo(10);
    }

    private static SealVerdict validate(Path file) throws IOException {
        Map<String, X509Certificate> certificates = new LinkedHashMap<>();
        Instant last = Instant.EPOCH;
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            for (PDSignature signature : document.getSignatureDictionaries()) {
                fromCms(ByteGate.contents(signature.getCOSObject()), certificates);
                Calendar date = signature.getSignDate();
                if (date != null && date.toInstant().isAfter(last)) {
                    last = date.toInstant();
                }
            }
            for (COSObjectKey key :
                    List.copyOf(document.getDocument().getXrefTable().keySet())) {
                if (document.getDocument().getObjectFromPool(key).getObject() instanceof COSStream stream) {
                    try (InputStream in = stream.createInputStream()) {
                        fromBytes(in.readNBytes(8192), certificates);
                    } catch (IOException e) {
                        assertThat(key).isNotNull();
                    }
                }
            }
        } catch (IOException e) {
            last = Instant.EPOCH;
        }
        SignatureValidator.Builder validator = SignatureValidator.builder().trustAnchors(tops(certificates));
        if (last.isAfter(Instant.EPOCH)) {
            validator.validationTime(last.plusSeconds(120));
        }
        return validator.build().verifyPdf(file);
    }

    private static void fromCms(byte[] contents, Map<String, X509Certificate> certificates) {
        try {
            CMSSignedData cms = new CMSSignedData(Arrays.copyOf(contents, Asn1Length.of(contents)));
            for (X509CertificateHolder holder : cms.getCertificates().getMatches(null)) {
                fromBytes(holder.getEncoded(), certificates);
            }
            for (SignerInformation signer : cms.getSignerInfos()) {
                Attribute stamp = signer.getUnsignedAttributes() == null
                        ? null
                        : signer.getUnsignedAttributes().get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
                if (stamp != null) {
                    fromCms(
                            stamp.getAttrValues()
                                    .getObjectAt(0)
                                    .toASN1Primitive()
                                    .getEncoded(),
                            certificates);
                }
            }
        } catch (CMSException | IOException | IllegalArgumentException e) {
            assertThat(contents).isNotNull();
        }
    }

    private static void fromBytes(byte[] bytes, Map<String, X509Certificate> certificates) {
        if (bytes.length < 100 || bytes[0] != 0x30) {
            return;
        }
        try {
            X509Certificate one = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
            // Test suites issue several certificates under one name and number.
            certificates.putIfAbsent(HexFormat.of().formatHex(one.getSignature()), one);
        } catch (GeneralSecurityException e) {
            assertThat(bytes).isNotEmpty();
        }
    }

    /** Those that issued themselves, and those that none of the others issued. */
    private static List<X509Certificate> tops(Map<String, X509Certificate> certificates) {
        return certificates.values().stream()
                .filter(one -> one.getSubjectX500Principal().equals(one.getIssuerX500Principal())
                        || certificates.values().stream()
                                .noneMatch(
                                        other -> other.getSubjectX500Principal().equals(one.getIssuerX500Principal())))
                .toList();
    }

    private static @org.jspecify.annotations.Nullable Path corpus() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path found = folder.resolve("shared/corpus/signed");
            if (Files.isRegularFile(found.resolve("expected.json"))) {
                return found;
            }
        }
        return null;
    }
}

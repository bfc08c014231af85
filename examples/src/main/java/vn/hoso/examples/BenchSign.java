package vn.hoso.examples;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.EncryptionAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.TimestampBinary;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.seal.SigningRole;
import vn.hoso.signing.CertificateStatus;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SignatureLevel;
import vn.hoso.signing.SignatureMethod;
import vn.hoso.signing.SignatureValidator;
import vn.hoso.signing.SigningKey;
import vn.hoso.signing.SigningSelfTest;
import vn.hoso.signing.TestAuthority;
import vn.hoso.signing.TestAuthority.KeyKind;
import vn.hoso.signing.TimeStamper;

/**
 * Measures signatures and validations of each level against bare EU DSS, by turns on the same file with the same key: what
 * is ours is the difference. Counted is the time of the processor and not of the clock, so other programs don't disturb.
 */
@picocli.CommandLine.Command(name = "sign")
final class BenchSign extends Command {
    private static final int WARM_UP = 8;

    private final ThreadMXBean processor = ManagementFactory.getThreadMXBean();

    @Nullable
    @Parameters(arity = "0..1", paramLabel = "FILE", descriptionKey = "bench.sign.file")
    private Path file;

    @Option(names = "--seconds", paramLabel = "N", descriptionKey = "bench.sign.seconds")
    private int seconds = 5;

    @Option(names = "--kind", paramLabel = "RSA_2048|RSA_3072|P_256", descriptionKey = "bench.sign.kind")
    private KeyKind kind = KeyKind.P_256;

    BenchSign(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        SigningSelfTest.run();
        Path folder = Files.createTempDirectory("hoso-bench");
        try (SigningKey key = authority().issue("Bench")) {
            Path paper = file == null ? blank(folder.resolve("paper.pdf")) : file;
            Table table = new Table(terminal().width(), "");
            table.row((Object[]) texts().get("bench.sign.columns").split("\\|", -1));
            for (SignatureLevel level : SignatureLevel.values()) {
                table.row((Object[]) measure(new Bench(authority(), key, level, paper, folder)));
            }
            table.print(out());
            print("bench.sign.meaning", kind, Files.size(paper));
            return OK;
        } finally {
            Folders.delete(folder);
        }
    }

    private @Nullable TestAuthority authority;

    private TestAuthority authority() {
        if (authority == null) {
            authority = TestAuthority.create(java.time.Clock.systemUTC(), kind);
        }
        return authority;
    }

    private String[] measure(Bench bench) throws IOException {
        double[] signing = byTurns(bench::sign, bench::signBare);
        double[] validating = byTurns(bench::validate, bench::validateBare);
        return new String[] {
            bench.level.name(),
            rate(signing[0]),
            rate(signing[1]),
            ours(signing),
            rate(validating[0]),
            rate(validating[1]),
            ours(validating)
        };
    }

    /** A thing to be measured. */
    @FunctionalInterface
    private interface Work {
        void once() throws IOException;
    }

    /** Processor seconds for one and for the other. */
    private double[] byTurns(Work one, Work other) throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            one.once();
            other.once();
        }
        long[] spent = new long[2];
        int times = 0;
        while (spent[0] + spent[1] < Duration.ofSeconds(seconds).toNanos()) {
            spent[0] += nanos(one);
            spent[1] += nanos(other);
            times++;
        }
        return new double[] {spent[0] / 1e9 / times, spent[1] / 1e9 / times};
    }

    private long nanos(Work work) throws IOException {
        long start = processor.getCurrentThreadCpuTime();
        work.once();
        return processor.getCurrentThreadCpuTime() - start;
    }

    private static String rate(double seconds) {
        return String.format(Locale.ROOT, "%.1f", 1 / seconds);
    }

    private static String ours(double[] both) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * (both[0] - both[1]) / both[0]);
    }

    private static Path blank(Path target) throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(PDRectangle.A4));
            document.save(target.toFile());
        }
        return target;
    }

    /** The same work, done by Hoso and by DSS as it comes. */
    private static final class Bench {
        private final SignatureLevel level;
        private final SigningKey key;
        private final Path paper;
        private final Path signed;
        private final Path bareSigned;
        private final CertificateStatus status;
        private final PadesSigner signer;
        private final SignatureValidator validator;
        private final PAdESService bare;
        private final CommonCertificateVerifier verifier;

        Bench(TestAuthority authority, SigningKey key, SignatureLevel level, Path paper, Path folder) {
            this.level = level;
            this.key = key;
            this.paper = paper;
            signed = folder.resolve("signed.pdf");
            bareSigned = folder.resolve("bare.pdf");
            status = authority.status();
            TimeStamper stamper = authority.timeStamper();
            signer = PadesSigner.builder()
                    .key(key)
                    .level(level)
                    .timeStamper(stamper)
                    .status(status)
                    .appearance(false)
                    .build();
            validator = SignatureValidator.builder().status(status).build();
            verifier = verifier();
            bare = new PAdESService(verifier);
            bare.setTspSource((algorithm, digest) -> {
                try {
                    return new TimestampBinary(stamper.stamp(algorithm.getJavaName(), digest));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        }

        void sign() {
            signer.sign(paper, signed, SigningRole.SCANNING_OFFICER, Instant.now());
        }

        void signBare() throws IOException {
            PAdESSignatureParameters parameters = new PAdESSignatureParameters();
            SignatureMethod method =
                    SignatureMethod.preferredFor(key.certificate().getPublicKey());
            EncryptionAlgorithm encryption =
                    method.name().startsWith("ECDSA") ? EncryptionAlgorithm.ECDSA : EncryptionAlgorithm.RSASSA_PSS;
            parameters.setSigningCertificate(new CertificateToken(key.certificate()));
            parameters.setEncryptionAlgorithm(encryption);
            parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
            parameters.setSignatureLevel(
                    eu.europa.esig.dss.enumerations.SignatureLevel.valueOf("PAdES_BASELINE_" + level));
            FileDocument document = new FileDocument(paper.toFile());
            byte[] toSign = bare.getDataToSign(document, parameters).getBytes();
            SignatureValue value = new SignatureValue(
                    SignatureAlgorithm.getAlgorithm(encryption, DigestAlgorithm.SHA256), key.sign(toSign, method));
            try (InputStream in = bare.signDocument(document, parameters, value).openStream();
                    OutputStream out = Files.newOutputStream(bareSigned)) {
                in.transferTo(out);
            }
        }

        void validate() throws IOException {
            if (!validator.verifyPdf(signed).holds()) {
                throw new IOException("a file signed just now does not hold");
            }
        }

        void validateBare() throws IOException {
            PDFDocumentValidator document = new PDFDocumentValidator(new FileDocument(signed.toFile()));
            document.setCertificateVerifier(verifier());
            document.setEnableEtsiValidationReport(false);
            if (document.validateDocument().getSimpleReport().getSignaturesCount() != 1) {
                throw new IOException("DSS finds no signature");
            }
        }

        private CommonCertificateVerifier verifier() {
            CommonCertificateVerifier made = new CommonCertificateVerifier(true);
            made.setAIASource(null);
            CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
            status.anchors().forEach(anchor -> trusted.addCertificate(new CertificateToken(anchor)));
            made.setTrustedCertSources(trusted);
            List<byte[]> lists = status.crls();
            made.setCrlSource(new ExternalResourcesCRLSource(
                    lists.stream().map(ByteArrayInputStream::new).toArray(InputStream[]::new)));
            return made;
        }
    }
}

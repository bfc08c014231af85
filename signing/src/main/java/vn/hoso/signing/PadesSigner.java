package vn.hoso.signing;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.MimeTypeEnum;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.SignatureImageParameters;
import eu.europa.esig.dss.pades.SignatureImageTextParameters;
import eu.europa.esig.dss.pades.exception.InvalidPasswordException;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.pdf.IPdfObjFactory;
import eu.europa.esig.dss.pdf.PdfMemoryUsageSetting;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxNativeObjectFactory;
import eu.europa.esig.dss.signature.resources.TempFileResourcesHandlerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.TimeZone;
import java.util.function.Consumer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.seal.PdfSigner;
import vn.hoso.seal.Signatory;
import vn.hoso.seal.SigningRole;

/**
 * Signs PDF files: PAdES (ETSI EN 319 142-1), with the appearance that the law asks for on page 1.
 *
 * <pre>{@code
 * PadesSigner signer = PadesSigner.builder().key(key).build();
 * signer.sign(Path.of("paper.pdf"), Path.of("signed.pdf"), SigningRole.SCANNING_OFFICER, scannedAt);
 * }</pre>
 *
 * <p>The signature is an incremental update: the file that was signed is the beginning of the signed file, byte for byte.
 * A PDF/A stays one. The appearance is text in a free place as near as possible to the ordered corner;
 * that of a competent person is an image above the printed name. A signature
 * at level B takes some 50 ms; the first one of a process a second. Safe for use by several threads.
 */
public final class PadesSigner implements PdfSigner {
    /** Files larger than this are worked on through temporary files. */
    private static final long IN_MEMORY = 32L << 20;

    private final SigningSettings settings;
    private final String agency;
    private final CopyForm copyForm;
    private final boolean appearance;
    private final @Nullable Path image;
    private final @Nullable String printedName;
    private final @Nullable Consumer<IOException> withoutTimeStamp;

    private PadesSigner(Builder builder, SigningSettings settings) {
        this.settings = settings;
        this.agency = builder.agency == null ? settings.key().signatory().name() : builder.agency;
        this.copyForm = builder.copyForm;
        this.appearance = builder.appearance;
        this.image = builder.image;
        this.printedName = builder.printedName;
        this.withoutTimeStamp = builder.withoutTimeStamp;
    }

    /**
     * Begins a signer.
     *
     * @return a builder; only the key must be set
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Signatory signatory() {
        return settings.key().signatory();
    }

    @Override
    public void sign(Path pdf, Path target, SigningRole role, Instant scannedAt) {
        Instant now = settings.clock().instant();
        Certificates.checkDates(settings.key(), now);
        String name = String.valueOf(pdf.getFileName());
        if (!Files.isRegularFile(pdf)) {
            throw new HosoException(Problem.UNREADABLE, name);
        }
        Dss.start();
        try {
            refuseEncrypted(pdf);
            AppendedPdf.save(sign(pdf, layOut(pdf, role, scannedAt, now), role, now), pdf, target);
        } catch (InvalidPasswordException e) {
            throw new HosoException(Problem.ENCRYPTED, e, name);
        } catch (HosoException | IllegalStateException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new HosoException(Problem.SIGNING_FAILED, e, name, SigningSettings.brief(e));
        }
    }

    private StampDrawer.@Nullable Layout layOut(Path pdf, SigningRole role, Instant scannedAt, Instant now)
            throws IOException {
        if (!appearance) {
            return null;
        }
        return switch (role) {
            case SCANNING_OFFICER ->
                StampText.layOut(pdf, Stamp.officer(signatory().name(), scannedAt));
            case AGENCY -> StampText.layOut(pdf, Stamp.agency(copyForm, agency, now));
            case COMPETENT_PERSON -> imageAbove(pdf);
        };
    }

    private StampDrawer.Layout imageAbove(Path pdf) throws IOException {
        if (image == null) {
            throw new IllegalStateException("the signature of a competent person shows an image; call image(Path)");
        }
        String name = printedName == null ? signatory().name() : printedName;
        StampDrawer.Layout layout = SignatureImage.above(pdf, name, SignatureImage.read(image));
        if (layout == null) {
            throw new HosoException(
                    Problem.SIGNING_FAILED, String.valueOf(pdf.getFileName()), "the name of the signer is not on it");
        }
        return layout;
    }

    private DSSDocument sign(Path pdf, StampDrawer.@Nullable Layout layout, SigningRole role, Instant now)
            throws IOException {
        PAdESSignatureParameters parameters = new PAdESSignatureParameters();
        settings.apply(parameters, now);
        parameters.setSignatureLevel(settings.padesLevel());
        parameters.setSigningTimeZone(TimeZone.getTimeZone(Stamp.VIETNAM));
        parameters.setContentSize(settings.contentSize());
        parameters.setSignerName(signatory().name());
        parameters.setReason(
                switch (role) {
                    case SCANNING_OFFICER -> "Số hóa";
                    case AGENCY -> copyForm.text();
                    case COMPETENT_PERSON -> "Ký ban hành";
                });
        parameters.setAppName("Hoso");
        parameters.getSignatureTimestampParameters().setDigestAlgorithm(DigestAlgorithm.SHA256);
        parameters.getArchiveTimestampParameters().setDigestAlgorithm(DigestAlgorithm.SHA256);
        parameters.getArchiveTimestampParameters().setContentSize(SigningSettings.TIME_STAMP_SIZE);

        IPdfObjFactory factory = layout == null ? new PdfBoxNativeObjectFactory() : StampDrawer.factory(layout);
        if (Files.size(pdf) > IN_MEMORY) {
            factory.setPdfMemoryUsageSetting(PdfMemoryUsageSetting.fileOnly());
            factory.setResourcesHandlerBuilder(new TempFileResourcesHandlerBuilder());
        }
        if (layout != null) {
            // The engine draws nothing of this; without it, it would not ask our drawer.
            SignatureImageTextParameters text = new SignatureImageTextParameters();
            text.setText(signatory().name());
            SignatureImageParameters seen = new SignatureImageParameters();
            seen.setTextParameters(text);
            seen.getFieldParameters().setPage(layout.page() + 1);
            parameters.setImageParameters(seen);
        }

        PAdESService service = new PAdESService(settings.verifier());
        service.setPdfObjFactory(factory);
        if (settings.timeStamper() != null) {
            service.setTspSource(settings.timeStamps());
        }
        FileDocument document = new FileDocument(pdf.toFile());
        document.setMimeType(MimeTypeEnum.PDF);
        byte[] toSign = service.getDataToSign(document, parameters).getBytes();
        SignatureValue value = new SignatureValue(
                Dss.algorithm(settings.method()), settings.key().sign(toSign, settings.method()));
        return SigningSettings.signed(
                () -> service.signDocument(document, parameters, value),
                () -> {
                    // What is signed is the same at every level, so the key is not asked again.
                    parameters.setSignatureLevel(eu.europa.esig.dss.enumerations.SignatureLevel.PAdES_BASELINE_B);
                    return service.signDocument(document, parameters, value);
                },
                withoutTimeStamp);
    }

    /** Of an encrypted file the engine would encrypt the room for the signature too, and leave rubbish behind it. */
    private static void refuseEncrypted(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            if (document.isEncrypted()) {
                throw new HosoException(Problem.ENCRYPTED, String.valueOf(pdf.getFileName()));
            }
        }
    }

    /** The settings of a signer. */
    public static final class Builder {
        private @Nullable SigningKey key;
        private @Nullable SignatureMethod method;
        private SignatureLevel level = SignatureLevel.B;
        private @Nullable TimeStamper timeStamper;
        private @Nullable Consumer<IOException> withoutTimeStamp;
        private @Nullable CertificateStatus status;
        private Clock clock = Clock.systemUTC();
        private @Nullable String agency;
        private CopyForm copyForm = CopyForm.SAO_Y;
        private boolean appearance = true;
        private @Nullable Path image;
        private @Nullable String printedName;

        private Builder() {}

        /**
         * The key that signs. Must be set.
         *
         * @param value stays the caller's, who closes it after the last signature
         * @return this
         */
        public Builder key(SigningKey value) {
            key = value;
            return this;
        }

        /**
         * How signatures are computed. Default: as the key {@linkplain SigningKey#preferredMethod signs best}.
         *
         * @param value fits the key
         * @return this
         */
        public Builder method(SignatureMethod value) {
            method = value;
            return this;
        }

        /**
         * How long signatures can be proven. Default: {@link SignatureLevel#B}.
         *
         * @param value T and above need {@link #timeStamper}, LT and LTA {@link #status} too
         * @return this
         */
        public Builder level(SignatureLevel value) {
            level = value;
            return this;
        }

        /**
         * Where time-stamps come from. Default: nowhere.
         *
         * @param value the authority
         * @return this
         */
        public Builder timeStamper(TimeStamper value) {
            timeStamper = value;
            return this;
        }

        /**
         * What is done where no time-stamp can be had. Default: nothing is signed.
         *
         * @param told the file is signed at level B then, to be raised later, and this is told why; called by any
         *     thread
         * @return this
         */
        public Builder withoutTimeStamp(Consumer<IOException> told) {
            withoutTimeStamp = told;
            return this;
        }

        /**
         * What is known of the state of certificates. Default: nothing.
         *
         * @param value trust anchors and revocation lists
         * @return this
         */
        public Builder status(CertificateStatus value) {
            status = value;
            return this;
        }

        /**
         * The clock of the claimed time of signing. Default: the system's.
         *
         * @param value the clock
         * @return this
         */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /**
         * The agency that an {@linkplain SigningRole#AGENCY agency's} signature names. Default: the name in the certificate.
         *
         * @param value its name, as it stands at the head of its papers
         * @return this
         */
        public Builder agency(String value) {
            agency = value;
            return this;
        }

        /**
         * The form of copy that an agency's signature names. Default: {@link CopyForm#SAO_Y}.
         *
         * @param value the form
         * @return this
         */
        public Builder copyForm(CopyForm value) {
            copyForm = value;
            return this;
        }

        /**
         * Whether a signature is to be seen on page 1. Default: yes.
         *
         * @param value false for an invisible signature
         * @return this
         */
        public Builder appearance(boolean value) {
            appearance = value;
            return this;
        }

        /**
         * The image that the signature of a {@linkplain SigningRole#COMPETENT_PERSON competent person} shows: centred above the
         * last place where the signer's name is printed. Needed for that role only.
         *
         * @param file such as a PNG with a transparent ground; at most 4 MB and 4 million pixels
         * @return this
         */
        public Builder image(Path file) {
            image = file;
            return this;
        }

        /**
         * The name above which a competent person's image stands. Default: the name in the certificate.
         *
         * @param value as it is printed, on a line of its own; capitals and spaces do not matter
         * @return this
         */
        public Builder printedName(String value) {
            printedName = value;
            return this;
        }

        /**
         * Makes the signer. Nothing of the engine is loaded yet.
         *
         * @return the signer
         * @throws IllegalStateException if no key is set, or a source that the level needs
         * @throws IllegalArgumentException if the method does not fit the key
         */
        public PadesSigner build() {
            return new PadesSigner(this, SigningSettings.of(key, method, level, timeStamper, status, clock));
        }
    }
}

package vn.hoso.signing;

import eu.europa.esig.dss.cades.CAdESSignatureParameters;
import eu.europa.esig.dss.cades.signature.CAdESService;
import eu.europa.esig.dss.enumerations.SignaturePackaging;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.SignatureValue;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.seal.RecordSealer;
import vn.hoso.seal.Signatory;

/**
 * Seals records: a detached CAdES signature (ETSI EN 319 122-1) over the bytes of {@code record.json}.
 *
 * <p>Safe for use by several threads.
 */
public final class CadesSealer implements RecordSealer {
    private static final String RECORD = "record.json";

    private final SigningSettings settings;
    private final @Nullable Consumer<IOException> withoutTimeStamp;

    private CadesSealer(SigningSettings settings, @Nullable Consumer<IOException> withoutTimeStamp) {
        this.settings = settings;
        this.withoutTimeStamp = withoutTimeStamp;
    }

    /**
     * Begins a sealer.
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
    public byte[] seal(byte[] record) {
        Instant now = settings.clock().instant();
        Certificates.checkDates(settings.key(), now);
        Dss.start();
        try {
            CAdESSignatureParameters parameters = new CAdESSignatureParameters();
            settings.apply(parameters, now);
            parameters.setSignatureLevel(settings.cadesLevel());
            parameters.setSignaturePackaging(SignaturePackaging.DETACHED);
            CAdESService service = new CAdESService(settings.verifier());
            if (settings.timeStamper() != null) {
                service.setTspSource(settings.timeStamps());
            }
            InMemoryDocument document = new InMemoryDocument(record, RECORD);
            byte[] toSign = service.getDataToSign(document, parameters).getBytes();
            SignatureValue value = new SignatureValue(
                    Dss.algorithm(settings.method()), settings.key().sign(toSign, settings.method()));
            DSSDocument seal = SigningSettings.signed(
                    () -> service.signDocument(document, parameters, value),
                    () -> {
                        parameters.setSignatureLevel(eu.europa.esig.dss.enumerations.SignatureLevel.CAdES_BASELINE_B);
                        return service.signDocument(document, parameters, value);
                    },
                    withoutTimeStamp);
            try (InputStream in = seal.openStream()) {
                return in.readAllBytes();
            }
        } catch (HosoException | IllegalStateException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new HosoException(Problem.SIGNING_FAILED, e, RECORD, SigningSettings.brief(e));
        }
    }

    /** The settings of a sealer. */
    public static final class Builder {
        private @Nullable SigningKey key;
        private @Nullable SignatureMethod method;
        private SignatureLevel level = SignatureLevel.B;
        private @Nullable TimeStamper timeStamper;
        private @Nullable Consumer<IOException> withoutTimeStamp;
        private @Nullable CertificateStatus status;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /**
         * The key that seals. Must be set.
         *
         * @param value stays the caller's, who closes it after the last seal
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
         * How long seals can be proven. Default: {@link SignatureLevel#B}.
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
         * What is done where no time-stamp can be had. Default: nothing is sealed.
         *
         * @param told the record is sealed at level B then, to be raised later, and this is told why; called by any
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
         * Makes the sealer. Nothing of the engine is loaded yet.
         *
         * @return the sealer
         * @throws IllegalStateException if no key is set, or a source that the level needs
         * @throws IllegalArgumentException if the method does not fit the key
         */
        public CadesSealer build() {
            return new CadesSealer(
                    SigningSettings.of(key, method, level, timeStamper, status, clock), withoutTimeStamp);
        }
    }
}

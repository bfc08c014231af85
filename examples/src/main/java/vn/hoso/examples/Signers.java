package vn.hoso.examples;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.hoso.signing.CadesSealer;
import vn.hoso.signing.CertificateStatus;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SignatureLevel;
import vn.hoso.signing.SigningKey;
import vn.hoso.signing.TimeStamper;

/** Makes what signs with a key, at the level that was asked for or is configured. */
final class Signers {
    private static final String KEEP = "keep";

    private final Context context;
    private final SigningKey key;
    private final SignatureLevel level;
    private final CertificateStatus status;
    private final Optional<TimeStamper> stamper;
    private final boolean keep;
    private final AtomicBoolean told = new AtomicBoolean();

    private Signers(Context context, SigningKey key, SignatureLevel level, TimeStampOptions options, boolean keep) {
        this.context = context;
        this.key = key;
        this.level = level;
        this.keep = keep;
        this.status = Homes.trust(context);
        // What a level needs besides the key must be there before the work begins.
        this.stamper = level == SignatureLevel.B ? Optional.empty() : Optional.of(options.require(context, status));
    }

    /** As the configuration has it. */
    static Signers configured(Context context, SigningKey key) {
        return of(context, key, null, new TimeStampOptions(), null);
    }

    /**
     * As was asked for.
     *
     * @param level null for the configured one
     * @param options where time-stamps come from
     * @param failing what is done where none is to be had, {@code keep} or {@code stop}; null for what is configured
     */
    static Signers of(
            Context context,
            SigningKey key,
            @Nullable SignatureLevel level,
            TimeStampOptions options,
            @Nullable String failing) {
        Settings settings = context.settings();
        String care = failing == null ? settings.text(Settings.Key.TSA_FAILS).orElse(KEEP) : failing;
        settings.one(Settings.Key.TSA_FAILS, care, Set.of(KEEP, "stop"));
        return new Signers(context, key, level == null ? settings.signatureLevel() : level, options, care.equals(KEEP));
    }

    /** Signs papers, as scanned by an officer. */
    PadesSigner pdf() {
        return builder().build();
    }

    /** Signs papers; in which role and with what to see is still to be said. */
    PadesSigner.Builder builder() {
        PadesSigner.Builder signer = PadesSigner.builder().key(key).level(level).status(status);
        stamper.ifPresent(signer::timeStamper);
        lower().ifPresent(signer::withoutTimeStamp);
        return signer;
    }

    /** Seals records. */
    CadesSealer record() {
        CadesSealer.Builder sealer = CadesSealer.builder().key(key).level(level).status(status);
        stamper.ifPresent(sealer::timeStamper);
        lower().ifPresent(sealer::withoutTimeStamp);
        return sealer.build();
    }

    private Optional<Consumer<IOException>> lower() {
        return keep ? Optional.of(this::tellOnce) : Optional.empty();
    }

    private void tellOnce(IOException failure) {
        if (told.compareAndSet(false, true)) {
            context.terminal()
                    .err()
                    .println("hoso: " + context.texts().get("tsa.lower", String.valueOf(failure.getMessage())));
            context.terminal().err().flush();
        }
    }
}

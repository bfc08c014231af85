package vn.hoso.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.IndexOpener;
import vn.hoso.digitize.Officer;
import vn.hoso.digitize.ReviewDesk;
import vn.hoso.extract.Extractor;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperType;
import vn.hoso.paper.PaperTypes;
import vn.hoso.record.ResultCodePattern;
import vn.hoso.seal.Signatory;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.search.Reindexer;
import vn.hoso.signing.CertificateStatus;
import vn.hoso.signing.SignatureValidator;
import vn.hoso.signing.SigningKey;

/** Opens what a home keeps, as the configuration says. */
final class Homes {
    private Homes() {}

    /** The home for reading; it must be there. */
    static Home reading(Context context) {
        try {
            return Home.openReadOnly(context.home());
        } catch (HosoException e) {
            throw e.problem() == Problem.NOT_FOUND
                    ? new UsageException(context.texts().get("home.none", context.home()))
                    : e;
        }
    }

    /** The home for writing; it is made where there is none. */
    static Home writing(Context context) {
        return Home.open(context.home());
    }

    /** The index for searching. */
    static LuceneRecordIndex index(Context context) {
        try (Home home = reading(context)) {
            return LuceneRecordIndex.openReadOnly(home.indexFolder());
        }
    }

    /** What opens the index of a home for writing; one that is damaged or of an older version is made anew. */
    static IndexOpener indexing(Home home) {
        return () -> Reindexer.of(home.archive())
                .open(home.indexFolder(), home.registry().lastSequence(), (papers, failures) -> {});
    }

    /** The desk of an officer who signs with a key; without one only papers that are not sealed can be decided on. */
    static ReviewDesk desk(Context context, Home home, Optional<SigningKey> key) {
        ReviewDesk.Builder desk = ReviewDesk.builder().home(home).index(indexing(home));
        key.map(signing -> Signers.configured(context, signing))
                .ifPresent(signers -> desk.sealer(signers.record()).signer(signers.pdf()));
        context.settings().text(Settings.Key.AGENCY).ifPresent(desk::agency);
        context.settings().text(Settings.Key.CODES).ifPresent(pattern -> desk.codes(new ResultCodePattern(pattern)));
        PaperTypes types = context.types();
        desk.eligibility(context.eligibility());
        desk.fourEyes(context.settings().list(Settings.Key.FOUR_EYES));
        return desk.extractor(Extractor.builder().types(types).build())
                .typeCodes(type -> types.find(type).map(PaperType::resultCode).orElse(type))
                .build();
    }

    /** What validates signatures: it trusts the certificates in the folder that the configuration names. */
    static SignatureValidator seals(Context context) {
        return SignatureValidator.builder().status(trust(context)).build();
    }

    /** Whom the configuration trusts, and the revocation lists beside the certificates. */
    static CertificateStatus trust(Context context) {
        Path folder = context.settings().path(Settings.Key.TRUST).orElseGet(() -> TestKey.trust(context.home()));
        try {
            return Files.isDirectory(folder) ? CertificateStatus.folder(folder) : CertificateStatus.trusting(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Who decides: the configured officer, the holder of the key, or the user of this machine; with the configured number
     * and the certificate, which tell officers of one name apart.
     */
    static String actor(Context context, Optional<SigningKey> key) {
        Optional<Signatory> signatory = key.map(SigningKey::signatory);
        String name = context.settings()
                .text(Settings.Key.OFFICER)
                .or(() -> signatory.map(Signatory::name))
                .orElseGet(() -> System.getProperty("user.name", "?"));
        return new Officer(
                        name,
                        context.settings().text(Settings.Key.OFFICER_ID).orElse(null),
                        signatory
                                .map(holder -> holder.serial().toLowerCase(Locale.ROOT))
                                .orElse(null))
                .text();
    }
}

package vn.hoso.examples;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hoso.seal.EvidenceRenewer.Evidence;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.seal.SigningRole;
import vn.hoso.signing.EvidenceRecords;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SignatureExtender;
import vn.hoso.signing.SignatureLevel;
import vn.hoso.signing.SignatureValidator;
import vn.hoso.signing.SigningKey;
import vn.hoso.signing.TestAuthority;
import vn.hoso.signing.TestAuthority.KeyKind;
import vn.hoso.signing.TimeStamper;

/**
 * Moves the clock: what signatures are worth offline when the certificates of their signer and of the authority that
 * stamped them have expired; as they were made, stamped anew before that, and under an evidence record. The lists of
 * revoked certificates are those of the day on which is validated.
 */
final class SignTimes {
    private static final Duration LIFE = Duration.ofDays(1000);
    private static final int RENEWED = 950;

    /** Days after signing: at once, the day before the certificates expire, after that, and after renewing once. */
    static final List<Integer> DAYS = List.of(1, 999, 1100, 1900);

    private final Path folder;
    private final Path paper;
    private final Instant signedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final TestAuthority authority = TestAuthority.create(Clock.fixed(signedAt, ZoneOffset.UTC), KeyKind.P_256);

    /**
     * A journey of a paper.
     *
     * @param folder for what is signed
     * @param paper a PDF
     */
    SignTimes(Path folder, Path paper) {
        this.folder = folder;
        this.paper = paper;
    }

    /** What keeps a signature provable. */
    enum Care {
        /** Nothing. */
        NONE(1),
        /** It is stamped anew on day 950. */
        STAMPED_ANEW(2),
        /** An evidence record of the day of signing. */
        EVIDENCE(1),
        /** One that is renewed on day 950. */
        EVIDENCE_RENEWED(2);

        private final int lives;

        Care(int lives) {
            this.lives = lives;
        }
    }

    /**
     * A signature and what it was worth.
     *
     * @param verdicts on each of {@link #DAYS}
     */
    record Row(SignatureLevel level, Care care, List<Status> verdicts) {
        /** Good as long as the last certificate lives, and no longer. */
        boolean good() {
            for (int i = 0; i < verdicts.size(); i++) {
                boolean holds = verdicts.get(i) == Status.VALID || verdicts.get(i) == Status.VALID_BUT;
                if (holds != DAYS.get(i) < (care.lives == 1 ? LIFE : LIFE.plusDays(RENEWED)).toDays()) {
                    return false;
                }
            }
            return true;
        }

        String[] cells() {
            List<String> cells = new ArrayList<>(List.of(level.name(), care.name()));
            verdicts.forEach(verdict -> cells.add(verdict.name()));
            cells.add(good() ? "" : "!");
            return cells.toArray(String[]::new);
        }

        void write(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField("level", level.name());
            json.writeStringField("care", care.name());
            Json.strings(json, "days", DAYS);
            Json.strings(json, "verdicts", verdicts);
            json.writeBooleanField("good", good());
            json.writeEndObject();
        }
    }

    List<Row> travel() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (SigningKey key = authority.issue("Trial")) {
            for (SignatureLevel level : SignatureLevel.values()) {
                Path signed = folder.resolve("signed-" + level + ".pdf");
                PadesSigner.builder()
                        .key(key)
                        .clock(clock(0))
                        .level(level)
                        .timeStamper(stamper(0))
                        .status(authority.status())
                        .build()
                        .sign(paper, signed, SigningRole.SCANNING_OFFICER, signedAt);
                rows.add(row(level, Care.NONE, signed, null));
                if (level == SignatureLevel.LTA) {
                    Path renewed = folder.resolve("renewed.pdf");
                    new SignatureExtender(level, stamper(RENEWED), authority.status(day(RENEWED)), LIFE, clock(RENEWED))
                            .renewPdf(signed, renewed);
                    rows.add(row(level, Care.STAMPED_ANEW, renewed, null));
                }
                byte[] evidence = evidence(0, unproven(signed));
                rows.add(row(level, Care.EVIDENCE, signed, evidence));
                rows.add(row(
                        level,
                        Care.EVIDENCE_RENEWED,
                        signed,
                        evidence(RENEWED, new Evidence(evidence, List.of(signed)))));
            }
        }
        return rows;
    }

    private byte[] evidence(int day, Evidence evidence) throws IOException {
        Path other = Files.write(folder.resolve("other"), new byte[] {1});
        return new EvidenceRecords(stamper(day), authority.status(day(day)), "SHA-256", LIFE, clock(day))
                .renew(List.of(evidence, unproven(other)))
                .get(0);
    }

    /** The checker does not see that an array in a record of another module may be null. */
    @SuppressWarnings("NullAway")
    private static Evidence unproven(Path file) {
        return new Evidence(null, List.of(file));
    }

    private Row row(SignatureLevel level, Care care, Path signed, byte @Nullable [] evidence) throws IOException {
        List<Status> verdicts = new ArrayList<>();
        for (int day : DAYS) {
            SignatureValidator validator = SignatureValidator.builder()
                    .status(authority.status(day(day)))
                    .validationTime(day(day))
                    .build();
            SealVerdict verdict =
                    evidence == null ? validator.verifyPdf(signed) : validator.verifyPdf(signed, evidence);
            verdicts.add(verdict.status());
        }
        return new Row(level, care, verdicts);
    }

    private Instant day(int day) {
        return signedAt.plus(Duration.ofDays(day));
    }

    private Clock clock(int day) {
        return Clock.fixed(day(day), ZoneOffset.UTC);
    }

    private TimeStamper stamper(int day) {
        return authority.timeStamper(clock(day), day(day).minus(Duration.ofHours(1)), day(day).plus(LIFE));
    }
}

package vn.hoso.examples;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.hoso.digitize.ArchiveRenewal;
import vn.hoso.digitize.ArchiveVerifier;
import vn.hoso.digitize.EvidenceRenewal;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.RenewalReport;
import vn.hoso.signing.CertificateStatus;
import vn.hoso.signing.EvidenceRecords;
import vn.hoso.signing.SignatureExtender;
import vn.hoso.signing.SignatureLevel;
import vn.hoso.signing.TimeStamper;

/** Renews signatures and seals of the archive before they can no longer be checked. */
@picocli.CommandLine.Command(name = "renew")
final class RenewCommand extends Command {
    @Option(names = "--level", paramLabel = "T|LT|LTA", descriptionKey = "renew.level")
    private SignatureLevel level = SignatureLevel.LTA;

    @Option(names = "--days", paramLabel = "N", descriptionKey = "renew.days")
    private int days = 180;

    @Option(names = "--evidence-record", descriptionKey = "renew.evidence")
    private boolean evidence;

    @Option(names = "--digest", paramLabel = "SHA-256|SHA-384|SHA-512", descriptionKey = "renew.digest")
    private String digest = "SHA-256";

    @Mixin
    private final TimeStampOptions timeStamps = new TimeStampOptions();

    RenewCommand(Context context) {
        super(context);
    }

    @Override
    int run() {
        CertificateStatus status = Homes.trust(context());
        TimeStamper stamper = timeStamps.require(context(), status);
        if (level == SignatureLevel.B) {
            throw new UsageException(texts().get("renew.badLevel"));
        }
        if (!Set.of("SHA-256", "SHA-384", "SHA-512").contains(digest)) {
            throw new UsageException(texts().get("renew.badDigest"));
        }
        Homes.reading(context()).close();
        RenewalReport report;
        try (Home home = Homes.writing(context());
                StatusLine line = new StatusLine(terminal())) {
            report = renew(
                    home, stamper, status, (done, total) -> line.show(texts().get("renew.progress", done, total)));
        }
        print(
                evidence ? "renew.evidenceDone" : "renew.done",
                report.papers(),
                report.renewed().size(),
                level);
        for (RenewalReport.Failure failure : report.failures()) {
            out().println("  " + failure.paper() + "  "
                    + Failures.oneLine(failure.cause().message(context().locale())));
        }
        return report.failures().isEmpty() ? OK : FAILED;
    }

    private RenewalReport renew(
            Home home, TimeStamper stamper, CertificateStatus status, ArchiveVerifier.Listener listener) {
        Duration ahead = Duration.ofDays(days);
        Clock clock = Clock.systemUTC();
        String actor = Homes.actor(context(), Optional.empty());
        return evidence
                ? new EvidenceRenewal(
                                home,
                                new EvidenceRecords(stamper, status, digest, ahead, clock),
                                Homes.indexing(home),
                                actor)
                        .renew(listener)
                : new ArchiveRenewal(
                                home,
                                new SignatureExtender(level, stamper, status, ahead, clock),
                                Homes.indexing(home),
                                actor)
                        .renew(listener);
    }
}

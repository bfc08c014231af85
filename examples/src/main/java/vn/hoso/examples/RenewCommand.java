package vn.hoso.examples;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.hoso.digitize.ArchiveRenewal;
import vn.hoso.digitize.Home;
import vn.hoso.signing.SignatureExtender;
import vn.hoso.signing.SignatureLevel;
import vn.hoso.signing.TimeStamper;

/** Renews signatures and seals of the archive before they can no longer be checked. */
@picocli.CommandLine.Command(name = "renew")
final class RenewCommand extends Command {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Nullable
    @Option(names = "--tsa", paramLabel = "URL", descriptionKey = "renew.tsa")
    private URI authority;

    @Option(names = "--level", paramLabel = "T|LT|LTA", descriptionKey = "renew.level")
    private SignatureLevel level = SignatureLevel.LTA;

    @Option(names = "--days", paramLabel = "N", descriptionKey = "renew.days")
    private int days = 180;

    RenewCommand(Context context) {
        super(context);
    }

    @Override
    int run() {
        if (authority == null || level == SignatureLevel.B) {
            throw new UsageException(texts().get(authority == null ? "renew.noTsa" : "renew.badLevel"));
        }
        if (!String.valueOf(authority.getScheme()).matches("https?")) {
            throw new UsageException(texts().get("renew.noTsa"));
        }
        Homes.reading(context()).close();
        SignatureExtender extender = new SignatureExtender(
                level,
                TimeStamper.http(authority, PATIENCE),
                Homes.trust(context()),
                Duration.ofDays(days),
                Clock.systemUTC());
        ArchiveRenewal.Report report;
        try (Home home = Homes.writing(context());
                StatusLine line = new StatusLine(terminal())) {
            report = new ArchiveRenewal(home, extender, Homes.indexing(home), Homes.actor(context(), Optional.empty()))
                    .renew((done, total) -> line.show(texts().get("renew.progress", done, total)));
        }
        print("renew.done", report.papers(), report.renewed().size(), level);
        for (ArchiveRenewal.Failure failure : report.failures()) {
            out().println("  " + failure.paper() + "  "
                    + Failures.oneLine(failure.cause().message(context().locale())));
        }
        return report.failures().isEmpty() ? OK : FAILED;
    }
}

package vn.hoso.examples;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.hoso.signing.CertificateStatus;
import vn.hoso.signing.TimeStamper;

/**
 * Where time-stamps come from: {@code --tsa}, then the configuration. Several authorities are asked one after the other;
 * what they answer is checked against the certificates that the home trusts. One that fails again and again is left in
 * peace for some minutes.
 */
final class TimeStampOptions {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int FAILURES = 3;
    private static final Duration REST = Duration.ofMinutes(5);

    @Option(names = "--tsa", paramLabel = "URL", split = ",", descriptionKey = "tsa")
    private List<URI> authorities = List.of();

    @Nullable
    @Option(names = "--tsa-policy", paramLabel = "OID", split = ",", descriptionKey = "tsaPolicy")
    private Set<String> policies;

    /**
     * The authorities that were named, as one.
     *
     * @param context where they were named
     * @param status whom the home trusts
     * @return empty where none was
     */
    Optional<TimeStamper> find(Context context, CertificateStatus status) {
        List<URI> named = authorities.isEmpty() ? configured(context) : authorities;
        if (named.isEmpty()) {
            return Optional.empty();
        }
        if (!named.stream().allMatch(TimeStampOptions::isAddress)) {
            throw new UsageException(context.texts().get("tsa.bad"));
        }
        Set<String> allowed = policies == null ? list(context, Settings.Key.TSA_POLICIES) : policies;
        List<TimeStamper> asked = named.stream()
                .map(address -> TimeStamper.http(address, PATIENCE).checked(status.anchors(), allowed))
                .map(TimeStampOptions::resting)
                .toList();
        return Optional.of(asked.size() == 1 ? asked.get(0) : resting(TimeStamper.firstOf(asked)));
    }

    /**
     * The authorities that were named; without one the user is told how to name one.
     *
     * @param context where they were named
     * @param status whom the home trusts
     * @return as one
     */
    TimeStamper require(Context context, CertificateStatus status) {
        return find(context, status)
                .orElseThrow(() -> new UsageException(context.texts().get("tsa.none")));
    }

    /** A service that is down must not be waited for at each of a thousand papers. */
    private static TimeStamper resting(TimeStamper authority) {
        return authority.resting(FAILURES, REST, Instant::now);
    }

    private static List<URI> configured(Context context) {
        try {
            return list(context, Settings.Key.TSA).stream().map(URI::create).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException(context.texts().get("tsa.bad"));
        }
    }

    private static Set<String> list(Context context, Settings.Key key) {
        return new LinkedHashSet<>(context.settings()
                .text(key)
                .map(value -> Arrays.asList(value.strip().split("[,\\s]+")))
                .orElse(List.of()));
    }

    private static boolean isAddress(URI address) {
        return address.getHost() != null && String.valueOf(address.getScheme()).matches("https?");
    }
}

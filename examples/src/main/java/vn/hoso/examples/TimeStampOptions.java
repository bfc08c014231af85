package vn.hoso.examples;

import java.net.URI;
import java.time.Duration;
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
 * what they answer is checked against the certificates that the home trusts.
 */
final class TimeStampOptions {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

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
        return Optional.of(TimeStamper.firstOf(named.stream()
                .map(address -> TimeStamper.http(address, PATIENCE).checked(status.anchors(), allowed))
                .toList()));
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

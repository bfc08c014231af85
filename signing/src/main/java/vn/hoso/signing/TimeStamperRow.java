package vn.hoso.signing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Authorities of which the first one that can stamps. */
final class TimeStamperRow implements TimeStamper {
    private final List<TimeStamper> authorities;

    TimeStamperRow(List<TimeStamper> authorities) {
        this.authorities = List.copyOf(authorities);
    }

    @Override
    public String name() {
        return authorities.stream().map(TimeStamper::name).collect(Collectors.joining(", "));
    }

    @Override
    public byte[] stamp(String digestName, byte[] digest) throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (TimeStamper authority : authorities) {
            try {
                return authority.stamp(digestName, digest);
            } catch (IOException e) {
                failures.add(e);
                if (Thread.currentThread().isInterrupted()) {
                    break;
                }
            }
        }
        TimeStampException none = new TimeStampException(
                TimeStampException.Code.NONE_LEFT,
                name(),
                failures.stream().map(IOException::getMessage).collect(Collectors.joining("; ")));
        failures.forEach(none::addSuppressed);
        throw none;
    }
}

package vn.hoso.signing;

import eu.europa.esig.dss.model.policy.ValidationPolicy;
import eu.europa.esig.dss.validation.policy.ValidationPolicyLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Our validation policy for DSS, {@code policy.xml}. */
final class StrictPolicy {
    private StrictPolicy() {}

    /** The policy; the same object for all validations, which only read it. */
    static ValidationPolicy load() {
        return Loaded.POLICY;
    }

    private static final class Loaded {
        static final ValidationPolicy POLICY = read();

        private static ValidationPolicy read() {
            try (InputStream in = StrictPolicy.class.getResourceAsStream("policy.xml")) {
                if (in == null) {
                    throw new IllegalStateException("policy.xml is missing beside " + StrictPolicy.class.getName());
                }
                return ValidationPolicyLoader.fromValidationPolicy(in).create();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package vn.hoso.extract;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * A logistic model from {@link Features} to the probability that a reading is right; its coefficients are data, made by
 * the training program among the tests.
 */
final class ConfidenceModel {
    private static final ConfidenceModel BUNDLED = read();

    private final double bias;
    private final double[] weights;
    private final double acceptAbove;
    private final double acceptProvenAbove;

    private ConfidenceModel(double bias, double[] weights, double acceptAbove, double acceptProvenAbove) {
        this.bias = bias;
        this.weights = weights;
        this.acceptAbove = acceptAbove;
        this.acceptProvenAbove = acceptProvenAbove;
    }

    static ConfidenceModel bundled() {
        return BUNDLED;
    }

    double probability(double[] features) {
        double sum = bias;
        for (int i = 0; i < features.length; i++) {
            sum += weights[i] * features[i];
        }
        double p = 1 / (1 + Math.exp(-sum));
        return Math.min(0.9999, Math.max(0.0001, p));
    }

    /** From which probability on a value may be used without a look. */
    double acceptAbove(boolean proven) {
        return proven ? acceptProvenAbove : acceptAbove;
    }

    private static ConfidenceModel read() {
        Properties values = new Properties();
        try (InputStream in = ConfidenceModel.class.getResourceAsStream("confidence.properties")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks confidence.properties");
            }
            values.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
        double[] weights = new double[Features.NAMES.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Double.parseDouble(values.getProperty(Features.NAMES.get(i), "0"));
        }
        return new ConfidenceModel(
                Double.parseDouble(values.getProperty("bias")),
                weights,
                Double.parseDouble(values.getProperty("accept")),
                Double.parseDouble(values.getProperty("accept.proven")));
    }
}

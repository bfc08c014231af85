package vn.hoso.examples;

import java.io.IOException;
import java.util.Locale;

/** Where the fuzzer enters: Jazzer calls it by the names of its methods. See the profile {@code fuzz} of this module. */
public final class Fuzzing {
    private static FuzzTarget target = FuzzTarget.QUERY;

    private Fuzzing() {}

    /**
     * Called once. What is loaded with the first input, instrumented class by class, is loaded here: it would count as the
     * time that this input takes.
     *
     * @param arguments the name of the target
     * @throws IOException only where the disk fails
     */
    public static void fuzzerInitialize(String[] arguments) throws IOException {
        target = FuzzTarget.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        target.take(new byte[0]);
    }

    /**
     * Called with one input after another.
     *
     * @param input any bytes
     * @throws IOException only where the disk fails
     */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        target.take(input);
    }
}

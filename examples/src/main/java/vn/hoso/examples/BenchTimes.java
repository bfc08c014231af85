package vn.hoso.examples;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The times of some questions, asked in several rounds; the first warms up and does not count. Kept are those by the clock
 * and those of the processor, which depend less on what else the machine does.
 */
final class BenchTimes {
    static final int ROUNDS = 6;

    private final double[] clock;
    private final double[] processor;

    private BenchTimes(double[] clock, double[] processor) {
        this.clock = clock;
        this.processor = processor;
    }

    /** What is measured. */
    @FunctionalInterface
    interface Ask<T> {
        void run(T question) throws Exception;
    }

    static <T> BenchTimes of(List<T> questions, Ask<T> ask) throws Exception {
        double[] clock = new double[questions.size() * (ROUNDS - 1)];
        double[] processor = new double[clock.length];
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int next = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (T question : questions) {
                long start = System.nanoTime();
                long startProcessor = threads.getCurrentThreadCpuTime();
                ask.run(question);
                if (round > 0) {
                    processor[next] = (threads.getCurrentThreadCpuTime() - startProcessor) / 1e6;
                    clock[next++] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        Arrays.sort(clock);
        Arrays.sort(processor);
        return new BenchTimes(clock, processor);
    }

    /** By the clock: the times in ms that 50, 95 and 99 of 100 questions do not exceed. */
    String clock() {
        return text(clock);
    }

    /** The same of the processor. */
    String processor() {
        return text(processor);
    }

    private static String text(double[] times) {
        return String.format(Locale.ROOT, "%.2f  %.2f  %.2f", at(times, 0.5), at(times, 0.95), at(times, 0.99));
    }

    private static double at(double[] times, double share) {
        return times[(int) Math.min(times.length - 1, Math.floor(share * times.length))];
    }
}

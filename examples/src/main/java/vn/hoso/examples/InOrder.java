package vn.hoso.examples;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;

/** Works on several inputs at once and hands over the results one by one, in the order of the inputs. */
final class InOrder {
    private InOrder() {}

    /**
     * Works on all inputs. At most a few results per thread wait to be handed over.
     *
     * @param <I> an input
     * @param <O> a result
     * @param inputs the inputs
     * @param threads how many to work on at once
     * @param work makes a result; it does not throw
     * @param sink takes a result, and says whether to go on
     */
    static <I, O> void map(List<I> inputs, int threads, Function<I, O> work, Predicate<O> sink) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "hoso-input");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Deque<Future<O>> waiting = new ArrayDeque<>();
            int next = 0;
            boolean goOn = true;
            while (goOn && (next < inputs.size() || !waiting.isEmpty())) {
                while (next < inputs.size() && waiting.size() < threads * 4) {
                    I input = inputs.get(next++);
                    waiting.add(pool.submit(() -> work.apply(input)));
                }
                goOn = sink.test(waiting.remove().get());
            }
        } catch (ExecutionException e) {
            throw Failures.unchecked(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pool.shutdownNow();
        }
    }
}

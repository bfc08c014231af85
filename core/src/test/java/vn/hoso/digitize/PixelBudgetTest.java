package vn.hoso.digitize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PixelBudgetTest {
    @Test
    void letsInWhatFitsAndKeepsTheOrder() throws Exception {
        PixelBudget budget = new PixelBudget(100);
        PixelBudget.Share small = budget.take(60);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<PixelBudget.Share> huge = threads.submit(() -> budget.take(1_000_000));
            while (!budget.hasWaiting()) {
                Thread.onSpinWait();
            }
            // It would fit beside the first, but the huge one came before.
            CompletableFuture<PixelBudget.Share> late = CompletableFuture.supplyAsync(() -> budget.take(10), threads);
            assertThat(huge).isNotDone();
            small.giveBack();
            PixelBudget.Share all = huge.get(10, TimeUnit.SECONDS);
            assertThat(late).isNotDone();
            all.giveBack();
            late.get(10, TimeUnit.SECONDS).giveBack();
        } finally {
            threads.shutdownNow();
        }
        budget.take(100).giveBack();
    }
}

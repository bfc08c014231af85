package vn.hoso.examples;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Lets other programs go first; the processes that this one starts do the same. */
final class Niceness {
    private Niceness() {}

    /** Lowers the priority of this process; where the system can't, the user is told and the work goes on. */
    static void lower(int by, Context context) {
        boolean done = false;
        try {
            Process renice = new ProcessBuilder(
                            "renice",
                            "-n",
                            String.valueOf(by),
                            "-p",
                            String.valueOf(ProcessHandle.current().pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            done = renice.waitFor(5, TimeUnit.SECONDS) && renice.exitValue() == 0;
        } catch (IOException e) {
            done = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!done) {
            context.say("convert.notNice");
        }
    }
}

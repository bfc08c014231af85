package vn.hoso.examples;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** A command of the command line: it prints its results and says how it went by its exit code. */
abstract class Command implements Callable<Integer> {
    /** Everything went well. */
    static final int OK = 0;

    /** The command ran, but something of what was asked for failed; each failure was reported. */
    static final int FAILED = 1;

    /** The command line or the configuration can't be used. */
    static final int USAGE = 2;

    private final Context context;

    Command(Context context) {
        this.context = context;
    }

    @Override
    public final Integer call() throws Exception {
        Logs.into(context.home().resolve("logs"));
        return run();
    }

    /**
     * Does the work.
     *
     * @return the exit code
     * @throws IOException if a file can't be read or written
     */
    abstract int run() throws IOException;

    final Context context() {
        return context;
    }

    final Texts texts() {
        return context.texts();
    }

    final Settings settings() {
        return context.settings();
    }

    final Terminal terminal() {
        return context.terminal();
    }

    final PrintWriter out() {
        return context.terminal().out();
    }

    /** Prints a line of the result in the language of the user. */
    final void print(String key, Object... arguments) {
        out().println(texts().get(key, arguments));
    }

    /** Prints a message about the run, not a result. */
    final void say(String key, Object... arguments) {
        context.say(key, arguments);
    }
}

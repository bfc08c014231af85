package vn.hoso.examples;

import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code hoso} command.
 *
 * <p>Results go to standard output, messages and progress to standard error. The exit code is 0 when all went well, 1 when
 * something failed and was reported, 2 when the command line or the configuration can't be used.
 */
@CommandLine.Command(name = "hoso", versionProvider = Version.class)
public final class Hoso implements Runnable {
    @Mixin
    final Context.Globals globals;

    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    private Hoso(Context context) {
        this.globals = context.globals();
    }

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments what the command line gave
     */
    public static void main(String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> Failures.log(thread.getName(), thrown));
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    /**
     * Runs a command within this process.
     *
     * @param terminal where it prints
     * @param arguments what the command line gave
     * @return the exit code
     */
    static int run(Terminal terminal, String... arguments) {
        Context context = new Context(terminal, Texts.of(terminal, arguments));
        int code = commandLine(context, arguments).execute(arguments);
        terminal.err().flush();
        return terminal.failure().map(failure -> lost(context, failure)).orElse(code);
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
        }
    }

    private static CommandLine commandLine(Context context, String... arguments) {
        CommandLine line = new CommandLine(new Hoso(context));
        Commands.add(line, context, arguments);
        line.setResourceBundle(context.texts().bundle());
        line.setOut(context.terminal().out());
        line.setErr(context.terminal().err());
        line.setUsageHelpWidth(Math.min(100, context.terminal().width()));
        line.setUsageHelpAutoWidth(false);
        line.setAbbreviatedSubcommandsAllowed(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                context.terminal().outShown() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF));
        line.setParameterExceptionHandler((exception, words) -> refuse(context, exception));
        line.setExecutionExceptionHandler((exception, command, result) -> report(context, exception));
        return line;
    }

    private static int refuse(Context context, ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String what = Failures.oneLine(String.valueOf(exception.getMessage()));
        if (exception instanceof CommandLine.MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            CommandLine.Model.ArgSpec first = missing.getMissing().get(0);
            what = context.texts()
                    .get(
                            "usage.missing",
                            first instanceof CommandLine.Model.OptionSpec option
                                    ? option.longestName()
                                    : first.paramLabel());
        } else if (exception instanceof UnmatchedArgumentException unmatched) {
            what = context.texts().get("usage.unknown", unmatched.getUnmatched().get(0));
        }
        context.terminal().err().println(name + ": " + what);
        context.terminal().err().println(context.texts().get("usage.seeHelp", name));
        return Command.USAGE;
    }

    private static int report(Context context, Exception exception) {
        if (exception instanceof UsageException) {
            context.terminal().err().println("hoso: " + Failures.oneLine(String.valueOf(exception.getMessage())));
            return Command.USAGE;
        }
        var named = Failures.named(exception, "hoso");
        context.terminal().err().println("hoso: " + Failures.oneLine(named.message(context.locale())));
        if (context.globals().debug) {
            exception.printStackTrace(context.terminal().err());
        }
        return named.problem() == vn.hoso.failure.Problem.BAD_CONFIGURATION ? Command.USAGE : Command.FAILED;
    }

    /** The results did not reach their reader. */
    private static int lost(Context context, IOException failure) {
        String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (reason.contains("broken pipe")) {
            return Terminal.BROKEN_PIPE;
        }
        context.terminal().err().println("hoso: " + Failures.line(failure, "stdout", context.locale()));
        context.terminal().err().flush();
        return Command.FAILED;
    }
}

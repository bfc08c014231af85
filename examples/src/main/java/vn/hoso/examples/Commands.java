package vn.hoso.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The commands there are. */
final class Commands {
    /** The options before a command that take a value. */
    private static final Set<String> WITH_VALUE = Set.of("--home", "--config", "--lang");

    private static final Map<String, Function<Context, CommandLine>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("demo", context -> new CommandLine(new DemoCommand(context)));
        ALL.put("convert", context -> new CommandLine(new ConvertCommand(context)));
        ALL.put("pause", context -> new CommandLine(new PauseCommand.Pause(context)));
        ALL.put("resume", context -> new CommandLine(new PauseCommand.Resume(context)));
        ALL.put("import", context -> new CommandLine(new ImportCommand(context)));
        ALL.put("digitize", context -> new CommandLine(new DigitizeCommand(context)));
        ALL.put("pdf", context -> new CommandLine(new PdfCommand(context)));
        ALL.put("sign", context -> new CommandLine(new SignCommand(context)));
        ALL.put("review", Commands::review);
        ALL.put("find", context -> new CommandLine(new FindCommand(context)));
        ALL.put("revoke", context -> new CommandLine(new ReviewDecisions.Revoke(context)));
        ALL.put("supersede", context -> new CommandLine(new ReviewDecisions.Supersede(context)));
        ALL.put("plan", context -> new CommandLine(new PlanCommand(context)));
        ALL.put("reuse", context -> new CommandLine(new ReuseCommand(context)));
        ALL.put("impact", context -> new CommandLine(new ImpactCommand(context)));
        ALL.put("indicators", context -> new CommandLine(new IndicatorsCommand(context)));
        ALL.put("reminders", context -> new CommandLine(new RemindersCommand(context)));
        ALL.put("scenario", context -> new CommandLine(new ScenarioCommand(context)));
        ALL.put("verify", context -> new CommandLine(new VerifyCommand(context)));
        ALL.put("disclose", context -> new CommandLine(new DiscloseCommand(context)));
        ALL.put("subject", context -> new CommandLine(new SubjectCommand(context)));
        ALL.put("erase", context -> new CommandLine(new EraseCommand(context)));
        ALL.put("serve", context -> new CommandLine(new ServeCommand(context)));
        ALL.put("export", context -> new CommandLine(new ExportCommand(context)));
        ALL.put("archive", Commands::archive);
        ALL.put("status", context -> new CommandLine(new StatusCommand(context)));
        ALL.put("doctor", context -> new CommandLine(new DoctorCommand(context)));
        ALL.put("reindex", context -> new CommandLine(new ReindexCommand(context)));
        ALL.put("bench", Commands::bench);
        ALL.put("key", context -> new CommandLine(new KeyCommand(context)));
    }

    private Commands() {}

    static Set<String> names() {
        return ALL.keySet();
    }

    /**
     * Adds the command that is called, or all where none is: to describe a command to the parser takes a while, and an
     * answer should come at once.
     */
    static void add(CommandLine root, Context context, String... arguments) {
        called(arguments)
                .ifPresentOrElse(
                        make -> root.addSubcommand(make.apply(context)),
                        () -> ALL.values().forEach(make -> root.addSubcommand(make.apply(context))));
    }

    private static Optional<Function<Context, CommandLine>> called(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (WITH_VALUE.contains(arguments[i])) {
                i++;
            } else if (!arguments[i].startsWith("-")) {
                return Optional.ofNullable(ALL.get(arguments[i]));
            }
        }
        return Optional.empty();
    }

    private static CommandLine review(Context context) {
        return group("review")
                .addSubcommand(new ReviewCommand.ListPapers(context))
                .addSubcommand(new ReviewNext(context))
                .addSubcommand(new ReviewCommand.Show(context))
                .addSubcommand(new ReviewDecisions.Confirm(context))
                .addSubcommand(new ReviewDecisions.Correct(context))
                .addSubcommand(new ReviewDecisions.Reject(context))
                .addSubcommand(new ReviewCommand.Types(context))
                .addSubcommand(new ReviewShape.Retype(context))
                .addSubcommand(new ReviewShape.Split(context))
                .addSubcommand(new ReviewShape.Merge(context))
                .addSubcommand(new ReviewCommand.Corrections(context));
    }

    private static CommandLine archive(Context context) {
        return group("archive").addSubcommand(new RenewCommand(context));
    }

    private static CommandLine bench(Context context) {
        return group("bench")
                .addSubcommand(new BenchConvert(context))
                .addSubcommand(new BenchCrash(context))
                .addSubcommand(new BenchOcrCommand(context))
                .addSubcommand(new BenchReuse(context))
                .addSubcommand(new BenchSign(context))
                .addSubcommand(new BenchSoak(context))
                .addSubcommand(new BenchWorker(context));
    }

    private static CommandLine group(String name) {
        return new CommandLine(new Group()).setCommandName(name);
    }

    /** Holds commands of one kind; alone it shows which there are. */
    @CommandLine.Command
    static final class Group implements Runnable {
        @CommandLine.Spec
        private CommandLine.Model.@Nullable CommandSpec spec;

        @Override
        public void run() {
            if (spec != null) {
                spec.commandLine().usage(spec.commandLine().getErr());
            }
        }
    }
}

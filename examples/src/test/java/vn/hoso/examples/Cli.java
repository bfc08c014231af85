package vn.hoso.examples;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands in this process, on a home of its own, and keeps what they print. */
final class Cli {
    private final Path home;
    private final Map<String, String> environment = new HashMap<>(Map.of("LANG", "en_US.UTF-8"));

    private String answers = "";

    Cli(Path home) {
        this.home = home;
    }

    /**
     * What a command did.
     *
     * @param code its exit code
     * @param out its results
     * @param err its messages
     */
    record Run(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The lines that a person types. */
    Cli answering(String... lines) {
        answers = String.join("\n", lines) + "\n";
        return this;
    }

    Run run(Object... arguments) {
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            words.add(String.valueOf(argument));
        }
        words.add("--home");
        words.add(home.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Hoso.run(
                new Terminal(
                        new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)),
                        out,
                        err,
                        environment,
                        "",
                        100),
                words.toArray(String[]::new));
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Path home() {
        return home;
    }

    /** The folder of the sample papers. */
    static Path samples() {
        Path here = Path.of("").toAbsolutePath();
        Path module = here.endsWith("examples") ? here : here.resolve("examples");
        return module.resolve("samples");
    }
}

package vn.hoso.examples;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a command prints: results to {@link #out}, everything else to {@link #err}, both in UTF-8.
 *
 * <p>A reader that goes away, as in {@code hoso find x | head}, ends the command quietly; a full disk is reported.
 */
final class Terminal {
    /** What a shell shows for a command that wrote to a reader that is gone: 128 + SIGPIPE. */
    static final int BROKEN_PIPE = 141;

    private final Lines answers;
    private final Remembering results;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Map<String, String> environment;
    private final boolean outShown;
    private final boolean errShown;
    private final boolean answered;
    private final int width;

    /**
     * A terminal over two streams.
     *
     * @param out takes results
     * @param err takes messages
     * @param environment the variables of the process
     * @param shown at which ends a person sits: {@code in}, {@code out}, {@code err}, several of them or none
     * @param width how many characters fit on a line
     */
    Terminal(OutputStream out, OutputStream err, Map<String, String> environment, String shown, int width) {
        this(InputStream.nullInputStream(), out, err, environment, shown, width);
    }

    /** As above, with what a person answers. */
    Terminal(
            InputStream in,
            OutputStream out,
            OutputStream err,
            Map<String, String> environment,
            String shown,
            int width) {
        this.answers = new Lines(in);
        this.results = new Remembering(out);
        this.out = writer(results);
        this.err = writer(err);
        this.environment = Map.copyOf(environment);
        this.outShown = shown.contains("out");
        this.errShown = shown.contains("err");
        this.answered = shown.contains("in");
        this.width = Math.max(40, Math.min(width, 200));
    }

    /** The terminal of this process; the launcher says which of its streams a person sees. */
    static Terminal ofProcess() {
        return new Terminal(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                System.getenv(),
                System.getProperty("hoso.shown", ""),
                Integer.getInteger("hoso.width", 80));
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    /** Whether results are read by a person and not by a program. */
    boolean outShown() {
        return outShown;
    }

    /** Whether messages are read by a person while they appear. */
    boolean errShown() {
        return errShown;
    }

    int width() {
        return width;
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether the reader of the results is gone, or they can't be written: nothing more need be done for them. */
    boolean deaf() {
        return out.checkError();
    }

    /** What went wrong while results were written. */
    Optional<IOException> failure() {
        out.flush();
        return Optional.ofNullable(results.failure);
    }

    /**
     * Asks for a password without showing it.
     *
     * @param prompt what to ask
     * @return the password, or empty where nobody can be asked
     */
    Optional<char[]> askPassword(String prompt) {
        return Optional.of(answered)
                .filter(Boolean::booleanValue)
                .flatMap(yes -> Optional.ofNullable(System.console()))
                .map(console -> console.readPassword("%s", prompt));
    }

    /**
     * Asks for a line.
     *
     * @param prompt what to ask
     * @return the line without blanks around it, in NFC, or empty where nobody answers any more
     */
    Optional<String> ask(String prompt) {
        err.print(prompt);
        err.flush();
        return answers.next();
    }

    private static PrintWriter writer(OutputStream stream) {
        CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        Writer writer = new java.io.BufferedWriter(new java.io.OutputStreamWriter(stream, encoder), 1 << 13);
        return new PrintWriter(writer, true);
    }

    /** Lines in UTF-8, of a length that a person types; opened when the first is asked for. */
    private static final class Lines {
        private static final int LONGEST = 10_000;

        private final InputStream in;
        private @Nullable Reader reader;

        Lines(InputStream in) {
            this.in = in;
        }

        Optional<String> next() {
            if (reader == null) {
                reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
            StringBuilder line = new StringBuilder();
            try {
                int c = reader.read();
                if (c < 0) {
                    return Optional.empty();
                }
                for (; c >= 0 && c != '\n' && line.length() < LONGEST; c = reader.read()) {
                    line.append((char) c);
                }
            } catch (IOException e) {
                return Optional.empty();
            }
            return Optional.of(Normalizer.normalize(line.toString().strip(), Normalizer.Form.NFC));
        }
    }

    /** Keeps the first exception that a print writer would forget. */
    private static final class Remembering extends OutputStream {
        private final OutputStream target;
        private volatile @Nullable IOException failure;

        Remembering(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                target.write(bytes, offset, length);
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                }
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }
    }
}

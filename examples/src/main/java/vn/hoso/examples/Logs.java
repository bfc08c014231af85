package vn.hoso.examples;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sends warnings to {@code logs/} in the home folder and nothing to the terminal; the libraries below have a lot to say.
 *
 * <p>Logback finds this class as a service. The file is made with the first warning, and only within a home that exists.
 */
public final class Logs extends ContextAwareBase implements Configurator {
    private static volatile @Nullable Path folder;
    private static volatile @Nullable Consumer<ILoggingEvent> listener;

    /** Made by Logback. */
    public Logs() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Appender appender = new Appender();
        appender.setContext(context);
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(ch.qos.logback.classic.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Chooses the folder for the log files of this process, and takes the logging of the platform off the terminal. */
    static void into(Path logs) {
        folder = logs;
        LogManager.getLogManager().reset();
        SLF4JBridgeHandler.install();
    }

    /** Tells somebody else too of all that is logged. */
    static void tell(Consumer<ILoggingEvent> other) {
        listener = other;
    }

    /** Ends {@link #tell}. */
    static void tellNobody() {
        listener = null;
    }

    /** Opens the file of the day when there is something to write into it. */
    private static final class Appender extends UnsynchronizedAppenderBase<ILoggingEvent> {
        private @Nullable Path opened;
        private @Nullable FileAppender<ILoggingEvent> file;

        @Override
        protected synchronized void append(ILoggingEvent event) {
            Consumer<ILoggingEvent> other = listener;
            if (other != null) {
                other.accept(event);
            }
            Path wanted = folder;
            if (wanted == null || wanted.getParent() == null || !Files.isDirectory(wanted.getParent())) {
                return;
            }
            if (!wanted.equals(opened) || file == null) {
                close();
                file = open(wanted);
                opened = wanted;
            }
            file.doAppend(event);
        }

        private FileAppender<ILoggingEvent> open(Path logs) {
            PatternLayoutEncoder encoder = new PatternLayoutEncoder();
            encoder.setContext(getContext());
            encoder.setCharset(StandardCharsets.UTF_8);
            encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{36} - %msg%n");
            encoder.start();
            FileAppender<ILoggingEvent> appender = new FileAppender<>();
            appender.setContext(getContext());
            appender.setEncoder(encoder);
            appender.setFile(logs.resolve("hoso-" + LocalDate.now(ZoneOffset.UTC) + ".log")
                    .toString());
            appender.start();
            return appender;
        }

        private void close() {
            if (file != null) {
                file.stop();
                file = null;
            }
        }

        @Override
        public synchronized void stop() {
            close();
            super.stop();
        }
    }
}

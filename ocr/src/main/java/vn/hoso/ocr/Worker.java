package vn.hoso.ocr;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import vn.hoso.failure.HosoException;
import vn.hoso.text.PageImage;
import vn.hoso.text.TextRecognizer;

/** The main class of a child JVM that reads pages which come on standard input, for {@link WorkerRecognizer}. */
final class Worker {
    private static final int LONGEST_PAGE = Integer.MAX_VALUE - 16;

    private Worker() {}

    /**
     * Runs until standard input ends.
     *
     * @param args the settings, as {@link EngineSettings#toArguments()} writes them
     */
    public static void main(String[] args) throws IOException {
        EngineSettings settings = EngineSettings.ofArguments(args);
        // A worn worker is replaced as a whole.
        run(() -> TesseractRecognizer.builder()
                .engine(settings)
                .recycleAfter(Integer.MAX_VALUE)
                .build());
    }

    /**
     * Ctrl-C at a terminal reaches all processes of the command; the parent decides when its workers end, and wants the
     * page in work finished.
     */
    private static void leaveInterruptsToTheParent() {
        try {
            // By reflection, since the compiler warns of this class and there is no other.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object interrupt = signal.getConstructor(String.class).newInstance("INT");
            signal.getMethod("handle", signal, handler)
                    .invoke(null, interrupt, handler.getField("SIG_IGN").get(null));
        } catch (ReflectiveOperationException e) {
            // Then the page in work is lost at Ctrl-C, and read in the next run.
        }
    }

    /** Makes what reads, once the streams are set up. */
    interface Opening {
        TextRecognizer open();
    }

    static void run(Opening opening) throws IOException {
        leaveInterruptsToTheParent();
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        // Whatever else prints must not get between the frames.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        TextRecognizer recognizer;
        try {
            recognizer = opening.open();
        } catch (HosoException e) {
            Frames.write(out, Frames.FAILURE, Frames.failure(e));
            return;
        }
        Frames.write(out, Frames.READY, recognizer.engine().getBytes(StandardCharsets.UTF_8));
        BlockingQueue<PageImage> pages = new LinkedBlockingQueue<>();
        Thread listener = new Thread(() -> listen(pages), "hoso-ocr-listener");
        listener.setDaemon(true);
        listener.start();
        while (true) {
            PageImage page;
            try {
                page = pages.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            try {
                byte[] text = Frames.text(recognizer.recognize(page), resident());
                Frames.write(out, Frames.TEXT, text);
            } catch (HosoException e) {
                Frames.write(out, Frames.FAILURE, Frames.failure(e));
            }
        }
    }

    /** Takes pages in; when the parent is gone, so is this process, even in the midst of a native call. */
    private static void listen(BlockingQueue<PageImage> pages) {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)))) {
            while (true) {
                Frames.Frame frame = Frames.read(in, LONGEST_PAGE);
                if (frame.kind() != Frames.PAGE) {
                    break;
                }
                pages.add(Frames.page(frame.content()));
            }
        } catch (IOException e) {
            // The parent closed the stream or is gone: the end of this process either way.
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    /** Bytes of memory that this process holds, where the system tells. */
    private static long resident() {
        Path statm = Path.of("/proc/self/statm");
        try {
            if (Files.isReadable(statm)) {
                String[] pages =
                        Files.readString(statm, StandardCharsets.US_ASCII).split(" ", -1);
                return Long.parseLong(pages[1]) * 4096;
            }
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
        return 0;
    }
}

package vn.hoso.ocr;

import com.sun.jna.Pointer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.text.Box;
import vn.hoso.text.Line;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.TextRecognizer;
import vn.hoso.text.Word;

/** A worker that does to some pages what native code may do to any. */
final class FaultyWorker {
    static final int CRASH = 101;
    static final int HANG = 102;
    static final int OUT_OF_MEMORY = 103;
    static final int GARBAGE = 104;
    static final int REFUSE = 105;
    static final int CHATTER = 106;

    private FaultyWorker() {}

    public static void main(String[] args) throws IOException {
        Worker.run(Faulty::new);
    }

    private static final class Faulty implements TextRecognizer {
        private final List<long[]> hoard = new ArrayList<>();

        @Override
        public PageText recognize(PageImage image) {
            switch (image.page()) {
                case CRASH -> new Pointer(1).setInt(0, 1);
                case HANG -> hang();
                case OUT_OF_MEMORY -> hoardAll();
                case GARBAGE -> garbage();
                case REFUSE -> throw new HosoException(Problem.RECOGNITION_FAILED, "page", image.page(), "refused");
                case CHATTER -> System.out.println("what a library prints");
                default -> {}
            }
            int w = image.pixels().getWidth();
            int h = image.pixels().getHeight();
            Word word = new Word("pid" + ProcessHandle.current().pid(), new Box(0, 0, w, h), 90);
            return new PageText(
                    image.page(),
                    w,
                    h,
                    image.dpi(),
                    0,
                    0,
                    false,
                    TextOrigin.OCR,
                    List.of(Line.of(List.of(word), 0)),
                    List.of());
        }

        private static void hang() {
            while (true) {
                Thread.onSpinWait();
            }
        }

        private void hoardAll() {
            while (true) {
                hoard.add(new long[1 << 20]);
            }
        }

        private static void garbage() {
            try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
                out.write("Segmentation fault, or what looks like it".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String engine() {
            return "faulty";
        }

        @Override
        public void close() {}
    }
}

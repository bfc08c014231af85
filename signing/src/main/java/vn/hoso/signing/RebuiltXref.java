package vn.hoso.signing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/**
 * A revision whose cross-references do not lead back to what was signed, read as readers rebuild it: they search the file
 * for objects, and the last one of a number counts.
 *
 * <p>Who breaks the cross-references on purpose makes readers find what no cross-reference had shown. So there must be
 * nothing to be found: each object of what was signed is the last one of its number there, none is hidden, nothing that
 * was appended stands twice in one update, no object is within another, and there is one catalog. Then all readers that
 * show anything show the same.
 */
final class RebuiltXref {
    private static final Pattern OBJECT =
            Pattern.compile("(?<!\\d)(\\d{1,10})[\\s\\x00]+(\\d{1,5})[\\s\\x00]*obj(?![a-z])");
    private static final Pattern ROOT = Pattern.compile("/Root[\\s\\x00]*(\\d{1,10})[\\s\\x00]+(\\d{1,5})[\\s\\x00]+R");
    private static final Pattern UPDATE = Pattern.compile("startxref[\\s\\x00]+\\d{1,10}[\\s\\x00]+%%EOF");
    private static final long MOST_OBJECTS = 1_000_000;

    private final PDDocument earlier;
    private final CharSequence text;
    private final int from;
    private final int to;
    private final Map<COSObjectKey, Long> offsets = new TreeMap<>();

    private RebuiltXref(byte[] file, int from, int to, PDDocument earlier) {
        this.text = StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(file, 0, to));
        this.from = from;
        this.to = to;
        this.earlier = earlier;
    }

    /**
     * The later revision as all readers find it; null where they might find different things. To be closed.
     *
     * @param file the bytes
     * @param from where the earlier revision ends
     * @param to where the later one ends
     * @param earlier the earlier revision
     */
    static @Nullable PDDocument read(byte[] file, int from, int to, PDDocument earlier) throws IOException {
        RebuiltXref rebuilt = new RebuiltXref(file, from, to, earlier);
        if (!ByteGate.endsLikeRevision(file, to)
                || !rebuilt.hasOneCatalog()
                || !rebuilt.findsWhatWasSigned()
                || !rebuilt.findsWhatWasAppended()) {
            return null;
        }
        PDDocument later = Loader.loadPDF(rebuilt.withXref(file));
        if (isPlain(later)) {
            return later;
        }
        later.close();
        return null;
    }

    /** Whether no object holds further ones, which some readers would find and others not. */
    private static boolean isPlain(PDDocument rebuilt) {
        return rebuilt.getDocument().getXrefTable().keySet().stream()
                .map(key -> CosObjects.resolve(rebuilt.getDocument(), key))
                .noneMatch(one -> one instanceof COSStream stream && holdsObjects(stream));
    }

    private static boolean holdsObjects(COSStream stream) {
        COSName type = stream.getCOSName(COSName.TYPE);
        return COSName.OBJ_STM.equals(type) || COSName.XREF.equals(type);
    }

    private boolean hasOneCatalog() {
        COSObjectKey root = CosObjects.key(earlier.getDocument().getTrailer().getItem(COSName.ROOT));
        Matcher roots = ROOT.matcher(text);
        while (roots.find()) {
            if (!key(roots).equals(root)) {
                return false;
            }
        }
        return root != null && !earlier.isEncrypted();
    }

    private boolean findsWhatWasSigned() {
        Matcher objects = OBJECT.matcher(text).region(0, from).useTransparentBounds(true);
        while (objects.find()) {
            offsets.put(key(objects), (long) objects.start());
            if (offsets.size() > MOST_OBJECTS) {
                return false;
            }
        }
        return offsets.equals(earlier.getDocument().getXrefTable());
    }

    private boolean findsWhatWasAppended() {
        Matcher ends = UPDATE.matcher(text).region(from, to);
        int start = from;
        while (ends.find()) {
            if (!findsOneUpdate(start, ends.start())) {
                return false;
            }
            start = ends.end();
        }
        return start > from && !OBJECT.matcher(text).region(start, to).find() && hasOneGeneration();
    }

    private boolean findsOneUpdate(int start, int end) {
        Set<COSObjectKey> once = new HashSet<>();
        Matcher objects = OBJECT.matcher(text).region(start, end).useTransparentBounds(true);
        while (objects.find()) {
            COSObjectKey key = key(objects);
            offsets.put(key, (long) objects.start());
            if (!once.add(key) || offsets.size() > MOST_OBJECTS) {
                return false;
            }
        }
        return true;
    }

    private boolean hasOneGeneration() {
        return offsets.keySet().stream().map(COSObjectKey::getNumber).distinct().count() == offsets.size();
    }

    private static COSObjectKey key(Matcher matcher) {
        return new COSObjectKey(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    private byte[] withXref(byte[] file) {
        StringBuilder xref = new StringBuilder("\nxref\n");
        long size = 0;
        for (Map.Entry<COSObjectKey, Long> entry : offsets.entrySet()) {
            COSObjectKey key = entry.getKey();
            xref.append(String.format(
                    Locale.ROOT, "%d 1\n%010d %05d n\r\n", key.getNumber(), entry.getValue(), key.getGeneration()));
            size = Math.max(size, key.getNumber() + 1);
        }
        xref.append("trailer\n<<");
        for (COSName name : new COSName[] {COSName.ROOT, COSName.INFO}) {
            COSObjectKey key = CosObjects.key(earlier.getDocument().getTrailer().getItem(name));
            if (key != null) {
                xref.append(String.format(
                        Locale.ROOT, "/%s %d %d R ", name.getName(), key.getNumber(), key.getGeneration()));
            }
        }
        xref.append(String.format(Locale.ROOT, "/Size %d>>\nstartxref\n%d\n%%%%EOF\n", size, to + 1));
        byte[] end = xref.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[to + end.length];
        System.arraycopy(file, 0, whole, 0, to);
        System.arraycopy(end, 0, whole, to, end.length);
        return whole;
    }
}

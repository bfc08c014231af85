package vn.hoso.signing;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.jspecify.annotations.Nullable;
import vn.hoso.signing.ReasonCode.Finding;
import vn.hoso.signing.internal.Asn1Length;

/**
 * The first gate: looks at the bytes of a signed file, before any engine.
 *
 * <p>Each signature must cover everything from the first byte of the file to the end of its revision, apart from the
 * angle brackets and hexadecimal digits of its own /Contents; that must hold one CMS with one signer, and zero bytes. The
 * published attacks (universal forgery, wrapping, hidden content in /Contents) all break one of these rules.
 */
final class ByteGate {
    private static final Set<String> SUB_FILTERS =
            Set.of("adbe.pkcs7.detached", "ETSI.CAdES.detached", "ETSI.RFC3161", "adbe.pkcs7.sha1");

    private static final COSName LOCK = COSName.getPDFName("Lock");

    private ByteGate() {}

    /**
     * One signature or document time-stamp in the file.
     *
     * @param field the name of its first field
     * @param dictionary the signature dictionary
     * @param lock what its field closes once it is signed, or null
     * @param timeStamp whether it is a document time-stamp
     * @param gap where /Contents begins and ends, with its brackets
     * @param end the byte after the last one that it covers
     * @param findings what is wrong with it
     */
    record Seal(
            String field,
            COSDictionary dictionary,
            @Nullable COSDictionary lock,
            boolean timeStamp,
            Gap gap,
            int end,
            List<Finding> findings) {
        /** A field prepared for a signature that was never made: /Contents is nothing but zeros. */
        boolean placeholder() {
            byte[] contents = contents(dictionary);
            for (byte one : contents) {
                if (one != 0) {
                    return false;
                }
            }
            return true;
        }

        boolean measurable() {
            return end > 0;
        }

        /** Whether it is of a kind that the engine does not look at. */
        boolean isBare() {
            return BareSignature.SUB_FILTER.equals(dictionary.getNameAsString(COSName.SUB_FILTER));
        }
    }

    record Gap(int start, int end) {}

    static List<Seal> seals(PDDocument document, byte[] file, List<X509Certificate> known) {
        IdentityHashMap<COSDictionary, Seal> seals = new IdentityHashMap<>();
        List<Seal> inOrder = new ArrayList<>();
        for (PDSignatureField field : fields(document)) {
            COSBase value = field.getCOSObject().getDictionaryObject(COSName.V);
            if (!(value instanceof COSDictionary dictionary)) {
                continue;
            }
            Seal earlier = seals.get(dictionary);
            if (earlier != null) {
                earlier.findings().add(ReasonCode.REFERENCED_TWICE.with());
                continue;
            }
            Seal seal = seal(field, dictionary, file, known);
            seals.put(dictionary, seal);
            inOrder.add(seal);
        }
        inOrder.sort(Comparator.comparingInt(Seal::end));
        checkOverlaps(inOrder);
        return inOrder;
    }

    private static List<PDSignatureField> fields(PDDocument document) {
        List<PDSignatureField> fields = new ArrayList<>();
        PDAcroForm form = document.getDocumentCatalog().getAcroForm(null);
        if (form != null) {
            for (PDField field : form.getFieldTree()) {
                if (field instanceof PDSignatureField signature) {
                    fields.add(signature);
                }
            }
        }
        return fields;
    }

    private static Seal seal(
            PDSignatureField signed, COSDictionary dictionary, byte[] file, List<X509Certificate> known) {
        String field = signed.getFullyQualifiedName();
        COSDictionary lock = signed.getCOSObject().getCOSDictionary(LOCK);
        List<Finding> findings = new ArrayList<>();
        boolean timeStamp = "DocTimeStamp".equals(dictionary.getNameAsString(COSName.TYPE))
                || "ETSI.RFC3161".equals(dictionary.getNameAsString(COSName.SUB_FILTER));
        String subFilter = dictionary.getNameAsString(COSName.SUB_FILTER);
        boolean bare = BareSignature.SUB_FILTER.equals(subFilter);
        if (!bare && (subFilter == null || !SUB_FILTERS.contains(subFilter))) {
            findings.add(ReasonCode.SUBFILTER_UNKNOWN.with(subFilter == null ? "?" : subFilter));
        }
        int[] range = range(dictionary);
        if (range.length != 4) {
            findings.add(ReasonCode.BYTE_RANGE_BROKEN.with(range.length + " numbers"));
            return new Seal(field, dictionary, lock, timeStamp, new Gap(0, 0), 0, findings);
        }
        long end = (long) range[2] + range[3];
        boolean sane = range[0] == 0 && range[1] > 0 && range[2] > range[1] + 1 && range[3] > 0 && end <= file.length;
        if (!sane) {
            findings.add(ReasonCode.BYTE_RANGE_BROKEN.with(Arrays.toString(range)));
            return new Seal(field, dictionary, lock, timeStamp, new Gap(0, 0), 0, findings);
        }
        Gap gap = new Gap(range[1], range[2]);
        checkGap(file, gap, dictionary, findings);
        byte[] value = value(dictionary, findings);
        if (bare) {
            findings.add(BareSignature.judge(value, file, gap, (int) end, dictionary));
        } else {
            findings.addAll(value.length == 0 ? List.of() : CmsShape.findings(value, known));
            checkDigest(file, gap, (int) end, dictionary, findings);
        }
        checkRevisionEnd(file, (int) end, findings);
        return new Seal(field, dictionary, lock, timeStamp, gap, (int) end, findings);
    }

    private static int[] range(COSDictionary dictionary) {
        if (!(dictionary.getDictionaryObject(COSName.BYTERANGE) instanceof COSArray array)) {
            return new int[0];
        }
        int[] range = new int[array.size()];
        for (int i = 0; i < range.length; i++) {
            COSBase number = array.getObject(i);
            long value = number instanceof COSNumber n ? n.longValue() : -1;
            range[i] = value < 0 || value > Integer.MAX_VALUE ? -1 : (int) value;
        }
        return range;
    }

    /** The gap is {@code <hex digits>}, those of this dictionary's /Contents, and stands behind that key. */
    private static void checkGap(byte[] file, Gap gap, COSDictionary dictionary, List<Finding> findings) {
        if (file[gap.start()] != '<' || file[gap.end() - 1] != '>') {
            findings.add(ReasonCode.CONTENTS_GAP.with("no < >"));
            return;
        }
        int digits = gap.end() - gap.start() - 2;
        byte[] value = new byte[(digits + 1) / 2];
        boolean upper = false;
        boolean lower = false;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(file[gap.start() + 1 + i], 16);
            if (digit < 0) {
                findings.add(ReasonCode.CONTENTS_GAP.with("not hexadecimal"));
                return;
            }
            upper |= file[gap.start() + 1 + i] >= 'A' && file[gap.start() + 1 + i] <= 'F';
            lower |= file[gap.start() + 1 + i] >= 'a';
            value[i / 2] |= (byte) (i % 2 == 0 ? digit << 4 : digit);
        }
        if (upper && lower) {
            // Few programs write their digits in two ways; the value is the same, but somebody may have been here.
            findings.add(ReasonCode.CMS_SLOPPY.with("upper and lower case"));
        }
        byte[] contents = contents(dictionary);
        if (!Arrays.equals(value, contents)) {
            findings.add(ReasonCode.CONTENTS_GAP.with("another value"));
            return;
        }
        int before = gap.start();
        while (before > 0 && isSpace(file[before - 1])) {
            before--;
        }
        byte[] key = {'/', 'C', 'o', 'n', 't', 'e', 'n', 't', 's'};
        if (before < key.length || !Arrays.equals(file, before - key.length, before, key, 0, key.length)) {
            findings.add(ReasonCode.CONTENTS_GAP.with("not behind /Contents"));
        }
    }

    static byte[] contents(COSDictionary dictionary) {
        return dictionary.getDictionaryObject(COSName.CONTENTS) instanceof COSString string
                ? string.getBytes()
                : new byte[0];
    }

    /** The value of a signature without the zeros that fill its room; empty where it can't be read, which is noted. */
    private static byte[] value(COSDictionary dictionary, List<Finding> findings) {
        byte[] contents = contents(dictionary);
        int end;
        try {
            end = Asn1Length.of(contents);
        } catch (IllegalArgumentException e) {
            findings.add(ReasonCode.CONTENTS_UNREADABLE.with(String.valueOf(e.getMessage())));
            return new byte[0];
        }
        for (int i = end; i < contents.length; i++) {
            if (contents[i] != 0) {
                findings.add(ReasonCode.CONTENTS_PADDING.with());
                break;
            }
        }
        return Arrays.copyOf(contents, end);
    }

    /** The engine finds this too; here it costs next to nothing. */
    private static void checkDigest(byte[] file, Gap gap, int end, COSDictionary dictionary, List<Finding> findings) {
        CoveredDigest digest = CoveredDigest.in(contents(dictionary));
        if (digest != null && !digest.isOf(file, gap, end)) {
            findings.add(ReasonCode.HASH_FAILURE.with());
        }
    }

    /**
     * How many usage rights the file carries (ISO 32000-1, 12.8.2.3): signatures of the maker of a form, which no field shows
     * and which say nothing of its content.
     */
    static int usageRights(PDDocument document) {
        COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
        if (!(catalog.getDictionaryObject(COSName.PERMS) instanceof COSDictionary permissions)) {
            return 0;
        }
        int found = 0;
        for (String key : List.of("UR", "UR3")) {
            if (permissions.getDictionaryObject(COSName.getPDFName(key)) instanceof COSDictionary rights
                    && rights.containsKey(COSName.BYTERANGE)) {
                found++;
            }
        }
        return found;
    }

    /** What is signed must be a PDF by itself: it ends with %%EOF. */
    private static void checkRevisionEnd(byte[] file, int end, List<Finding> findings) {
        if (!endsLikeRevision(file, end)) {
            findings.add(ReasonCode.NOT_A_REVISION_END.with());
        }
    }

    static boolean endsLikeRevision(byte[] file, int end) {
        int last = end;
        while (last > 0 && isSpace(file[last - 1])) {
            last--;
        }
        byte[] mark = {'%', '%', 'E', 'O', 'F'};
        return last >= mark.length && Arrays.equals(file, last - mark.length, last, mark, 0, mark.length);
    }

    /** A later signature covers all of an earlier one; neither stands in the other's gap. */
    private static void checkOverlaps(List<Seal> seals) {
        for (int i = 0; i < seals.size(); i++) {
            for (int k = i + 1; k < seals.size(); k++) {
                Seal earlier = seals.get(i);
                Seal later = seals.get(k);
                if (earlier.measurable() && later.measurable() && later.gap().start() < earlier.end()) {
                    later.findings().add(ReasonCode.RANGES_OVERLAP.with());
                }
            }
        }
    }

    static boolean isSpace(byte one) {
        return one == ' ' || one == '\n' || one == '\r' || one == '\t' || one == '\f' || one == 0;
    }

    /** How many times a name occurs in the raw bytes. */
    static int count(byte[] file, String name) {
        byte[] key = name.getBytes(StandardCharsets.US_ASCII);
        int found = 0;
        outer:
        for (int i = 0; i <= file.length - key.length; i++) {
            for (int k = 0; k < key.length; k++) {
                if (file[i + k] != key[k]) {
                    continue outer;
                }
            }
            found++;
        }
        return found;
    }
}

package vn.hoso.signing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.jspecify.annotations.Nullable;

/** Reads and compares objects of PDF files as they are written; what they mean is no matter here. */
final class CosObjects {
    private CosObjects() {}

    /** The object of a number in a revision, or null where the revision has none. */
    static @Nullable COSBase resolve(COSDocument document, COSObjectKey key) {
        return document.getXrefTable().containsKey(key)
                ? document.getObjectFromPool(key).getObject()
                : null;
    }

    /** The number of what is referenced, or null for what is written in its place. */
    static @Nullable COSObjectKey key(@Nullable COSBase base) {
        return base instanceof COSObject object ? object.getKey() : base == null ? null : base.getKey();
    }

    static Set<COSObjectKey> keys(COSArray array) {
        Set<COSObjectKey> keys = new LinkedHashSet<>();
        for (COSBase entry : array) {
            COSObjectKey key = key(entry);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    static COSArray array(COSDictionary dictionary, COSName key) {
        return dictionary.getDictionaryObject(key) instanceof COSArray array ? array : new COSArray();
    }

    /** The value of a field, of its own or of its parent. */
    static @Nullable COSBase inherited(COSDictionary field, COSName key) {
        COSBase own = field.getDictionaryObject(key);
        if (own == null
                && field.getDictionaryObject(COSName.PARENT) instanceof COSDictionary parent
                && parent != field) {
            return parent.getDictionaryObject(key);
        }
        return own;
    }

    /** The keys under which two dictionaries differ. */
    static Set<COSName> differing(COSDictionary old, COSDictionary fresh) {
        Set<COSName> keys = new TreeSet<>(old.keySet());
        keys.addAll(fresh.keySet());
        keys.removeIf(key -> same(old.getItem(key), fresh.getItem(key)));
        return keys;
    }

    /** Whether a dictionary, and those in it down to a depth, have only grown. */
    static boolean isExtended(@Nullable COSBase old, @Nullable COSBase fresh, int depth) {
        if (old == null || same(old, fresh)) {
            return true;
        }
        if (depth == 0 || !(old instanceof COSDictionary was) || !(fresh instanceof COSDictionary is)) {
            return old instanceof COSArray;
        }
        for (COSName key : was.keySet()) {
            if (!isExtended(was.getDictionaryObject(key), is.getDictionaryObject(key), depth - 1)) {
                return false;
            }
        }
        return true;
    }

    /** Equal as written: references by number, everything else by value. */
    static boolean same(@Nullable COSBase a, @Nullable COSBase b) {
        if (a == b) {
            return true;
        }
        if (a == null || b == null) {
            return false;
        }
        if (a instanceof COSObject x && b instanceof COSObject y) {
            return x.getKey() != null && x.getKey().equals(y.getKey());
        }
        if (a instanceof COSObject || b instanceof COSObject) {
            return false;
        }
        if (a instanceof COSNumber x && b instanceof COSNumber y) {
            return Float.compare(x.floatValue(), y.floatValue()) == 0 && x.longValue() == y.longValue();
        }
        if (a instanceof COSString x && b instanceof COSString y) {
            return Arrays.equals(x.getBytes(), y.getBytes());
        }
        if (a instanceof COSArray x && b instanceof COSArray y) {
            return sameEntries(x, y);
        }
        if (a instanceof COSDictionary x && b instanceof COSDictionary y) {
            return sameEntries(x, y);
        }
        return a.equals(b);
    }

    private static boolean sameEntries(COSArray a, COSArray b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameEntries(COSDictionary a, COSDictionary b) {
        if (!a.keySet().equals(b.keySet()) || (a instanceof COSStream) != (b instanceof COSStream)) {
            return false;
        }
        for (COSName key : a.keySet()) {
            if (!same(a.getItem(key), b.getItem(key))) {
                return false;
            }
        }
        return !(a instanceof COSStream s) || !(b instanceof COSStream t) || sameBytes(s, t);
    }

    private static boolean sameBytes(COSStream a, COSStream b) {
        try (InputStream x = a.createRawInputStream();
                InputStream y = b.createRawInputStream()) {
            byte[] one;
            do {
                one = x.readNBytes(1 << 16);
                if (!Arrays.equals(one, y.readNBytes(1 << 16))) {
                    return false;
                }
            } while (one.length > 0);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

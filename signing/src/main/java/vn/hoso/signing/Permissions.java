package vn.hoso.signing;

import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.jspecify.annotations.Nullable;

/**
 * What the signers of a revision still allow (ISO 32000-2, 12.8.2).
 *
 * @param certification of the whole file: the strictest word counts
 * @param locks of fields: each counts
 */
record Permissions(Certification certification, List<FieldLock> locks) {
    private static final COSName REFERENCE = COSName.getPDFName("Reference");
    private static final COSName TRANSFORM_METHOD = COSName.getPDFName("TransformMethod");
    private static final COSName TRANSFORM_PARAMS = COSName.getPDFName("TransformParams");

    static Permissions of(List<ByteGate.Seal> seals) {
        Certification strictest = Certification.NONE;
        List<FieldLock> locks = new ArrayList<>();
        for (ByteGate.Seal seal : seals) {
            COSArray references = CosObjects.array(seal.dictionary(), REFERENCE);
            for (int i = 0; i < references.size(); i++) {
                if (references.getObject(i) instanceof COSDictionary reference) {
                    COSDictionary parameters = reference.getCOSDictionary(TRANSFORM_PARAMS);
                    if ("DocMDP".equals(reference.getNameAsString(TRANSFORM_METHOD))) {
                        strictest = strictest.and(Certification.certified(parameters));
                    } else if ("FieldMDP".equals(reference.getNameAsString(TRANSFORM_METHOD))) {
                        strictest = strictest.and(lock(parameters, locks));
                    }
                }
            }
            strictest = strictest.and(lock(seal.lock(), locks));
        }
        return new Permissions(strictest, List.copyOf(locks));
    }

    /** Takes over a lock; a signer who is not the first may narrow the whole file with it too (ISO 32000-2, table 236: P). */
    private static Certification lock(@Nullable COSDictionary dictionary, List<FieldLock> locks) {
        FieldLock lock = FieldLock.of(dictionary);
        if (lock != null) {
            locks.add(lock);
        }
        return dictionary != null && dictionary.containsKey(COSName.P)
                ? Certification.certified(dictionary)
                : Certification.NONE;
    }

    /** Whether a signer has closed a field. */
    boolean isClosed(String field) {
        return locks.stream().anyMatch(lock -> lock.closes(field));
    }
}

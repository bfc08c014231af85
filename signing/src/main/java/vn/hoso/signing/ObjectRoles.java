package vn.hoso.signing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jspecify.annotations.Nullable;

/**
 * What each object of a revision is.
 *
 * <p>The catalog, the form, pages and fields are themselves wherever they are mentioned. Everything else is what it is for
 * the place that leads to it, and may be several things: a stream that is the look of a field and also part of a page must
 * not change when the field is filled.
 */
final class ObjectRoles {
    /** Of direct objects within each other, and of fields. */
    private static final int DEEPEST = 200;

    private final PDDocument revision;
    private final COSDocument document;
    private final Map<COSObjectKey, Set<ObjectRole>> roles = new HashMap<>();
    private final Set<COSObjectKey> dangling = new HashSet<>();

    private final IdentityHashMap<COSBase, ObjectRole> structural = new IdentityHashMap<>();
    private final Deque<Step> open = new ArrayDeque<>();
    private final Set<Step> walked = new HashSet<>();

    private record Step(COSObjectKey key, ObjectRole role) {}

    private ObjectRoles(PDDocument revision) {
        this.revision = revision;
        this.document = revision.getDocument();
    }

    /** Walks a revision from its trailer. */
    static ObjectRoles of(PDDocument revision) {
        ObjectRoles found = new ObjectRoles(revision);
        found.walk();
        return found;
    }

    /** What an object is; nothing where nothing leads to it. */
    Set<ObjectRole> of(COSObjectKey key) {
        return roles.getOrDefault(key, Set.of());
    }

    /** Whether something refers to a number that the revision has no object for. */
    boolean isDangling(COSObjectKey key) {
        return dangling.contains(key);
    }

    private void walk() {
        nameStructure();
        open(document.getTrailer().getItem(COSName.ROOT), ObjectRole.of(ObjectRole.Kind.CATALOG), 0);
        open(document.getTrailer().getItem(COSName.INFO), ObjectRole.of(ObjectRole.Kind.INFO), 0);
        while (!open.isEmpty()) {
            Step step = open.poll();
            contents(CosObjects.resolve(document, step.key()), step.role(), 0);
        }
    }

    private void nameStructure() {
        COSDictionary catalog = revision.getDocumentCatalog().getCOSObject();
        structural.put(catalog, ObjectRole.of(ObjectRole.Kind.CATALOG));
        int number = 0;
        for (PDPage page : revision.getPages()) {
            number++;
            structural.putIfAbsent(page.getCOSObject(), new ObjectRole(ObjectRole.Kind.PAGE, Integer.toString(number)));
        }
        COSDictionary form = catalog.getCOSDictionary(COSName.ACRO_FORM);
        if (form != null) {
            structural.put(form, ObjectRole.of(ObjectRole.Kind.FORM));
            nameFields(form.getCOSArray(COSName.FIELDS), "", "", 0);
        }
    }

    private void nameFields(@Nullable COSArray fields, String parent, String parentKind, int depth) {
        if (fields == null || depth > DEEPEST) {
            return;
        }
        for (int i = 0; i < fields.size(); i++) {
            if (!(fields.getObject(i) instanceof COSDictionary field) || structural.containsKey(field)) {
                continue;
            }
            String own = field.getString(COSName.T);
            String name = own == null ? parent : parent.isEmpty() ? own : parent + "." + own;
            String kind = field.getNameAsString(COSName.FT);
            kind = kind == null ? parentKind : kind;
            structural.put(
                    field,
                    new ObjectRole(own == null ? ObjectRole.Kind.WIDGET : ObjectRole.Kind.FIELD, kind + " " + name));
            nameFields(field.getCOSArray(COSName.KIDS), name, kind, depth + 1);
        }
    }

    /** Notes an object that a place leads to; what is written in the place itself is gone through at once. */
    private void open(@Nullable COSBase base, ObjectRole role, int depth) {
        if (!(base instanceof COSObject reference)) {
            if (depth < DEEPEST) {
                contents(base, role, depth + 1);
            }
            return;
        }
        COSObjectKey key = reference.getKey();
        if (key == null) {
            return;
        }
        if (!document.getXrefTable().containsKey(key)) {
            dangling.add(key);
            return;
        }
        COSBase object = reference.getObject();
        ObjectRole known = object == null ? null : structural.get(object);
        Step step = new Step(key, known == null ? role : known);
        if (walked.add(step)) {
            roles.computeIfAbsent(key, k -> new TreeSet<>()).add(step.role());
            open.add(step);
        }
    }

    private void contents(@Nullable COSBase base, ObjectRole role, int depth) {
        if (base instanceof COSDictionary dictionary) {
            ObjectRole known = structural.getOrDefault(dictionary, role);
            for (Map.Entry<COSName, COSBase> entry : dictionary.entrySet()) {
                open(entry.getValue(), known.below(entry.getKey().getName()), depth);
            }
        } else if (base instanceof COSArray array) {
            for (COSBase entry : array) {
                open(entry, role.entry(), depth);
            }
        }
    }
}

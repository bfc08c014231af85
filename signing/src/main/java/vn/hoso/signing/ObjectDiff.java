package vn.hoso.signing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jspecify.annotations.Nullable;
import vn.hoso.signing.ReasonCode.Finding;

/**
 * Compares two revisions of a PDF object by object.
 *
 * <p>An object whose place in the file did not change is the same, whatever it is. Of every other one it is asked what it
 * was in the earlier revision, and whether what became of it is something that a later signature, a time-stamp, data for
 * validation or a filled form explains. What nothing explains is a change.
 */
final class ObjectDiff {
    private static final COSName NEED_APPEARANCES = COSName.getPDFName("NeedAppearances");
    private static final COSName TABS = COSName.getPDFName("Tabs");
    private static final COSName REFERENCE = COSName.getPDFName("Reference");

    /** Of direct objects within each other, and of fields. */
    private static final int DEEPEST = 200;

    private static final Set<String> WIDGET_OF_NEW_SIGNATURE =
            Set.of("V", "AP", "F", "M", "MK", "DR", "DA", "P", "Type", "Subtype", "Q", "BS", "Border", "Parent");
    private static final Set<String> FORM_FILLING =
            Set.of("V", "AP", "AS", "M", "I", "RV", "MK", "MaxLen", "Ff", "F", "DA", "DS", "P", "TI");
    private static final Set<String> HARMLESS_INFO = Set.of("ModDate", "Producer", "CreationDate");

    private final PDDocument earlier;
    private final COSDocument before;
    private final COSDocument after;
    private final int permission;

    private final Set<Finding> findings = new LinkedHashSet<>();
    private final Set<String> places = new LinkedHashSet<>();
    private final Set<String> everything = new LinkedHashSet<>();

    /** What an object of the earlier revision is, by the places from which it is referenced. */
    private final Map<COSObjectKey, Set<String>> roles = new HashMap<>();

    /** References of the earlier revision that lead nowhere there. */
    private final Set<COSObjectKey> unknown = new HashSet<>();

    /** Fields and widgets of signatures in the later revision, with their signatures. */
    private final IdentityHashMap<COSDictionary, @Nullable COSDictionary> signatureWidgets = new IdentityHashMap<>();

    private final Set<String> newlySigned = new HashSet<>();
    private final Set<String> pendingLooks = new LinkedHashSet<>();

    ObjectDiff(PDDocument earlier, PDDocument later, int permission) {
        this.earlier = earlier;
        this.before = earlier.getDocument();
        this.after = later.getDocument();
        this.permission = permission;
    }

    Set<Finding> findings() {
        return findings;
    }

    /** Where something was changed that was not explained, or only partly. */
    Set<String> places() {
        return places;
    }

    /** All that was added or changed, explained or not. */
    Set<String> everything() {
        return everything;
    }

    static int docMdp(COSDictionary signature) {
        if (!(signature.getDictionaryObject(REFERENCE) instanceof COSArray references)) {
            return 0;
        }
        for (int i = 0; i < references.size(); i++) {
            if (references.getObject(i) instanceof COSDictionary reference
                    && "DocMDP".equals(reference.getNameAsString(COSName.getPDFName("TransformMethod")))) {
                return reference.getDictionaryObject(COSName.getPDFName("TransformParams")) instanceof COSDictionary p
                        ? Math.max(1, Math.min(3, p.getInt(COSName.P, 2)))
                        : 2;
            }
        }
        return 0;
    }

    void compare() {
        COSObjectKey root = key(before.getTrailer().getItem(COSName.ROOT));
        if (root == null || !root.equals(key(after.getTrailer().getItem(COSName.ROOT)))) {
            changed("Root");
            return;
        }
        if (!same(
                before.getTrailer().getItem(COSName.ENCRYPT), after.getTrailer().getItem(COSName.ENCRYPT))) {
            changed("Encrypt");
        }
        COSBase info = before.getTrailer().getItem(COSName.INFO);
        if (!same(info, after.getTrailer().getItem(COSName.INFO))) {
            info(
                    info == null ? new COSDictionary() : before.getTrailer().getCOSDictionary(COSName.INFO),
                    after.getTrailer().getCOSDictionary(COSName.INFO));
        }
        Set<COSObjectKey> suspects = suspects();
        if (suspects.isEmpty() && definedLater().isEmpty()) {
            return;
        }
        new RoleFinder().find();
        for (COSObjectKey defined : definedLater()) {
            if (unknown.contains(defined)) {
                changed("object " + defined.getNumber() + " defined later");
            }
        }
        for (COSObjectKey suspect : suspects) {
            judge(suspect);
        }
        pendingLooks.stream()
                .filter(role -> newlySigned.stream().noneMatch(name -> role.endsWith(" of " + name)))
                .forEach(this::changed);
    }

    /** Objects of the earlier revision that stand elsewhere in the later one, or nowhere. */
    private Set<COSObjectKey> suspects() {
        Map<COSObjectKey, Long> was = before.getXrefTable();
        Map<COSObjectKey, Long> is = after.getXrefTable();
        Set<COSObjectKey> moved = new TreeSet<>();
        for (Map.Entry<COSObjectKey, Long> entry : was.entrySet()) {
            if (!entry.getValue().equals(is.get(entry.getKey()))) {
                moved.add(entry.getKey());
            }
        }
        // An object in an object stream is as good as the stream.
        Set<Long> movedNumbers = new HashSet<>();
        moved.forEach(one -> movedNumbers.add(one.getNumber()));
        for (Map.Entry<COSObjectKey, Long> entry : was.entrySet()) {
            if (entry.getValue() < 0 && movedNumbers.contains(-entry.getValue())) {
                moved.add(entry.getKey());
            }
        }
        return moved;
    }

    private Set<COSObjectKey> definedLater() {
        Set<COSObjectKey> defined = new HashSet<>(after.getXrefTable().keySet());
        defined.removeAll(before.getXrefTable().keySet());
        return defined;
    }

    private void judge(COSObjectKey key) {
        Set<String> is = roles.getOrDefault(key, Set.of());
        COSBase was = resolve(before, key);
        COSBase now = resolve(after, key);
        if (isPlumbing(was) && is.isEmpty()) {
            return;
        }
        if (same(was, now)) {
            return;
        }
        if (is.isEmpty()) {
            // Nothing in the earlier revision led to it.
            return;
        }
        everything.addAll(is);
        boolean alike = is.stream().allMatch(role -> role.startsWith("Appearance of "));
        if (is.size() > 1 && !alike) {
            changed(String.join(" + ", is));
            return;
        }
        String role = is.iterator().next();
        if (role.equals("DSS")) {
            return;
        }
        if (was instanceof COSDictionary old
                && now instanceof COSDictionary fresh
                && (old instanceof COSStream) == (fresh instanceof COSStream)) {
            dictionary(role, old, fresh);
        } else if (was instanceof COSArray old && now instanceof COSArray fresh) {
            array(role, old, fresh);
        } else {
            other(role);
        }
    }

    private void dictionary(String role, COSDictionary old, COSDictionary fresh) {
        if (role.equals("Catalog")) {
            catalog(old, fresh);
        } else if (role.equals("AcroForm")) {
            form(old, fresh);
        } else if (role.equals("Info")) {
            info(old, fresh);
        } else if (role.equals("Metadata") && old instanceof COSStream a && fresh instanceof COSStream b) {
            metadata(a, b);
        } else if (role.startsWith("Page ") && role.indexOf('/') < 0) {
            page(role, old, fresh);
        } else if (isField(role)) {
            field(role, old, fresh);
        } else if (role.equals("Resources of AcroForm") && isExtended(old, fresh, 4)) {
            everything.add(role);
        } else {
            other(role);
        }
    }

    private void array(String role, COSArray old, COSArray fresh) {
        if (role.equals("Fields")) {
            fields(old, fresh);
        } else if (role.startsWith("Annots of ")) {
            annotations(role.substring("Annots of ".length()), old, fresh);
        } else if (role.startsWith("Kids of ")) {
            kids(role, old, fresh);
        } else {
            other(role);
        }
    }

    private void other(String role) {
        if (role.equals("Extensions")) {
            return;
        }
        if (role.equals("Names")) {
            found(ReasonCode.ATTACHMENTS_CHANGED.with(), role);
        } else if (role.equals("Structure")) {
            found(ReasonCode.STRUCTURE_CHANGED.with(), role);
        } else if (role.startsWith("Appearance of ") || role.startsWith("Value of ")) {
            String name = role.substring(role.indexOf(" of ") + 4);
            if (name.startsWith("Sig ")) {
                signatureLook(role);
            } else {
                filled(name);
            }
        } else {
            changed(role);
        }
    }

    private void catalog(COSDictionary old, COSDictionary fresh) {
        for (COSName key : differing(old, fresh)) {
            COSBase was = old.getDictionaryObject(key);
            COSBase now = fresh.getDictionaryObject(key);
            everything.add("Catalog/" + key.getName());
            switch (key.getName()) {
                case "DSS", "Extensions", "Type" -> {}
                case "Version" -> version(was, now);
                case "AcroForm" ->
                    form(
                            was instanceof COSDictionary a ? a : new COSDictionary(),
                            now instanceof COSDictionary b ? b : new COSDictionary());
                case "Metadata" -> {
                    if (was instanceof COSStream a && now instanceof COSStream b) {
                        metadata(a, b);
                    } else {
                        found(ReasonCode.METADATA_CHANGED.with(), "Catalog/Metadata");
                    }
                }
                case "Names", "AF" -> found(ReasonCode.ATTACHMENTS_CHANGED.with(), "Catalog/" + key.getName());
                case "OutputIntents" -> {
                    if (was != null) {
                        changed("Catalog/OutputIntents");
                    }
                }
                case "StructTreeRoot" -> {
                    if (was == null || now == null) {
                        changed("Catalog/StructTreeRoot");
                    } else {
                        found(ReasonCode.STRUCTURE_CHANGED.with(), "Catalog/StructTreeRoot");
                    }
                }
                default -> changed("Catalog/" + key.getName());
            }
        }
    }

    private void version(@Nullable COSBase was, @Nullable COSBase now) {
        if (!(now instanceof COSName newer)
                || (was instanceof COSName older && older.getName().compareTo(newer.getName()) > 0)) {
            changed("Catalog/Version");
        }
    }

    private void form(COSDictionary old, COSDictionary fresh) {
        for (COSName key : differing(old, fresh)) {
            everything.add("AcroForm/" + key.getName());
            switch (key.getName()) {
                case "SigFlags", "DA", "Q" -> {}
                case "DR" -> {
                    if (!isExtended(old.getDictionaryObject(key), fresh.getDictionaryObject(key), 4)) {
                        changed("AcroForm/DR");
                    }
                }
                case "NeedAppearances" -> {
                    if (fresh.getBoolean(NEED_APPEARANCES, false)) {
                        changed("AcroForm/NeedAppearances");
                    }
                }
                case "Fields" ->
                    fields(
                            old.getDictionaryObject(key) instanceof COSArray a ? a : new COSArray(),
                            fresh.getDictionaryObject(key) instanceof COSArray b ? b : new COSArray());
                default -> changed("AcroForm/" + key.getName());
            }
        }
    }

    private void fields(COSArray old, COSArray fresh) {
        Set<COSObjectKey> known = keys(old);
        Set<COSObjectKey> now = keys(fresh);
        if (!now.containsAll(known) || now.size() != fresh.size() || known.size() != old.size()) {
            changed("AcroForm/Fields");
            return;
        }
        for (int i = 0; i < fresh.size(); i++) {
            COSObjectKey key = key(fresh.get(i));
            if (key != null && !known.contains(key)) {
                newField(fresh.getObject(i));
            }
        }
    }

    /** A new field must be a signature, signed; a document time-stamp must not be seen. */
    private void newField(@Nullable COSBase field) {
        newField(field, 0);
    }

    private void newField(@Nullable COSBase field, int depth) {
        if (field instanceof COSDictionary parent
                && depth < DEEPEST
                && !parent.containsKey(COSName.FT)
                && !parent.containsKey(COSName.SUBTYPE)
                && parent.getDictionaryObject(COSName.KIDS) instanceof COSArray kids
                && kids.size() > 0) {
            for (int i = 0; i < kids.size(); i++) {
                newField(kids.getObject(i), depth + 1);
            }
            return;
        }
        if (!(field instanceof COSDictionary dictionary)
                || !"Sig".equals(dictionary.getNameAsString(COSName.FT))
                || !(dictionary.getDictionaryObject(COSName.V) instanceof COSDictionary signature)) {
            String kind = field instanceof COSDictionary d ? d.getNameAsString(COSName.FT) : null;
            if ("Sig".equals(kind) && field instanceof COSDictionary empty && !isVisible(empty)) {
                everything.add("empty signature field");
                return;
            }
            found(ReasonCode.ANNOTATIONS_ADDED.with("form field"), "new form field");
            return;
        }
        newSignature(dictionary, signature);
        if (permission > 0 && isVisible(dictionary)) {
            found(ReasonCode.VISIBLE_SIGNATURE_ADDED.with("DocMDP " + permission), "visible signature");
        }
    }

    private void newSignature(COSDictionary field, COSDictionary signature) {
        boolean timeStamp = isTimeStamp(signature);
        everything.add(timeStamp ? "document time-stamp" : "signature");
        if (field.containsKey(COSName.A) || field.containsKey(COSName.AA)) {
            changed("signature field with an action");
        }
        if (timeStamp && isVisible(field)) {
            changed("visible time-stamp");
        }
        if (!timeStamp && permission == 1) {
            found(ReasonCode.LOCK_BROKEN.with("DocMDP 1"), "new signature");
        }
    }

    private static boolean isTimeStamp(COSDictionary signature) {
        return "DocTimeStamp".equals(signature.getNameAsString(COSName.TYPE));
    }

    private static boolean isVisible(COSDictionary widget) {
        if (!(widget.getDictionaryObject(COSName.RECT) instanceof COSArray rectangle) || rectangle.size() != 4) {
            return widget.getDictionaryObject(COSName.KIDS) instanceof COSArray kids && kids.size() > 0;
        }
        float[] box = rectangle.toFloatArray();
        return Math.abs(box[2] - box[0]) > 0.01f && Math.abs(box[3] - box[1]) > 0.01f && widget.containsKey(COSName.AP);
    }

    private void page(String role, COSDictionary old, COSDictionary fresh) {
        for (COSName key : differing(old, fresh)) {
            everything.add(role + "/" + key.getName());
            if (key.equals(COSName.ANNOTS)) {
                annotations(
                        role,
                        old.getDictionaryObject(key) instanceof COSArray a ? a : new COSArray(),
                        fresh.getDictionaryObject(key) instanceof COSArray b ? b : new COSArray());
            } else if (!key.equals(TABS)) {
                changed(role + "/" + key.getName());
            }
        }
    }

    private void annotations(String page, COSArray old, COSArray fresh) {
        List<COSBase> left = new ArrayList<>();
        fresh.forEach(left::add);
        for (COSBase was : old) {
            if (!removeSame(left, was)) {
                changed(page + "/Annots");
                return;
            }
        }
        for (COSBase added : left) {
            COSBase annotation = added instanceof COSObject object ? object.getObject() : added;
            if (annotation instanceof COSDictionary widget && isSignatureWidget(widget)) {
                continue;
            }
            found(ReasonCode.ANNOTATIONS_ADDED.with(page), page + "/Annots");
            if (permission == 1 || permission == 2) {
                found(ReasonCode.LOCK_BROKEN.with("DocMDP " + permission), page + "/Annots");
            }
        }
    }

    /** A widget of a signature field of the later revision; the field itself is judged where it hangs in the form. */
    private boolean isSignatureWidget(COSDictionary widget) {
        if (!"Widget".equals(widget.getNameAsString(COSName.SUBTYPE))
                || widget.containsKey(COSName.A)
                || widget.containsKey(COSName.AA)) {
            return false;
        }
        if (signatureWidgets.isEmpty()) {
            COSDictionary form =
                    after.getTrailer().getCOSDictionary(COSName.ROOT).getCOSDictionary(COSName.ACRO_FORM);
            if (form != null) {
                collectWidgets(form.getCOSArray(COSName.FIELDS), null, null, 0);
            }
        }
        if (!signatureWidgets.containsKey(widget)) {
            return false;
        }
        COSDictionary signature = signatureWidgets.get(widget);
        return signature == null ? !isVisible(widget) : !(isTimeStamp(signature) && isVisible(widget));
    }

    private void collectWidgets(
            @Nullable COSArray fields, @Nullable String kind, @Nullable COSDictionary value, int depth) {
        if (fields == null || depth > DEEPEST) {
            return;
        }
        for (int i = 0; i < fields.size(); i++) {
            if (fields.getObject(i) instanceof COSDictionary field && !signatureWidgets.containsKey(field)) {
                String own = field.getNameAsString(COSName.FT);
                String is = own == null ? kind : own;
                COSDictionary signed = field.getDictionaryObject(COSName.V) instanceof COSDictionary v ? v : value;
                if ("Sig".equals(is)) {
                    signatureWidgets.put(field, signed);
                }
                collectWidgets(field.getCOSArray(COSName.KIDS), is, signed, depth + 1);
            }
        }
    }

    private static boolean removeSame(List<COSBase> left, COSBase was) {
        for (int i = 0; i < left.size(); i++) {
            if (same(was, left.get(i))) {
                left.remove(i);
                return true;
            }
        }
        return false;
    }

    private void field(String role, COSDictionary old, COSDictionary fresh) {
        boolean signature = role.startsWith("Field Sig ") || role.startsWith("Widget Sig ");
        boolean wasSigned = inherited(old, COSName.V) instanceof COSDictionary;
        COSBase value = inherited(fresh, COSName.V);
        String name = role.substring(role.indexOf(' ') + 1);
        for (COSName key : differing(old, fresh)) {
            String place = role + "/" + key.getName();
            everything.add(place);
            if (key.equals(COSName.KIDS)) {
                kids(
                        role,
                        old.getDictionaryObject(COSName.KIDS) instanceof COSArray a ? a : new COSArray(),
                        fresh.getDictionaryObject(COSName.KIDS) instanceof COSArray b ? b : new COSArray());
            } else if (signature && !wasSigned && value instanceof COSDictionary filled) {
                if (!WIDGET_OF_NEW_SIGNATURE.contains(key.getName())
                        || (key.equals(COSName.AP) && isShared(old.getItem(key)))) {
                    changed(place);
                } else if (key.equals(COSName.V)) {
                    newlySigned.add(name);
                    newSignature(fresh, filled);
                }
            } else if (signature) {
                if (!Set.of("P", "M").contains(key.getName())) {
                    changed(place);
                }
            } else if (FORM_FILLING.contains(key.getName())) {
                filled(name);
            } else {
                changed(place);
            }
        }
        if (old instanceof COSStream) {
            changed(role);
        }
    }

    /** Whether the look of an empty field is also part of something else, which would change with it. */
    private boolean isShared(@Nullable COSBase look) {
        COSBase normal = look instanceof COSObject reference ? reference.getObject() : look;
        COSBase stream = normal instanceof COSDictionary dictionary ? dictionary.getItem(COSName.N) : null;
        for (COSBase part : Arrays.asList(look, stream)) {
            COSObjectKey key = part instanceof COSObject reference ? reference.getKey() : null;
            if (key != null && roles.getOrDefault(key, Set.of()).size() > 1) {
                return true;
            }
        }
        return false;
    }

    private void kids(String role, COSArray was, COSArray now) {
        Set<COSObjectKey> known = keys(was);
        if (!keys(now).containsAll(known)) {
            changed(role + "/Kids");
            return;
        }
        for (int i = 0; i < now.size(); i++) {
            COSObjectKey key = key(now.get(i));
            if (key == null || !known.contains(key)) {
                newField(now.getObject(i));
            }
        }
    }

    static @Nullable COSBase inherited(COSDictionary field, COSName key) {
        COSBase own = field.getDictionaryObject(key);
        if (own == null
                && field.getDictionaryObject(COSName.PARENT) instanceof COSDictionary parent
                && parent != field) {
            return parent.getDictionaryObject(key);
        }
        return own;
    }

    /** An empty signature field gets its look when it is signed; a signed one keeps it. */
    private void signatureLook(String role) {
        pendingLooks.add(role);
    }

    private void filled(String name) {
        if (permission == 1) {
            found(ReasonCode.LOCK_BROKEN.with("DocMDP 1"), name);
        }
        // Filling in is what a certification asks for; an ordinary signer signed the form as it was.
        found((permission == 0 ? ReasonCode.FORM_CHANGED : ReasonCode.FORM_FILLED).with(name), name);
    }

    private void info(@Nullable COSDictionary old, @Nullable COSDictionary fresh) {
        if (old == null || fresh == null) {
            found(ReasonCode.METADATA_CHANGED.with(), "Info");
            return;
        }
        for (COSName key : differing(old, fresh)) {
            everything.add("Info/" + key.getName());
            if (!HARMLESS_INFO.contains(key.getName())) {
                found(ReasonCode.METADATA_CHANGED.with(), "Info/" + key.getName());
            }
        }
    }

    private void metadata(COSStream old, COSStream fresh) {
        everything.add("Metadata");
        if (!Xmp.saysTheSame(decoded(old), decoded(fresh))) {
            found(ReasonCode.METADATA_CHANGED.with(), "Metadata");
        }
    }

    private static byte[] decoded(COSStream stream) {
        try (InputStream in = stream.createInputStream()) {
            return in.readNBytes(8 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void changed(String place) {
        found(ReasonCode.CHANGED_AFTER_SIGNING.with(place), place);
    }

    private void found(Finding finding, String place) {
        findings.add(finding);
        places.add(place);
        everything.add(place);
    }

    private static boolean isField(String role) {
        return role.startsWith("Field ") || role.startsWith("Widget ");
    }

    /** Cross-reference and object streams: how objects are stored, not what they say. */
    private static boolean isPlumbing(@Nullable COSBase base) {
        return base instanceof COSStream stream
                && (COSName.XREF.equals(stream.getCOSName(COSName.TYPE))
                        || COSName.OBJ_STM.equals(stream.getCOSName(COSName.TYPE)));
    }

    private static @Nullable COSBase resolve(COSDocument document, COSObjectKey key) {
        return document.getXrefTable().containsKey(key)
                ? document.getObjectFromPool(key).getObject()
                : null;
    }

    private static @Nullable COSObjectKey key(@Nullable COSBase base) {
        return base instanceof COSObject object ? object.getKey() : base == null ? null : base.getKey();
    }

    private static Set<COSObjectKey> keys(COSArray array) {
        Set<COSObjectKey> keys = new LinkedHashSet<>();
        for (COSBase entry : array) {
            COSObjectKey key = key(entry);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    private static Set<COSName> differing(COSDictionary old, COSDictionary fresh) {
        Set<COSName> keys = new TreeSet<>(old.keySet());
        keys.addAll(fresh.keySet());
        keys.removeIf(key -> same(old.getItem(key), fresh.getItem(key)));
        return keys;
    }

    /** Whether a dictionary has only grown. */
    private static boolean isExtended(@Nullable COSBase old, @Nullable COSBase fresh, int depth) {
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
            if (x.size() != y.size()) {
                return false;
            }
            for (int i = 0; i < x.size(); i++) {
                if (!same(x.get(i), y.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (a instanceof COSDictionary x && b instanceof COSDictionary y) {
            if (!x.keySet().equals(y.keySet()) || (x instanceof COSStream) != (y instanceof COSStream)) {
                return false;
            }
            for (COSName key : x.keySet()) {
                if (!same(x.getItem(key), y.getItem(key))) {
                    return false;
                }
            }
            return !(x instanceof COSStream s) || !(y instanceof COSStream t) || sameBytes(s, t);
        }
        return a.equals(b);
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

    /**
     * Walks the earlier revision from its trailer and notes what each object is.
     *
     * <p>The catalog, the form, pages and fields are themselves wherever they are mentioned. Everything else is what it is
     * for the place that leads to it, and may be several things: a stream that is the look of a field and also part of a
     * page must not change when the field is filled.
     */
    private final class RoleFinder {
        private final IdentityHashMap<COSBase, String> structural = new IdentityHashMap<>();
        private final Deque<Step> open = new ArrayDeque<>();
        private final Set<Step> walked = new HashSet<>();

        private record Step(COSObjectKey key, String role) {}

        void find() {
            nameStructure();
            open(before.getTrailer().getItem(COSName.ROOT), "Catalog");
            open(before.getTrailer().getItem(COSName.INFO), "Info");
            while (!open.isEmpty()) {
                Step step = open.poll();
                contents(resolve(before, step.key()), step.role(), 0);
            }
        }

        private void nameStructure() {
            COSDictionary catalog = earlier.getDocumentCatalog().getCOSObject();
            structural.put(catalog, "Catalog");
            int number = 0;
            for (PDPage page : earlier.getPages()) {
                structural.putIfAbsent(page.getCOSObject(), "Page " + ++number);
            }
            COSDictionary form = catalog.getCOSDictionary(COSName.ACRO_FORM);
            if (form != null) {
                structural.put(form, "AcroForm");
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
                structural.put(field, (own == null ? "Widget " : "Field ") + kind + " " + name);
                nameFields(field.getCOSArray(COSName.KIDS), name, kind, depth + 1);
            }
        }

        /** Notes an object that a place leads to; what is written in the place itself is gone through at once. */
        private void open(@Nullable COSBase base, String role) {
            open(base, role, 0);
        }

        private void open(@Nullable COSBase base, String role, int depth) {
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
            if (!before.getXrefTable().containsKey(key)) {
                unknown.add(key);
                return;
            }
            COSBase object = reference.getObject();
            String known = object == null ? null : structural.get(object);
            Step step = new Step(key, known == null ? role : known);
            if (walked.add(step)) {
                roles.computeIfAbsent(key, k -> new TreeSet<>()).add(step.role());
                open.add(step);
            }
        }

        private void contents(@Nullable COSBase base, String role, int depth) {
            if (base instanceof COSDictionary dictionary) {
                String known = structural.getOrDefault(dictionary, role);
                for (Map.Entry<COSName, COSBase> entry : dictionary.entrySet()) {
                    open(entry.getValue(), below(known, entry.getKey().getName()), depth);
                }
            } else if (base instanceof COSArray array) {
                String below = role.startsWith("Annots of ") ? "Annotation on " + role.substring(10) : role;
                for (COSBase entry : array) {
                    open(entry, below, depth);
                }
            }
        }

        private String below(String role, String key) {
            if (role.equals("Catalog")) {
                return switch (key) {
                    case "DSS", "Extensions", "Metadata", "Names" -> key;
                    case "AF" -> "Names";
                    case "StructTreeRoot" -> "Structure";
                    default -> "Catalog/" + key;
                };
            }
            if (role.equals("AcroForm")) {
                return switch (key) {
                    case "Fields" -> "Fields";
                    case "DR" -> "Resources of AcroForm";
                    default -> "AcroForm/" + key;
                };
            }
            if (role.startsWith("Page ") && role.indexOf('/') < 0) {
                return key.equals("Annots") ? "Annots of " + role : role + "/" + key;
            }
            if (isField(role)) {
                String name = role.substring(role.indexOf(' ') + 1);
                return switch (key) {
                    case "Kids" -> "Kids of " + name;
                    case "AP" -> "Appearance of " + name;
                    case "V" -> "Value of " + name;
                    default -> "Part of " + name;
                };
            }
            return role;
        }
    }
}

package vn.hoso.signing;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.jspecify.annotations.Nullable;

/** What may become of the form and its fields: a field is filled in, a prepared signature is given, another is added. */
final class FormChanges {
    private static final COSName NEED_APPEARANCES = COSName.getPDFName("NeedAppearances");
    private static final int READ_ONLY = 1;
    private static final int DEEPEST = 200;
    private static final int RESOURCES_DEPTH = 4;

    private static final Set<String> WIDGET_OF_NEW_SIGNATURE =
            Set.of("V", "AP", "F", "M", "MK", "DR", "DA", "P", "Type", "Subtype", "Q", "BS", "Border", "Parent");
    private static final Set<String> WIDGET_OF_OLD_SIGNATURE = Set.of("P", "M");
    private static final Set<String> FILLING_IN =
            Set.of("V", "AP", "AS", "M", "I", "RV", "MK", "MaxLen", "Ff", "F", "DA", "DS", "P", "TI");

    private final ObjectRoles roles;
    private final Permissions permissions;
    private final Certification certification;
    private final ChangeLog log;

    private final Set<String> newlySigned = new HashSet<>();
    private final Set<ObjectRole> newLooks = new LinkedHashSet<>();

    FormChanges(ObjectRoles roles, Permissions permissions, ChangeLog log) {
        this.roles = roles;
        this.permissions = permissions;
        this.certification = permissions.certification();
        this.log = log;
    }

    void form(COSDictionary old, COSDictionary fresh) {
        for (COSName key : CosObjects.differing(old, fresh)) {
            String place = "AcroForm/" + key.getName();
            log.explained(place);
            switch (key.getName()) {
                case "SigFlags", "DA", "Q" -> {}
                case "DR" -> resources(place, old.getDictionaryObject(key), fresh.getDictionaryObject(key));
                case "NeedAppearances" -> {
                    if (fresh.getBoolean(NEED_APPEARANCES, false)) {
                        log.changed(place);
                    }
                }
                case "Fields" -> fields(CosObjects.array(old, key), CosObjects.array(fresh, key));
                default -> log.changed(place);
            }
        }
    }

    /** Fonts and the like of the form may grow, for the look of what is filled in. */
    void resources(String place, @Nullable COSBase old, @Nullable COSBase fresh) {
        if (CosObjects.isExtended(old, fresh, RESOURCES_DEPTH)) {
            log.explained(place);
        } else {
            log.changed(place);
        }
    }

    void fields(COSArray old, COSArray fresh) {
        Set<COSObjectKey> known = CosObjects.keys(old);
        Set<COSObjectKey> now = CosObjects.keys(fresh);
        if (!now.containsAll(known) || now.size() != fresh.size() || known.size() != old.size()) {
            log.changed("AcroForm/Fields");
            return;
        }
        for (int i = 0; i < fresh.size(); i++) {
            COSObjectKey key = CosObjects.key(fresh.get(i));
            if (key != null && !known.contains(key)) {
                added(fresh.getObject(i), 0);
            }
        }
    }

    void kids(String place, COSArray was, COSArray now) {
        Set<COSObjectKey> known = CosObjects.keys(was);
        if (!CosObjects.keys(now).containsAll(known)) {
            log.changed(place + "/Kids");
            return;
        }
        for (int i = 0; i < now.size(); i++) {
            COSObjectKey key = CosObjects.key(now.get(i));
            if (key == null || !known.contains(key)) {
                added(now.getObject(i), 0);
            }
        }
    }

    /** A new field must be a signature, signed; a document time-stamp must not be seen. */
    private void added(@Nullable COSBase added, int depth) {
        if (!(added instanceof COSDictionary field)) {
            log.found(ReasonCode.ANNOTATIONS_ADDED.with("form field"), "new form field");
            return;
        }
        if (isGroup(field) && depth < DEEPEST) {
            COSArray kids = CosObjects.array(field, COSName.KIDS);
            for (int i = 0; i < kids.size(); i++) {
                added(kids.getObject(i), depth + 1);
            }
            return;
        }
        boolean forSignature = "Sig".equals(field.getNameAsString(COSName.FT));
        if (forSignature && field.getDictionaryObject(COSName.V) instanceof COSDictionary signature) {
            signed(field, signature);
            if (certification != Certification.NONE && SignatureFields.isVisible(field)) {
                log.found(ReasonCode.VISIBLE_SIGNATURE_ADDED.with(certification.words()), "visible signature");
            }
        } else if (forSignature && !SignatureFields.isVisible(field)) {
            log.explained("empty signature field");
        } else {
            log.found(ReasonCode.ANNOTATIONS_ADDED.with("form field"), "new form field");
        }
    }

    private static boolean isGroup(COSDictionary field) {
        return !field.containsKey(COSName.FT)
                && !field.containsKey(COSName.SUBTYPE)
                && CosObjects.array(field, COSName.KIDS).size() > 0;
    }

    private void signed(COSDictionary field, COSDictionary signature) {
        boolean timeStamp = SignatureFields.isTimeStamp(signature);
        log.explained(timeStamp ? "document time-stamp" : "signature");
        if (SignatureFields.hasAction(field)) {
            log.changed("signature field with an action");
        }
        if (timeStamp && SignatureFields.isVisible(field)) {
            log.changed("visible time-stamp");
        }
        if (!timeStamp && certification == Certification.NOTHING) {
            log.found(ReasonCode.LOCK_BROKEN.with(certification.words()), "new signature");
        }
    }

    void field(ObjectRole role, COSDictionary old, COSDictionary fresh) {
        boolean wasSigned = CosObjects.inherited(old, COSName.V) instanceof COSDictionary;
        COSDictionary signature = role.isOfSignature()
                        && !wasSigned
                        && CosObjects.inherited(fresh, COSName.V) instanceof COSDictionary value
                ? value
                : null;
        for (COSName key : CosObjects.differing(old, fresh)) {
            String place = role + "/" + key.getName();
            log.explained(place);
            if (key.equals(COSName.FF) && isMadeReadOnly(old, fresh)) {
                continue;
            }
            if (key.equals(COSName.KIDS)) {
                kids(role.toString(), CosObjects.array(old, key), CosObjects.array(fresh, key));
            } else if (signature != null) {
                given(role, key, old, fresh, signature);
            } else if (role.isOfSignature()) {
                if (!WIDGET_OF_OLD_SIGNATURE.contains(key.getName())) {
                    log.changed(place);
                }
            } else if (FILLING_IN.contains(key.getName())) {
                filledIn(role.of());
            } else {
                log.changed(place);
            }
        }
        if (old instanceof COSStream) {
            log.changed(role.toString());
        }
    }

    /** A signature may lock fields (ISO 32000-2, 12.7.5.5: Lock); programs then mark them as not to be filled in any more. */
    private static boolean isMadeReadOnly(COSDictionary old, COSDictionary fresh) {
        return fresh.getInt(COSName.FF, 0) == (old.getInt(COSName.FF, 0) | READ_ONLY);
    }

    /** A signature is given in a field that was prepared for it. */
    private void given(ObjectRole role, COSName key, COSDictionary old, COSDictionary fresh, COSDictionary signature) {
        if (!WIDGET_OF_NEW_SIGNATURE.contains(key.getName())
                || (key.equals(COSName.AP) && isShared(old.getItem(key)))) {
            log.changed(role + "/" + key.getName());
        } else if (key.equals(COSName.V)) {
            newlySigned.add(role.of());
            signed(fresh, signature);
        }
    }

    /** Whether the look of an empty field is also part of something else, which would change with it. */
    private boolean isShared(@Nullable COSBase look) {
        COSBase normal = look instanceof COSObject reference ? reference.getObject() : look;
        COSBase stream = normal instanceof COSDictionary dictionary ? dictionary.getItem(COSName.N) : null;
        for (COSBase part : Arrays.asList(look, stream)) {
            COSObjectKey key = part instanceof COSObject reference ? reference.getKey() : null;
            if (key != null && roles.of(key).size() > 1) {
                return true;
            }
        }
        return false;
    }

    /** The look or value of a field. An empty signature field gets its look when it is signed; a signed one keeps it. */
    void look(ObjectRole role) {
        if (role.isOfSignature()) {
            newLooks.add(role);
        } else {
            filledIn(role.of());
        }
    }

    /** Once everything has been gone through: signatures whose look is new although nobody has given them. */
    void finish() {
        for (ObjectRole look : newLooks) {
            if (!newlySigned.contains(look.of())) {
                log.changed(look.toString());
            }
        }
    }

    private void filledIn(String name) {
        if (certification == Certification.NOTHING) {
            log.found(ReasonCode.LOCK_BROKEN.with(certification.words()), name);
        }
        if (permissions.isClosed(name.substring(name.indexOf(' ') + 1))) {
            log.found(ReasonCode.LOCK_BROKEN.with("FieldMDP"), name);
        }
        // Filling in is what a certification asks for; an ordinary signer signed the form as it was.
        boolean asked = certification != Certification.NONE;
        log.found((asked ? ReasonCode.FORM_FILLED : ReasonCode.FORM_CHANGED).with(name), name);
    }
}

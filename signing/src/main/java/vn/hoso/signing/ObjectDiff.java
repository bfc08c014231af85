package vn.hoso.signing;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;
import vn.hoso.signing.ObjectRole.Kind;

/**
 * Compares two revisions of a PDF object by object.
 *
 * <p>An object whose place in the file did not change is the same, whatever it is. Of every other one it is asked what it
 * was in the earlier revision ({@link ObjectRoles}), and whether what became of it is something that a later signature, a
 * time-stamp, data for validation or a filled form explains ({@link CatalogChanges}, {@link FormChanges},
 * {@link PageChanges}, {@link MetadataChanges}). What nothing explains is a change.
 */
final class ObjectDiff {
    private final PDDocument earlier;
    private final PDDocument later;
    private final COSDocument before;
    private final COSDocument after;
    private final Set<Long> gone;
    private final Permissions permissions;
    private @Nullable ObjectRoles rolesNow;
    private final ChangeLog log = new ChangeLog();
    private final MetadataChanges metadata = new MetadataChanges(log);

    private ObjectDiff(PDDocument earlier, PDDocument later, Set<Long> freed, Permissions permissions) {
        this.earlier = earlier;
        this.later = later;
        this.before = earlier.getDocument();
        this.after = later.getDocument();
        this.permissions = permissions;
        this.gone = new HashSet<>(freed);
        // A number that is given anew, with another generation, is not what was signed any more.
        after.getXrefTable().keySet().stream()
                .filter(key -> !before.getXrefTable().containsKey(key))
                .forEach(key -> gone.add(key.getNumber()));
    }

    /**
     * What became of an earlier revision in a later one.
     *
     * @param earlier as it was signed
     * @param later as it became
     * @param freed the numbers of objects that the later one says are gone; readers differ in whether they mind
     * @param permissions what the signers of the earlier one had to say to it
     */
    static ChangeLog between(PDDocument earlier, PDDocument later, Set<Long> freed, Permissions permissions) {
        ObjectDiff diff = new ObjectDiff(earlier, later, freed, permissions);
        if (diff.trailers()) {
            diff.objects();
        }
        return diff.log;
    }

    /** Compares the trailers; false where the later one leads to another document. */
    private boolean trailers() {
        COSDictionary was = before.getTrailer();
        COSDictionary is = after.getTrailer();
        COSObjectKey root = CosObjects.key(was.getItem(COSName.ROOT));
        if (root == null || !root.equals(CosObjects.key(is.getItem(COSName.ROOT)))) {
            log.changed("Root");
            return false;
        }
        if (!CosObjects.same(was.getItem(COSName.ENCRYPT), is.getItem(COSName.ENCRYPT))) {
            log.changed("Encrypt");
        }
        COSBase info = was.getItem(COSName.INFO);
        if (!CosObjects.same(info, is.getItem(COSName.INFO))) {
            metadata.info(
                    info == null ? new COSDictionary() : was.getCOSDictionary(COSName.INFO),
                    is.getCOSDictionary(COSName.INFO));
        }
        return true;
    }

    private void objects() {
        Set<COSObjectKey> suspects = suspects();
        Set<COSObjectKey> added = new HashSet<>(after.getXrefTable().keySet());
        added.removeAll(before.getXrefTable().keySet());
        if (suspects.isEmpty() && added.isEmpty()) {
            return;
        }
        ObjectRoles roles = ObjectRoles.of(earlier);
        for (COSObjectKey one : added) {
            if (roles.isDangling(one)) {
                log.changed("object " + one.getNumber() + " defined later");
            }
        }
        Judge judge = new Judge(roles);
        suspects.forEach(judge::judge);
        judge.form.finish();
    }

    /** Whether the later revision leads to an object; whoever does not need it any more may give its number back. */
    private boolean isStillNeeded(COSObjectKey key) {
        if (rolesNow == null) {
            rolesNow = ObjectRoles.of(later);
        }
        return !rolesNow.of(key).isEmpty();
    }

    /** Objects of the earlier revision that stand elsewhere in the later one, or nowhere. */
    private Set<COSObjectKey> suspects() {
        Map<COSObjectKey, Long> was = before.getXrefTable();
        Map<COSObjectKey, Long> is = after.getXrefTable();
        Set<COSObjectKey> moved = new TreeSet<>();
        for (Map.Entry<COSObjectKey, Long> entry : was.entrySet()) {
            COSObjectKey key = entry.getKey();
            boolean missing = gone.contains(key.getNumber());
            if (missing ? isStillNeeded(key) : !entry.getValue().equals(is.get(key))) {
                moved.add(key);
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

    /** Asks those who know what may become of an object. */
    private final class Judge {
        private final ObjectRoles roles;
        private final FormChanges form;
        private final CatalogChanges catalog;
        private final PageChanges pages;

        Judge(ObjectRoles roles) {
            this.roles = roles;
            form = new FormChanges(roles, permissions, log);
            catalog = new CatalogChanges(form, metadata, log);
            pages = new PageChanges(after, permissions.certification(), log);
        }

        void judge(COSObjectKey key) {
            Set<ObjectRole> is = roles.of(key);
            COSBase was = CosObjects.resolve(before, key);
            COSBase now = gone.contains(key.getNumber()) ? null : CosObjects.resolve(after, key);
            // Where nothing in the earlier revision led to it, nothing that was signed has changed.
            if (is.isEmpty() || CosObjects.same(was, now)) {
                return;
            }
            is.forEach(role -> log.explained(role.toString()));
            if (is.size() > 1 && !is.stream().allMatch(role -> role.is(Kind.APPEARANCE))) {
                log.changed(is.stream().map(ObjectRole::toString).collect(Collectors.joining(" + ")));
                return;
            }
            ObjectRole role = is.iterator().next();
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

        private void dictionary(ObjectRole role, COSDictionary old, COSDictionary fresh) {
            switch (role.kind()) {
                case CATALOG -> catalog.catalog(old, fresh);
                case FORM -> form.form(old, fresh);
                case FORM_RESOURCES -> form.resources(role.toString(), old, fresh);
                case FIELD, WIDGET -> form.field(role, old, fresh);
                case PAGE -> pages.page(role.toString(), old, fresh);
                case INFO -> metadata.info(old, fresh);
                case METADATA -> metadata.xmp(old, fresh);
                default -> other(role);
            }
        }

        private void array(ObjectRole role, COSArray old, COSArray fresh) {
            switch (role.kind()) {
                case FIELDS -> form.fields(old, fresh);
                case KIDS -> form.kids(role.toString(), old, fresh);
                case ANNOTATIONS -> pages.annotations(role.of(), old, fresh);
                default -> other(role);
            }
        }

        private void other(ObjectRole role) {
            switch (role.kind()) {
                case DSS, EXTENSIONS -> {}
                case NAMES -> log.found(ReasonCode.ATTACHMENTS_CHANGED.with(), role.toString());
                case STRUCTURE -> log.found(ReasonCode.STRUCTURE_CHANGED.with(), role.toString());
                case APPEARANCE, VALUE -> form.look(role);
                default -> log.changed(role.toString());
            }
        }
    }
}

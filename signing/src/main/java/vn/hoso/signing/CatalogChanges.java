package vn.hoso.signing;

import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.jspecify.annotations.Nullable;

/** What may become of the catalog: it gets data for validation, and leads to a form and metadata that are judged by theirs. */
final class CatalogChanges {
    private final FormChanges form;
    private final MetadataChanges metadata;
    private final ChangeLog log;

    CatalogChanges(FormChanges form, MetadataChanges metadata, ChangeLog log) {
        this.form = form;
        this.metadata = metadata;
        this.log = log;
    }

    void catalog(COSDictionary old, COSDictionary fresh) {
        for (COSName key : CosObjects.differing(old, fresh)) {
            String place = "Catalog/" + key.getName();
            log.explained(place);
            entry(place, key.getName(), old.getDictionaryObject(key), fresh.getDictionaryObject(key));
        }
    }

    private void entry(String place, String key, @Nullable COSBase was, @Nullable COSBase now) {
        switch (key) {
            case "DSS", "Extensions", "Type" -> {}
            case "Version" -> {
                if (!isNewer(was, now)) {
                    log.changed(place);
                }
            }
            case "AcroForm" -> form.form(dictionary(was), dictionary(now));
            case "Metadata" -> metadata.xmp(was, now);
            case "Names", "AF" -> log.found(ReasonCode.ATTACHMENTS_CHANGED.with(), place);
            case "OutputIntents" -> {
                if (was != null) {
                    log.changed(place);
                }
            }
            case "StructTreeRoot" -> {
                if (was == null || now == null) {
                    log.changed(place);
                } else {
                    log.found(ReasonCode.STRUCTURE_CHANGED.with(), place);
                }
            }
            default -> log.changed(place);
        }
    }

    private static COSDictionary dictionary(@Nullable COSBase base) {
        return base instanceof COSDictionary dictionary ? dictionary : new COSDictionary();
    }

    private static boolean isNewer(@Nullable COSBase was, @Nullable COSBase now) {
        return now instanceof COSName newer
                && !(was instanceof COSName older && older.getName().compareTo(newer.getName()) > 0);
    }
}

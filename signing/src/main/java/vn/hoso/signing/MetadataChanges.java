package vn.hoso.signing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.jspecify.annotations.Nullable;

/** What may become of the metadata: a program notes itself and the time; what else is said stays. */
final class MetadataChanges {
    private static final Set<String> HARMLESS = Set.of("ModDate", "Producer", "CreationDate");
    private static final int LARGEST_XMP = 8 << 20;

    private final ChangeLog log;

    MetadataChanges(ChangeLog log) {
        this.log = log;
    }

    /** The information dictionary; null where what the trailer names is none. */
    void info(@Nullable COSDictionary old, @Nullable COSDictionary fresh) {
        if (old == null || fresh == null) {
            log.found(ReasonCode.METADATA_CHANGED.with(), "Info");
            return;
        }
        for (COSName key : CosObjects.differing(old, fresh)) {
            String place = "Info/" + key.getName();
            log.explained(place);
            if (!HARMLESS.contains(key.getName())) {
                log.found(ReasonCode.METADATA_CHANGED.with(), place);
            }
        }
    }

    /** The XMP of the catalog. */
    void xmp(@Nullable COSBase old, @Nullable COSBase fresh) {
        if (!(old instanceof COSStream was) || !(fresh instanceof COSStream is)) {
            log.found(ReasonCode.METADATA_CHANGED.with(), "Catalog/Metadata");
            return;
        }
        log.explained("Metadata");
        if (!Xmp.saysTheSame(decoded(was), decoded(is))) {
            log.found(ReasonCode.METADATA_CHANGED.with(), "Metadata");
        }
    }

    private static byte[] decoded(COSStream stream) {
        try (InputStream in = stream.createInputStream()) {
            return in.readNBytes(LARGEST_XMP);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package vn.hoso.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** What each commit of an index says of itself: the versions, the key, and up to which event of the ledger it goes. */
final class CommitMeta {
    private static final String SCHEMA = "schema";
    private static final String ANALYSIS = "analysis";
    private static final String LEDGER = "ledger";
    private static final String KEY = "key";

    private CommitMeta() {}

    static Map<String, String> of(long ledgerSequence, IdentifierGuard guard) {
        return Map.of(
                SCHEMA,
                Integer.toString(Schema.VERSION),
                ANALYSIS,
                Integer.toString(Syllables.VERSION),
                LEDGER,
                Long.toString(ledgerSequence),
                KEY,
                guard.fingerprint());
    }

    /** The last event of the ledger that the last commit knows. */
    static long ledgerSequence(Directory directory) throws IOException {
        return Long.parseLong(
                SegmentInfos.readLatestCommit(directory).getUserData().getOrDefault(LEDGER, "0"));
    }

    /**
     * Looks whether this version and this key can use the index.
     *
     * @throws HosoException {@code STORE_NEWER}, {@code STORE_OLDER}, {@code STORE_DAMAGED}
     */
    static void check(Directory directory, Path root, IdentifierGuard guard) throws IOException {
        Map<String, String> meta = SegmentInfos.readLatestCommit(directory).getUserData();
        int schema = number(meta, SCHEMA, root);
        int analysis = number(meta, ANALYSIS, root);
        String found = schema + "." + analysis;
        String understood = Schema.VERSION + "." + Syllables.VERSION;
        if (schema > Schema.VERSION || (schema == Schema.VERSION && analysis > Syllables.VERSION)) {
            throw new HosoException(Problem.STORE_NEWER, root.toString(), found, understood);
        }
        if (!found.equals(understood)) {
            throw new HosoException(Problem.STORE_OLDER, root.toString(), found, understood);
        }
        if (!guard.fingerprint().equals(meta.get(KEY))) {
            throw new HosoException(Problem.STORE_DAMAGED, root.toString(), "made with another key than index.key");
        }
    }

    private static int number(Map<String, String> meta, String key, Path root) {
        try {
            return Integer.parseInt(meta.getOrDefault(key, ""));
        } catch (NumberFormatException e) {
            throw new HosoException(Problem.STORE_DAMAGED, e, root.toString(), "the commit says no " + key);
        }
    }
}

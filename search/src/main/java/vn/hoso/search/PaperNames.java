package vn.hoso.search;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import vn.hoso.paper.PaperId;
import vn.hoso.record.RecordIndex;

/** The names and versions of the papers of one segment; to be asked in rising order. */
final class PaperNames {
    private final BinaryDocValues ids;
    private final NumericDocValues versions;

    PaperNames(LeafReader segment) throws IOException {
        BinaryDocValues names = segment.getBinaryDocValues(Schema.ID);
        NumericDocValues numbers = segment.getNumericDocValues(Schema.PAPER_VERSION);
        if (names == null || numbers == null) {
            throw new CorruptIndexException("no names or versions", "segment");
        }
        ids = names;
        versions = numbers;
    }

    RecordIndex.Indexed of(int doc) throws IOException {
        if (!ids.advanceExact(doc) || !versions.advanceExact(doc)) {
            throw new CorruptIndexException("a paper without name", "segment");
        }
        return new RecordIndex.Indexed(
                new PaperId(ids.binaryValue().utf8ToString()), Math.toIntExact(versions.longValue()));
    }

    /** The name and version of one paper of the whole index. */
    static RecordIndex.Indexed of(IndexSearcher searcher, int doc) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
        return new PaperNames(leaf.reader()).of(doc - leaf.docBase);
    }
}

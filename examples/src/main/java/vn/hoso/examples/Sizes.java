package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.digitize.Home;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;

/**
 * What an archive takes on disk.
 *
 * @param papers how many papers it keeps
 * @param pages how many pages they have
 * @param bytes the bytes of all its files
 * @param pdf those of signed PDFs, in all versions
 * @param source those of source files that are kept beside
 */
record Sizes(long papers, long pages, long bytes, long pdf, long source) {
    private static final int PAGE = 1_000;

    /** Looks at every file of the archive: seconds for 100,000 papers on a warm disk. */
    static Sizes of(Home home) throws IOException {
        long papers = 0;
        long pages = 0;
        @Nullable PaperId after = null;
        List<PaperEntry> some;
        do {
            some = home.registry().papers(EnumSet.allOf(PaperState.class), after, PAGE);
            for (PaperEntry paper : some) {
                after = paper.id();
                papers += paper.state().stored() ? 1 : 0;
                pages += paper.state().stored() ? paper.pages() : 0;
            }
        } while (some.size() == PAGE);
        long bytes = 0;
        long pdf = 0;
        long source = 0;
        Path archive = home.folder().resolve("archive");
        if (Files.isDirectory(archive)) {
            try (Stream<Path> all = Files.walk(archive)) {
                for (Iterator<Path> each = all.iterator(); each.hasNext(); ) {
                    Path file = each.next();
                    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    if (attributes.isRegularFile()) {
                        bytes += attributes.size();
                        pdf += file.endsWith(Archive.PDF) ? attributes.size() : 0;
                        Path parent = file.getParent();
                        source += parent != null && parent.endsWith("source") ? attributes.size() : 0;
                    }
                }
            }
        }
        return new Sizes(papers, pages, bytes, pdf, source);
    }

    /** What a paper takes beside its pictures: records, text, seals, inventories. */
    long overhead() {
        return papers == 0 ? 0 : (bytes - pdf - source) / papers;
    }

    long bytesOfPage() {
        return pages == 0 ? 0 : bytes / pages;
    }
}

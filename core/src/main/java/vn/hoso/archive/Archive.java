package vn.hoso.archive;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import vn.hoso.paper.PaperId;

/**
 * Where papers are kept for good (kho lưu trữ): one object a paper, a new version for every change, nothing ever deleted but
 * a whole object that the law orders to be erased.
 *
 * <p>An object holds {@code paper.pdf}, {@code record.json}, after sealing {@code record.json.p7s}, and optionally
 * {@code text/}, {@code source/}, {@code compact.pdf}. A version is stored whole or not at all. Safe for use by several threads and processes.
 */
public interface Archive extends AutoCloseable {
    /** The name of the signed two-layer PDF/A in an object. */
    String PDF = "paper.pdf";

    /**
     * The name of a small copy for looking things up (bản tra cứu) in an object, where one was asked for: print sharp, the
     * rest at a low resolution. It is not signed and proves nothing.
     */
    String COMPACT = "compact.pdf";

    /** The name of the record in an object. */
    String RECORD = "record.json";

    /** Where in an object lies what was handed in, kept byte for byte: where the PDF/A could not hold it unchanged. */
    String SOURCE = "source/";

    /** The name of the report on the signatures that a source carried when it was handed in. */
    String SOURCE_SIGNATURES = SOURCE + "signatures.json";

    /** The name of the detached seal over the record in an object. */
    String SEAL = "record.json.p7s";

    /** What proves single fields without the record; there where the record is sealed. */
    String ROOT = "root.json";

    /** The detached signature over {@link #ROOT}. */
    String ROOT_SEAL = "root.json.p7s";

    /** The name of the evidence record (RFC 4998) over the three of them in an object. */
    String EVIDENCE = "evidence.ers";

    /**
     * Stores a new version: the files given replace or join those of the version before, the others stay.
     *
     * @param id the paper
     * @param files the files by their name in the object; they are copied
     * @param expectedVersion the present version, 0 for a paper that must not be there yet
     * @param actor who stores it
     * @param message why
     * @return the version stored
     * @throws vn.hoso.failure.HosoException with {@code WRONG_STATE} when the present version is another, {@code
     *     DISK_FULL} or {@code NO_PERMISSION} when it can't be written
     */
    ArchivedPaper put(PaperId id, Map<String, Path> files, int expectedVersion, String actor, String message);

    /**
     * The present version of a paper.
     *
     * @param id the paper
     * @return the version, or empty where the paper is not archived
     */
    Optional<ArchivedPaper> head(PaperId id);

    /**
     * All versions of a paper.
     *
     * @param id the paper
     * @return the versions, oldest first; empty where the paper is not archived
     */
    List<ArchivedPaper> versions(PaperId id);

    /**
     * Opens a file of a version.
     *
     * @param id the paper
     * @param version the version, from 1
     * @param name the name of the file in the object
     * @return its bytes, to be closed by the caller, or empty where this version has no such file
     */
    Optional<InputStream> open(PaperId id, int version, String name);

    /**
     * The files of a version.
     *
     * @param id the paper
     * @param version the version, from 1
     * @return the path on disk of each file by its name; the files must not be changed
     */
    Map<String, Path> files(PaperId id, int version);

    /**
     * All papers.
     *
     * @return a stream to be closed by the caller, in no order
     */
    Stream<PaperId> papers();

    /**
     * Compares the files of a paper with their digests.
     *
     * @param id the paper
     * @return what is wrong, in words; empty where all is well
     */
    List<String> fixity(PaperId id);

    /**
     * Repairs what a crash may have left of a paper: a version half stored is completed or taken away. Versions that were
     * stored are never touched.
     *
     * @param id the paper
     * @return what was done, in words; empty where there was nothing to do
     */
    default List<String> heal(PaperId id) {
        return List.of();
    }

    /**
     * Takes a paper with all its versions out of the archive for good; nothing happens where it is not archived. For what
     * the law orders to be erased, and nothing else: versions are not taken out singly, since each vouches for the ones
     * before it.
     *
     * @param id the paper
     * @throws vn.hoso.failure.HosoException with {@code NO_PERMISSION} when it can't be taken out
     */
    default void purge(PaperId id) {
        throw new UnsupportedOperationException("nothing can be taken out of this archive");
    }

    @Override
    void close();
}

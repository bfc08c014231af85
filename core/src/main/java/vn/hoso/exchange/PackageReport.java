package vn.hoso.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check of a package found.
 *
 * @param id the identifier that the package gives itself, or empty
 * @param kind its kind, or null where it says none
 * @param files how many files were compared with their digests
 * @param findings what is wrong; empty where the package is whole
 */
public record PackageReport(String id, @Nullable PackageKind kind, int files, List<Finding> findings) {
    public PackageReport {
        findings = List.copyOf(findings);
    }

    /**
     * Whether the package is whole.
     *
     * @return true where nothing was found
     */
    public boolean whole() {
        return findings.isEmpty();
    }

    /**
     * Something wrong.
     *
     * @param fault what
     * @param path the file in the package that it is about
     */
    public record Finding(Fault fault, String path) {}

    /** What can be wrong with a package. */
    public enum Fault {
        /** There is no table of contents, or none that can be read. */
        NO_CONTENTS,
        /** A file that the table of contents names is not there. */
        MISSING,
        /** A file is not the one that the table of contents names: its size or digest is another. */
        CHANGED,
        /** A file is there that no table of contents names. */
        UNLISTED,
        /** The table of contents gives no digest of a file that can be checked. */
        NO_DIGEST,
        /** A name leads out of the package, stands there twice or outside its folder. */
        UNSAFE_NAME,
        /** The folder is not named as the package, or the package says no kind. */
        NOT_AS_NAMED,
        /** What the circular asks of a package of its kind is missing: a description, of an AIP also what was done. */
        INCOMPLETE
    }
}

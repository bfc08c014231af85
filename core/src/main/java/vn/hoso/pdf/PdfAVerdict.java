package vn.hoso.pdf;

/**
 * What a validator says of a file.
 *
 * @param compliant whether it is valid
 * @param flavour what it was held against, such as {@code 2u}; empty where the file does not claim to be a PDF/A
 * @param violations how many checks failed
 * @param first the first failure, with the clause of the standard; empty for a valid file
 */
public record PdfAVerdict(boolean compliant, String flavour, int violations, String first) {}

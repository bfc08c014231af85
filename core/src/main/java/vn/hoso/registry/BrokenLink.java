package vn.hoso.registry;

/**
 * The first row of the ledger that does not hold.
 *
 * @param sequence the number of the row
 * @param reason what is wrong with it, in words
 */
public record BrokenLink(long sequence, String reason) {}

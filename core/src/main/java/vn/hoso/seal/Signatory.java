package vn.hoso.seal;

import java.time.Instant;

/**
 * Who signs with a key, as its certificate says.
 *
 * @param name the common name of the subject
 * @param serial the serial number of the certificate, hexadecimal
 * @param validFrom the first instant of its validity
 * @param validUntil the last instant of its validity
 */
public record Signatory(String name, String serial, Instant validFrom, Instant validUntil) {}

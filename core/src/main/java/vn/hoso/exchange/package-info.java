/**
 * Papers handed over to other archives and to readers, as packages of files (gói tin): SIP, AIP and DIP of Thông tư
 * 05/2025/TT-BNV, which follow the Common Specification for Information Packages (E-ARK CSIP) 2.0.4.
 *
 * <p>Start at {@link vn.hoso.exchange.PackageWriter}; {@link vn.hoso.exchange.PackageCheck} looks whether a package that
 * was received is whole. Dates of the descriptions are {@code DD/MM/YYYY}, times ISO 8601 in the time zone of Vietnam
 * ({@code +07:00}), digests SHA-256.
 */
@NullMarked
package vn.hoso.exchange;

import org.jspecify.annotations.NullMarked;

/**
 * The record of a digitised paper: its data, its schema, its codes.
 *
 * <p>Start at {@link vn.hoso.record.DigitisedRecord}, which {@link vn.hoso.record.RecordCodec} reads and writes as {@code
 * record.json}. {@link vn.hoso.record.FieldRoot} and {@link vn.hoso.record.FieldProof} prove single fields without the rest.
 * A record holds personal data; its texts are NFC, its digests SHA-256 in lower-case hexadecimal.
 */
@NullMarked
package vn.hoso.record;

import org.jspecify.annotations.NullMarked;

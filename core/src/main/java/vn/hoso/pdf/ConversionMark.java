package vn.hoso.pdf;

import java.time.Instant;

/**
 * The mark that a data message was converted from paper, as article 4 of Nghị định 137/2024/NĐ-CP asks: that it was
 * converted, when, and by whom.
 *
 * @param officer full name of the person who converted it
 * @param agency name of the agency; may be empty
 * @param convertedAt when
 */
public record ConversionMark(String officer, String agency, Instant convertedAt) {}

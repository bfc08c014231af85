package vn.hoso.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an officer decided on a paper: who, when, which field, the value before and after.
 *
 * @param at when
 * @param actor who
 * @param action what: {@code correct}, {@code confirm}, {@code reject}, {@code revoke}, {@code supersede}
 * @param key the field concerned, or null
 * @param oldValue the value before, or null
 * @param newValue the value after, or null
 * @param reason why, or null
 */
public record Decision(
        Instant at,
        String actor,
        String action,
        @Nullable String key,
        @Nullable String oldValue,
        @Nullable String newValue,
        @Nullable String reason) {}

package vn.hoso.examples;

import java.io.Serial;

/** What the user asked for can't be done as it was asked; the message says what to do instead. */
final class UsageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}

package vn.hoso.examples;

/** One line on standard error that is drawn over again while something is counted; nothing where nobody watches. */
final class StatusLine implements AutoCloseable {
    private final Terminal terminal;
    private long drawn;

    StatusLine(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Draws the line, but no more than some times a second. */
    void show(String text) {
        long now = System.nanoTime();
        if (terminal.errShown() && (drawn == 0 || now - drawn > 100_000_000)) {
            drawn = now;
            terminal.err().print("\r" + Table.cut(text, terminal.width() - 1) + "\u001b[K");
            terminal.err().flush();
        }
    }

    @Override
    public void close() {
        if (drawn != 0) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }
}

package vn.hoso.examples;

/** The {@code hoso} command. */
public final class Hoso {

    private Hoso() {}

    /**
     * Runs the command.
     *
     * @param arguments what the command line gave
     */
    public static void main(String[] arguments) {
        System.out.println("hoso");
    }
}

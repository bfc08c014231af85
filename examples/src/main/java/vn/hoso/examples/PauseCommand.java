package vn.hoso.examples;

import vn.hoso.digitize.Home;

/** Lets conversions into a home wait, in whatever process they run, or go on. */
abstract class PauseCommand extends Command {
    private PauseCommand(Context context) {
        super(context);
    }

    /** Lets them wait. */
    @picocli.CommandLine.Command(name = "pause")
    static final class Pause extends PauseCommand {
        Pause(Context context) {
            super(context);
        }

        @Override
        int run() {
            Homes.reading(context()).close();
            try (Home home = Homes.writing(context())) {
                home.pause();
            }
            print("pause.paused");
            return OK;
        }
    }

    /** Lets them go on. */
    @picocli.CommandLine.Command(name = "resume")
    static final class Resume extends PauseCommand {
        Resume(Context context) {
            super(context);
        }

        @Override
        int run() {
            Homes.reading(context()).close();
            try (Home home = Homes.writing(context())) {
                print(home.isPaused() ? "pause.resumed" : "pause.notPaused");
                home.resume();
            }
            return OK;
        }
    }
}

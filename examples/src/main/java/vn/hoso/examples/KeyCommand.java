package vn.hoso.examples;

import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vn.hoso.seal.Signatory;
import vn.hoso.signing.SigningKey;

/** Makes a key for trying things out, or shows the key that signs. */
@picocli.CommandLine.Command(name = "key")
final class KeyCommand extends Command {
    /** What can be done with a key. */
    enum Action {
        /** Make the test key. */
        test,
        /** Show the key that signs. */
        show
    }

    @Parameters(paramLabel = "test|show", descriptionKey = "key.action")
    private Action action = Action.show;

    @Mixin
    private final KeyOptions key = new KeyOptions();

    KeyCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        if (action == Action.test) {
            TestKey test = new TestKey(context().home());
            Homes.writing(context()).close();
            print(test.make(context().home()) ? "key.made" : "key.there", test.file());
            print("key.use");
            return OK;
        }
        try (SigningKey opened = key.require(context())) {
            Signatory signatory = opened.signatory();
            print(
                    "key.show",
                    signatory.name(),
                    signatory.serial(),
                    Times.DAY.format(signatory.validFrom()),
                    Times.DAY.format(signatory.validUntil()));
        }
        return OK;
    }
}

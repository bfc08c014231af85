package vn.hoso.examples;

import picocli.CommandLine.IVersionProvider;

/** What {@code hoso --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"hoso " + number(), "Java " + Runtime.version()};
    }

    /** The version in the manifest of the jar; there is none when it runs from classes. */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }
}

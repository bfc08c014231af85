package vn.hoso.pdf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** The colour profile that an image brings along; may be empty, or no profile at all. */
final class IccProfile {
    private static final Set<String> CLASSES = Set.of("scnr", "mntr", "prtr", "spac");

    private final byte[] profile;

    IccProfile(byte[] profile) {
        this.profile = profile;
    }

    /** Writes it; gives the colour space, or empty where the profile is not fit for PDF/A-2 (6.2.4.2). */
    Optional<String> write(PdfFile out, int components) throws IOException {
        if (!fits(components)) {
            return Optional.empty();
        }
        return Optional.of("[/ICCBased " + out.deflated("/N " + components, profile) + " 0 R]");
    }

    private boolean fits(int components) {
        if (profile.length < 132) {
            return false;
        }
        ByteBuffer head = ByteBuffer.wrap(profile);
        int version = profile[8];
        String space = switch (components) {
            case 1 -> "GRAY";
            case 3 -> "RGB ";
            default -> "CMYK";
        };
        return head.getInt(0) == profile.length
                && (version == 2 || version == 4)
                && CLASSES.contains(ascii(profile, 12))
                && ascii(profile, 16).equals(space)
                && "acsp".equals(ascii(profile, 36));
    }

    private static String ascii(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.US_ASCII);
    }
}

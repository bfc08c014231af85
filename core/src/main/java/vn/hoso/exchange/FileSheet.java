package vn.hoso.exchange;

import org.jspecify.annotations.Nullable;

/**
 * What an archivist states of a file (hồ sơ) and no paper in it tells.
 *
 * @param code the code of the file, such as the code of the dossier, at most 100 characters
 * @param title its title, at most 1,000 characters
 * @param maintenance how long it is kept, by the code list of the circular: {@code 01} for good, {@code 02} 70 years, {@code
 *     03} 50, {@code 04} 30, {@code 05} 20, {@code 06} 10, {@code 07} otherwise
 * @param mode who may use it: {@code 01} everybody, {@code 02} under conditions, {@code 03} secret
 * @param fonds the code of the fonds (mã phông), or null
 * @param paperFileCode the code of the file on paper, which the circular asks for with digitised papers; null where unknown
 * @param sheets how many sheets of paper it has; null for as many as pages
 * @param description anything else, at most 2,000 characters, or null
 */
public record FileSheet(
        String code,
        String title,
        String maintenance,
        String mode,
        @Nullable String fonds,
        @Nullable String paperFileCode,
        @Nullable Integer sheets,
        @Nullable String description) {
    public FileSheet {
        length("code", code, 1, 100);
        length("title", title, 1, 1_000);
        if (!maintenance.matches("0[1-7]")) {
            throw new IllegalArgumentException("maintenance must be 01 to 07, got " + maintenance);
        }
        if (!mode.matches("0[1-3]")) {
            throw new IllegalArgumentException("mode must be 01 to 03, got " + mode);
        }
        if (fonds != null && !fonds.matches("[\\p{Alnum}.-]{1,50}")) {
            throw new IllegalArgumentException(
                    "the code of a fonds has letters, digits, points and hyphens, at most 50");
        }
        if (paperFileCode != null) {
            length("paperFileCode", paperFileCode, 1, 100);
        }
        if (sheets != null && sheets < 1) {
            throw new IllegalArgumentException("sheets must be 1 or more, got " + sheets);
        }
        if (description != null) {
            length("description", description, 0, 2_000);
        }
    }

    /** The code of the file in the archive: under its fonds. */
    String archiveCode() {
        return fonds == null ? code : fonds + "." + code;
    }

    static void length(String name, String value, int least, int most) {
        if (value.length() < least || value.length() > most) {
            throw new IllegalArgumentException(
                    name + " must have " + least + " to " + most + " characters, got " + value.length());
        }
    }
}

package vn.hoso.paper;

/** What a field holds, and so how its value is normalised and checked. */
public enum FieldKind {
    /** Any text; kept as printed. */
    TEXT,
    /** The name of a person, in normal case. */
    NAME,
    /** A day, as {@code yyyy-MM-dd}. */
    DATE,
    /** A day in words; kept as printed, checked against the day in digits. */
    DATE_WORDS,
    /** A year of four digits, also where the full date is printed. */
    YEAR,
    /** The 12 or 9 digits of a person. */
    PERSON_ID,
    /** A tax code with its check digit. */
    TAX_CODE,
    /** Digits without a rule. */
    DIGITS,
    /** The digits of a telephone number. */
    PHONE,
    /** A whole number. */
    INTEGER,
    /** A decimal number, with a point. */
    DECIMAL,
    /** An amount of đồng, as a whole number. */
    MONEY,
    /** An amount or a measure in words; kept as printed. */
    NUMBER_WORDS,
    /** {@code Nam} or {@code Nữ}. */
    SEX,
    /** One of the ethnic groups. */
    ETHNICITY,
    /** A nationality. */
    NATIONALITY,
    /** An address or a place; kept as printed. */
    PLACE,
    /** The name of an agency, in sentence case. */
    AGENCY,
    /** The name of a firm; kept as printed, capitals included. */
    ORGANISATION,
    /** The number of a document with its symbol. */
    NUMBER,
    /** The symbol of a document: what follows the number. */
    SYMBOL,
    /** A serial of letters and digits, such as that of a land certificate. */
    SERIAL,
    /** A post or an office, in sentence case. */
    POST
}

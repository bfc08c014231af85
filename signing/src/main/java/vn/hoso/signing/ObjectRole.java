package vn.hoso.signing;

/**
 * What an object of a PDF is, by the place that leads to it.
 *
 * @param kind what kind of place
 * @param of which one of them: the number of a page, the kind and name of a field, the key of an entry; may be empty
 */
record ObjectRole(Kind kind, String of) implements Comparable<ObjectRole> {
    /** Places in a PDF, with the words for them in reports. */
    enum Kind {
        CATALOG("Catalog"),
        CATALOG_ENTRY("Catalog/"),
        DSS("DSS"),
        EXTENSIONS("Extensions"),
        METADATA("Metadata"),
        NAMES("Names"),
        STRUCTURE("Structure"),
        INFO("Info"),
        FORM("AcroForm"),
        FORM_ENTRY("AcroForm/"),
        FORM_RESOURCES("Resources of AcroForm"),
        FIELDS("Fields"),
        FIELD("Field "),
        WIDGET("Widget "),
        KIDS("Kids of "),
        APPEARANCE("Appearance of "),
        VALUE("Value of "),
        PART("Part of "),
        PAGE("Page "),
        PAGE_ENTRY("Page "),
        ANNOTATIONS("Annots of "),
        ANNOTATION("Annotation on ");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    static ObjectRole of(Kind kind) {
        return new ObjectRole(kind, "");
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isField() {
        return kind == Kind.FIELD || kind == Kind.WIDGET;
    }

    /** Whether it belongs to a signature field. */
    boolean isOfSignature() {
        return of.startsWith("Sig ");
    }

    /** What the value of an entry is, seen from the object that has the entry. */
    ObjectRole below(String key) {
        return switch (kind) {
            case CATALOG ->
                switch (key) {
                    case "DSS" -> of(Kind.DSS);
                    case "Extensions" -> of(Kind.EXTENSIONS);
                    case "Metadata" -> of(Kind.METADATA);
                    case "Names", "AF" -> of(Kind.NAMES);
                    case "StructTreeRoot" -> of(Kind.STRUCTURE);
                    default -> new ObjectRole(Kind.CATALOG_ENTRY, key);
                };
            case FORM ->
                switch (key) {
                    case "Fields" -> of(Kind.FIELDS);
                    case "DR" -> of(Kind.FORM_RESOURCES);
                    default -> new ObjectRole(Kind.FORM_ENTRY, key);
                };
            case PAGE ->
                key.equals("Annots")
                        ? new ObjectRole(Kind.ANNOTATIONS, toString())
                        : new ObjectRole(Kind.PAGE_ENTRY, of + "/" + key);
            case FIELD, WIDGET ->
                switch (key) {
                    case "Kids" -> new ObjectRole(Kind.KIDS, of);
                    case "AP" -> new ObjectRole(Kind.APPEARANCE, of);
                    case "V" -> new ObjectRole(Kind.VALUE, of);
                    default -> new ObjectRole(Kind.PART, of);
                };
            default -> this;
        };
    }

    /** What the entries of an array are that is this. */
    ObjectRole entry() {
        return kind == Kind.ANNOTATIONS ? new ObjectRole(Kind.ANNOTATION, of) : this;
    }

    @Override
    public int compareTo(ObjectRole other) {
        int words = toString().compareTo(other.toString());
        return words == 0 ? kind.compareTo(other.kind) : words;
    }

    @Override
    public String toString() {
        return kind.words + of;
    }
}

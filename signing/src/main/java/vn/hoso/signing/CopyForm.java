package vn.hoso.signing;

/** The form of a copy (hình thức sao) that an agency's signature on it names: Nghị định 30/2020/NĐ-CP, article 25. */
public enum CopyForm {
    /** A whole copy of the original. */
    SAO_Y("SAO Y"),
    /** A copy of a copy. */
    SAO_LUC("SAO LỤC"),
    /** An excerpt. */
    TRICH_SAO("TRÍCH SAO");

    private final String text;

    CopyForm(String text) {
        this.text = text;
    }

    /**
     * What the appearance says.
     *
     * @return capitals, as prescribed
     */
    public String text() {
        return text;
    }
}

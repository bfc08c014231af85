package vn.hoso.seal;

/** In what role a signature is put on a digitised paper; it decides its place and its text. */
public enum SigningRole {
    /** The officer who scanned it (cán bộ số hóa): top left of page 1; name and time of scanning. */
    SCANNING_OFFICER,
    /** The agency (cơ quan): top right of page 1; form of copy, name of the agency and time of signing. */
    AGENCY,
    /** The competent person (người có thẩm quyền) on an electronic original: an image above the printed name. */
    COMPETENT_PERSON
}

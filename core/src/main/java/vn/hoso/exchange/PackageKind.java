package vn.hoso.exchange;

/** What a package is for (Thông tư 05/2025/TT-BNV). */
public enum PackageKind {
    /** Handed over to another system (gói tin nộp lưu). */
    SIP,
    /** Kept for good, with the history of preservation (gói tin lưu trữ). */
    AIP,
    /** For a reader who asked for it (gói tin sử dụng): the signed PDF alone, and the request. */
    DIP
}

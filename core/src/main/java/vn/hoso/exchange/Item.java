package vn.hoso.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import vn.hoso.internal.Digests;

/**
 * A file of a package.
 *
 * @param path its path in the package, with {@code /}
 * @param mime its media type
 * @param bytes its size
 * @param sha256 its digest, hexadecimal
 * @param created when it was made
 */
record Item(String path, String mime, long bytes, String sha256, Instant created) {
    private static final Map<String, String> MIME = Map.ofEntries(
            Map.entry("pdf", "application/pdf"),
            Map.entry("json", "application/json"),
            Map.entry("p7s", "application/pkcs7-signature"),
            Map.entry("xml", "text/xml"),
            Map.entry("gz", "application/gzip"),
            Map.entry("tif", "image/tiff"),
            Map.entry("tiff", "image/tiff"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("jp2", "image/jp2"),
            Map.entry("gif", "image/gif"),
            Map.entry("bmp", "image/bmp"),
            Map.entry("webp", "image/webp"));

    /** Copies a file and tells what it was. */
    static Item copied(String path, InputStream from, OutputStream to, Instant created) throws IOException {
        MessageDigest digest = Digests.sha256();
        long bytes = from.transferTo(new DigestOutputStream(to, digest));
        return new Item(path, mime(path), bytes, HexFormat.of().formatHex(digest.digest()), created);
    }

    private static String mime(String path) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return MIME.getOrDefault(ending, "application/octet-stream");
    }

    /** The same file as seen from a folder of the package. */
    Item under(String folder) {
        return new Item(path.substring(folder.length()), mime, bytes, sha256, created);
    }

    /** The name without folders. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}

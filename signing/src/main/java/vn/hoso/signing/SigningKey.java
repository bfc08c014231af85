package vn.hoso.signing;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import vn.hoso.seal.Signatory;

/**
 * A private key that signs, with its certificate.
 *
 * <pre>{@code
 * try (SigningKey key = SigningKey.pkcs12(Path.of("officer.p12"), password)) {
 *     PadesSigner signer = PadesSigner.builder().key(key).build();
 * }
 * }</pre>
 *
 * <p>The key itself stays where it is: in memory for a file, in the device for a token. Implement this interface for a
 * token or a remote service; everything in this package signs through {@link #sign}. Implementations are safe for use by
 * several threads. May be closed twice; after that it signs no more.
 */
public interface SigningKey extends AutoCloseable {
    /**
     * Opens a PKCS#12 file.
     *
     * @param file the key store; its name stands in messages
     * @param password of the store and of the key; copied, so the caller may wipe it
     * @return the key; of several, the one whose certificate is for signing and valid longest
     * @throws vn.hoso.failure.HosoException with {@code UNREADABLE}, {@code WRONG_KEY_PASSWORD} or {@code NO_KEY}; an
     *     expired certificate is found when signing, not here
     */
    static SigningKey pkcs12(Path file, char[] password) {
        return KeyStoreKey.open(file, "PKCS12", password);
    }

    /**
     * Opens a Java key store.
     *
     * @param file the key store; its name stands in messages
     * @param password of the store and of the key; copied, so the caller may wipe it
     * @return the key; of several, the one whose certificate is for signing and valid longest
     * @throws vn.hoso.failure.HosoException with {@code UNREADABLE}, {@code WRONG_KEY_PASSWORD} or {@code NO_KEY}
     */
    static SigningKey jks(Path file, char[] password) {
        return KeyStoreKey.open(file, "JKS", password);
    }

    /**
     * What messages call this key.
     *
     * @return such as the name of the file
     */
    String name();

    /**
     * Whose key it is.
     *
     * @return what the certificate says
     */
    default Signatory signatory() {
        return Certificates.signatory(certificate());
    }

    /**
     * The certificate of the key.
     *
     * @return the first of {@link #chain()}
     */
    default X509Certificate certificate() {
        return chain().get(0);
    }

    /**
     * The certificate and those above it.
     *
     * @return from the certificate of the key towards the root; the upper ones may be missing
     */
    List<X509Certificate> chain();

    /**
     * Signs.
     *
     * @param data what is signed: the data themselves, not their digest
     * @param method how; {@link SignatureMethod#fits fits} the key
     * @return the signature value; for ECDSA the DER form of X9.62
     * @throws vn.hoso.failure.HosoException with {@code SIGNING_FAILED}
     * @throws IllegalStateException if this key is closed
     */
    byte[] sign(byte[] data, SignatureMethod method);

    @Override
    void close();
}

package vn.hoso.signing;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
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
 * <p>The key itself stays where it is: in memory for a file, in the device for a token, at the service for a remote one.
 * Implement this interface for any other; everything in this package signs through {@link #sign}. Implementations are safe for use by
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
     * Opens a key of a token. It never leaves the token; an unlocked one signs until it is closed.
     *
     * @param token which key of which token
     * @param pin the PIN of its user; not kept
     * @return the key; of several, the one whose certificate is for signing and valid longest
     * @throws vn.hoso.failure.HosoException with {@code UNREADABLE} where the library is missing, {@code
     *     WRONG_KEY_PASSWORD} where the PIN is wrong (most tokens lock after a few wrong ones), or {@code NO_KEY}
     */
    static SigningKey pkcs11(Pkcs11Token token, char[] pin) {
        return TokenKey.open(token, pin);
    }

    /**
     * Opens a key that a remote service keeps (CSC API v2).
     *
     * @param credential which key of which service, and what opens it
     * @return the key; the service is asked for each signature
     * @throws vn.hoso.failure.HosoException with {@code NO_KEY} if the service can't be reached or has no such key that
     *     may sign
     */
    static SigningKey csc(CscCredential credential) {
        return CscKey.open(credential);
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
     * How it signs best.
     *
     * @return what a signer uses that is told nothing else; {@link SignatureMethod#fits fits} the key
     */
    default SignatureMethod preferredMethod() {
        return SignatureMethod.preferredFor(certificate().getPublicKey());
    }

    /**
     * This key, used no faster than so: many tokens are slow, and some services count.
     *
     * @param signatures how many, at most, in each period; at least 1
     * @param period how long a period is
     * @return the same key, which waits where it must; closing it closes this one
     * @throws IllegalArgumentException if one of them is not positive
     */
    default SigningKey atMost(int signatures, Duration period) {
        return new UnhurriedKey(this, signatures, period);
    }

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

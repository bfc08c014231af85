package vn.hoso.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** A key in a key store: of a file, and then in memory, or of a token, and then not. */
final class KeyStoreKey implements SigningKey {
    /** TT 15/2025/TT-BKHCN: RSA from 2048 bits, ECDSA from 256. */
    private static final int LEAST_RSA_BITS = 2048;

    private static final int LEAST_EC_BITS = 256;

    private final String name;
    private final List<X509Certificate> chain;
    private final @Nullable Provider provider;
    private volatile @Nullable PrivateKey key;

    KeyStoreKey(String name, PrivateKey key, List<X509Certificate> chain) {
        this(name, key, chain, null);
    }

    private KeyStoreKey(String name, PrivateKey key, List<X509Certificate> chain, @Nullable Provider provider) {
        this.name = name;
        this.key = key;
        this.chain = List.copyOf(chain);
        this.provider = provider;
    }

    static SigningKey open(Path file, String kind, char[] password) {
        String name = String.valueOf(file.getFileName());
        KeyStore store = load(file, kind, password, name);
        try {
            return choose(store, password, name, null, null);
        } catch (UnrecoverableKeyException e) {
            throw new HosoException(Problem.WRONG_KEY_PASSWORD, e, name);
        } catch (GeneralSecurityException e) {
            throw new HosoException(Problem.NO_KEY, e, name, e.getClass().getSimpleName());
        }
    }

    private static KeyStore load(Path file, String kind, char[] password, String name) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new HosoException(Problem.UNREADABLE, name);
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = keyStore(kind, password);
            store.load(in, password);
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException
                    || String.valueOf(e.getMessage()).contains("wrong password")) {
                throw new HosoException(Problem.WRONG_KEY_PASSWORD, e, name);
            }
            throw new HosoException(Problem.NO_KEY, e, name, "not a key store of kind " + kind);
        } catch (GeneralSecurityException e) {
            throw new HosoException(Problem.NO_KEY, e, name, e.getClass().getSimpleName());
        }
    }

    /** The JDK allows passwords in ASCII alone; Bouncy Castle reads Vietnamese ones too. */
    static KeyStore keyStore(String kind, char[] password) throws GeneralSecurityException {
        for (char letter : password) {
            if (letter > 127 && kind.equals("PKCS12")) {
                return KeyStore.getInstance(kind, new BouncyCastleProvider());
            }
        }
        return KeyStore.getInstance(kind);
    }

    /**
     * The best key of a store.
     *
     * @param password of the key; null where the store needs none
     * @param label the only one that is wanted, or null
     * @param provider what computes with the keys of this store, or null where any can
     */
    static SigningKey choose(
            KeyStore store,
            char @Nullable [] password,
            String name,
            @Nullable String label,
            @Nullable Provider provider)
            throws GeneralSecurityException {
        KeyStoreKey best = null;
        String refused = "no private key with a certificate in it";
        for (String alias : Collections.list(store.aliases())) {
            if ((label != null && !label.equals(alias))
                    || !store.isKeyEntry(alias)
                    || !(store.getKey(alias, password) instanceof PrivateKey key)
                    || store.getCertificateChain(alias) == null) {
                continue;
            }
            List<X509Certificate> chain = x509(store.getCertificateChain(alias));
            if (chain.isEmpty()) {
                continue;
            }
            String weakness = weakness(chain.get(0));
            if (weakness != null) {
                refused = weakness;
                continue;
            }
            KeyStoreKey candidate = new KeyStoreKey(name, key, chain, provider);
            if (best == null || validLonger(candidate, best)) {
                best = candidate;
            }
        }
        if (best == null) {
            throw new HosoException(Problem.NO_KEY, name, refused);
        }
        return best;
    }

    private static boolean validLonger(SigningKey one, SigningKey other) {
        return one.signatory().validUntil().isAfter(other.signatory().validUntil());
    }

    private static List<X509Certificate> x509(Certificate[] certificates) {
        List<X509Certificate> result = new ArrayList<>();
        for (Certificate certificate : certificates) {
            if (certificate instanceof X509Certificate x509) {
                result.add(x509);
            }
        }
        return result;
    }

    /** Why a key must not make new signatures, or null. */
    static @Nullable String weakness(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        if (key instanceof RSAKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < LEAST_RSA_BITS) {
                return "RSA key of " + bits + " bits, at least " + LEAST_RSA_BITS + " are needed";
            }
        } else if (key instanceof ECKey ec) {
            int bits = ec.getParams().getOrder().bitLength();
            if (bits < LEAST_EC_BITS) {
                return "EC key of " + bits + " bits, at least " + LEAST_EC_BITS + " are needed";
            }
        } else {
            return "key of kind " + key.getAlgorithm() + ", RSA or EC is needed";
        }
        return Certificates.mayNotSign(certificate);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<X509Certificate> chain() {
        return chain;
    }

    PrivateKey privateKey() {
        PrivateKey open = key;
        if (open == null) {
            throw new IllegalStateException("the signing key " + name + " is closed");
        }
        return open;
    }

    @Override
    public byte[] sign(byte[] data, SignatureMethod method) {
        PrivateKey open = privateKey();
        try {
            Signature signature = method.engine(provider);
            signature.initSign(open);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException | ProviderException e) {
            throw new HosoException(
                    Problem.SIGNING_FAILED, e, name, e.getClass().getSimpleName());
        }
    }

    @Override
    public SignatureMethod preferredMethod() {
        SignatureMethod preferred = SigningKey.super.preferredMethod();
        // Many tokens that are in use know PKCS#1 v1.5 alone.
        return provider != null && preferred.isPss() && provider.getService("Signature", "RSASSA-PSS") == null
                ? SignatureMethod.RSA_PKCS1_SHA256
                : preferred;
    }

    @Override
    public void close() {
        if (key != null && provider != null) {
            TokenKey.close(provider);
        }
        key = null;
    }
}

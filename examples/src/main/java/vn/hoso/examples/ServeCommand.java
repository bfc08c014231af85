package vn.hoso.examples;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.hoso.digitize.Home;
import vn.hoso.reuse.Catalogue;
import vn.hoso.reuse.LookupService;
import vn.hoso.search.LuceneRecordIndex;

/** Answers other agencies over the network, until it is ended. */
@picocli.CommandLine.Command(name = "serve")
final class ServeCommand extends Command {
    private static final int TOKEN_BYTES = 32;
    private static final int SECONDS = 30;

    @Option(names = "--host", paramLabel = "NAME", defaultValue = "localhost", descriptionKey = "serve.host")
    private String host = "localhost";

    @Option(names = "--port", paramLabel = "N", defaultValue = "8443", descriptionKey = "serve.port")
    private int port;

    @Nullable
    @Option(names = "--clients", paramLabel = "FILE", descriptionKey = "serve.clients")
    private Path clients;

    @Nullable
    @Option(names = "--tls-key", paramLabel = "FILE", descriptionKey = "serve.tlsKey")
    private Path tlsKey;

    @Nullable
    @Option(names = "--tls-password-file", paramLabel = "FILE", descriptionKey = "serve.tlsPassword")
    private Path tlsPassword;

    @Nullable
    @Option(names = "--new-token", paramLabel = "FILE", descriptionKey = "serve.newToken")
    private Path newToken;

    @Mixin
    private final CatalogueOption catalogue = new CatalogueOption();

    ServeCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        if (newToken != null) {
            return makeToken(newToken);
        }
        Path file = clients;
        if (file == null || (tlsKey == null) != (tlsPassword == null)) {
            throw new UsageException(texts().get("serve.needs"));
        }
        Limits.between("--port", port, 0, 65_535, texts());
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
        if (tlsKey == null && !address.getAddress().isLoopbackAddress()) {
            throw new UsageException(texts().get("serve.clear"));
        }
        // who sends or takes a byte now and then must not hold a thread
        System.setProperty("sun.net.httpserver.maxReqTime", Integer.toString(SECONDS));
        System.setProperty("sun.net.httpserver.maxRspTime", Integer.toString(SECONDS));
        Homes.reading(context()).close();
        Catalogue procedures = catalogue.read(context());
        try (Home home = Homes.writing(context());
                LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
            List<LookupService.Client> known = new ServiceClients(context(), home, index, procedures).read(file);
            try (LookupService service = LookupService.start(address, known, tls(), home.registry())) {
                serve(service, known.size());
            } catch (BindException e) {
                throw new UsageException(texts().get("serve.taken", host, port));
            }
        }
        return OK;
    }

    private void serve(LookupService service, int known) {
        CountDownLatch end = new CountDownLatch(1);
        try (Interruption interruption = new Interruption(context())) {
            interruption.stopsBy(end::countDown);
            print("serve.at", (tlsKey == null ? "http://" : "https://") + host + ":" + service.port(), known);
            out().flush();
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable SSLContext tls() throws IOException {
        if (tlsKey == null || tlsPassword == null) {
            return null;
        }
        char[] password =
                Files.readString(tlsPassword, StandardCharsets.UTF_8).strip().toCharArray();
        try (InputStream in = Files.newInputStream(tlsKey)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
            return tls;
        } catch (GeneralSecurityException | IOException e) {
            throw new UsageException(texts().get("serve.badKey", tlsKey));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private int makeToken(Path file) throws IOException {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "token", ".new"); // its owner's alone
        Files.writeString(draft, token + "\n", StandardCharsets.US_ASCII);
        Files.move(draft, file);
        print("serve.token", file, ServiceClients.sha256(token));
        return OK;
    }
}

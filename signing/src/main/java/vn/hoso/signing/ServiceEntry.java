package vn.hoso.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;

/** A service file that names one provider and lives in memory. */
final class ServiceEntry {
    private ServiceEntry() {}

    static URL url(String provider) throws MalformedURLException {
        return new URL("hoso", "", -1, "/" + provider, new InMemory(provider));
    }

    private static final class InMemory extends URLStreamHandler {
        private final byte[] content;

        InMemory(String provider) {
            content = (provider + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    connected = true;
                }

                @Override
                public InputStream getInputStream() throws IOException {
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }
}

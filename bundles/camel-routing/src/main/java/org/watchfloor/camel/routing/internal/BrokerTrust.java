package org.watchfloor.camel.routing.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.watchfloor.plugin.api.source.SourceException;

/** Whom a broker's certificate must be signed by. */
final class BrokerTrust {
  private static final long MAX_FILE = 1 << 20;

  private BrokerTrust() {}

  /**
   * @param caFile PEM; empty for the authorities that Java trusts
   * @throws SourceException of kind CONFIG if the file cannot be used
   */
  static SSLSocketFactory of(String caFile) throws SourceException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, caFile.isEmpty() ? null : managers(caFile).getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new SourceException(
          SourceException.Kind.CONFIG,
          "caFile: \""
              + caFile
              + "\" is no readable file of certificates in PEM: "
              + Troubles.words(e),
          e);
    }
  }

  private static TrustManagerFactory managers(String caFile)
      throws IOException, GeneralSecurityException {
    Path path = Path.of(caFile);
    if (Files.size(path) > MAX_FILE) {
      throw new IOException("it is larger than " + MAX_FILE + " bytes");
    }
    Collection<? extends Certificate> certificates;
    try (InputStream in = Files.newInputStream(path)) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
    if (certificates.isEmpty()) {
      throw new IOException("it holds no certificate");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}

package org.watchfloor.plugin.simulator.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * HTTPS to the center as the outside world speaks to it. Trusts the certificate in the key store
 * and no other. Thread-safe; starts no thread.
 */
final class CenterClient implements AutoCloseable {
  private static final int MAX_ANSWER = 4 << 20;
  private static final Timeout CONNECT = Timeout.ofSeconds(3);
  private static final Timeout ANSWER = Timeout.ofSeconds(15);

  private final URI center;
  private final CloseableHttpClient client;

  /**
   * What the center answered.
   *
   * @param retryAfter seconds, 0 where it says nothing
   */
  record Reply(int status, byte[] body, int retryAfter) {
    boolean good() {
      return status >= 200 && status < 300;
    }

    /** The center is there and cannot take it now. */
    boolean busy() {
      return status == 429 || status == 503;
    }
  }

  CenterClient(URI center, SSLContext trust) {
    this.center = center;
    client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust))
                    .setMaxConnTotal(2)
                    .setMaxConnPerRoute(2)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setSocketTimeout(ANSWER)
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(ANSWER)
                    .setResponseTimeout(ANSWER)
                    .build())
            .setUserAgent("Watchfloor-Simulator")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .build();
  }

  /**
   * Trust in the certificates of a key store's keys, as its owner serves them.
   *
   * @throws SourceException of kind CONFIG, naming the key
   */
  static SSLContext trust(Settings settings) throws SourceException {
    try (InputStream in = Files.newInputStream(settings.keystore())) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, settings.keystorePassword().toCharArray());
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      for (String alias : Collections.list(keys.aliases())) {
        Certificate certificate = keys.getCertificate(alias);
        if (certificate != null) {
          trusted.setCertificateEntry(alias, certificate);
        }
      }
      if (trusted.size() == 0) {
        throw new SourceException(
            SourceException.Kind.CONFIG, "trust.keystore: holds no certificate");
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new SourceException(
          SourceException.Kind.CONFIG,
          "trust.keystore: cannot be read with .trustPassword ("
              + e.getClass().getSimpleName()
              + ")");
    }
  }

  Reply get(String path, Optional<String> token) throws IOException {
    return send("GET", path, Optional.empty(), "", token);
  }

  /** Sends a body and reads the answer; a slow center is given 15 seconds. */
  Reply send(String method, String path, byte[] body, String type, Optional<String> token)
      throws IOException {
    return send(method, path, Optional.of(body), type, token);
  }

  private Reply send(
      String method, String path, Optional<byte[]> body, String type, Optional<String> token)
      throws IOException {
    HttpUriRequestBase request = new HttpUriRequestBase(method, center.resolve(path));
    token.ifPresent(value -> request.setHeader("Authorization", "Bearer " + value));
    body.ifPresent(bytes -> request.setEntity(new ByteArrayEntity(bytes, ContentType.parse(type))));
    return client.execute(HttpHost.create(center), request, CenterClient::read);
  }

  private static Reply read(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(MAX_ANSWER);
    Header header = response.getFirstHeader("Retry-After");
    String seconds = header == null ? "" : String.valueOf(header.getValue());
    int retryAfter = seconds.matches("\\d{1,4}") ? Integer.parseInt(seconds) : 0;
    return new Reply(response.getCode(), body, retryAfter);
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}

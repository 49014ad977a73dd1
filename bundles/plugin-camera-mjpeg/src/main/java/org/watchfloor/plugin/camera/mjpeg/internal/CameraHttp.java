package org.watchfloor.plugin.camera.mjpeg.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceException.Kind;

/**
 * The HTTP side of one camera: GET with Basic or Digest sign-in (RFC 7617, RFC 7616), one attempt
 * with the password per request. Thread-safe; starts no thread. Every failure is a {@link
 * SourceException} that names the configuration key and never an address, which may carry a secret.
 */
final class CameraHttp implements AutoCloseable {
  private final Settings settings;
  private final Set<HttpGet> running = ConcurrentHashMap.newKeySet();
  private final Object lock = new Object();
  private @Nullable CloseableHttpClient client;
  private volatile boolean closed;

  CameraHttp(Settings settings) {
    this.settings = settings;
  }

  /** One GET and its answer. For one thread, but closed from any, which ends a call that waits. */
  final class Exchange implements AutoCloseable {
    private final String key;
    private final URI address;
    private final HttpGet request;
    private @Nullable ClassicHttpResponse response;

    private Exchange(String key, URI address) {
      this.key = key;
      this.address = address;
      this.request = new HttpGet(address);
    }

    /** Sends the request; returns when the headers of a 200 are there. */
    void open() throws SourceException {
      running.add(request);
      if (closed) {
        request.cancel();
      }
      try {
        response = client().executeOpen(HttpHost.create(address), request, null);
      } catch (IOException e) {
        throw fault(e);
      }
      refuse(key, response);
    }

    String contentType() {
      Header header = response == null ? null : response.getFirstHeader("Content-Type");
      return header == null || header.getValue() == null ? "" : header.getValue();
    }

    InputStream body() throws IOException {
      HttpEntity entity = response == null ? null : response.getEntity();
      return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    /** Says what went wrong while the answer was awaited or read. */
    SourceException fault(IOException e) {
      return CameraHttp.this.fault(key, e);
    }

    /** Drops the connection unless the body was read to its end: a body without end cannot be. */
    @Override
    public void close() {
      running.remove(request);
      request.cancel();
    }
  }

  Exchange exchange(String key, URI address) {
    return new Exchange(key, address);
  }

  /** Ends every request that is under way, with an error for those who wait for it. */
  void cancelAll() {
    running.forEach(HttpGet::cancel);
  }

  @Override
  public void close() {
    closed = true;
    cancelAll();
    synchronized (lock) {
      if (client != null) {
        client.close(CloseMode.IMMEDIATE);
      }
    }
  }

  private void refuse(String key, ClassicHttpResponse response) throws SourceException {
    int code = response.getCode();
    if (code == 200) {
      return;
    }
    if (code == 401) {
      throw new SourceException(
          Kind.AUTH,
          settings.user().isEmpty()
              ? "the camera asks for a sign-in: set user and .password"
              : "the camera refuses user and .password (401)");
    }
    if (code == 403) {
      throw new SourceException(Kind.AUTH, "the camera does not let this user see it (403)");
    }
    if (code >= 300 && code < 400) {
      throw new SourceException(
          Kind.CONFIG,
          key + ": the camera answers that it is elsewhere (" + code + "); set its final address");
    }
    throw new SourceException(Kind.RETRY, key + ": the camera answered with status " + code);
  }

  private SourceException fault(String key, IOException e) {
    String words;
    if (closed) {
      return new SourceException(Kind.RETRY, "closed");
    }
    if (e instanceof SSLException && settings.fingerprint().isEmpty() && untrusted(e)) {
      return new SourceException(
          Kind.CONFIG,
          "trust.certificate: is empty, and the certificate of "
              + key
              + " is from no public authority; set its SHA-256 fingerprint");
    }
    if (e instanceof SSLException && untrusted(e)) {
      return new SourceException(Kind.CONFIG, "trust.certificate: " + rootMessage(e));
    }
    if (e instanceof UnknownHostException) {
      words = "the host name is not known";
    } else if (e instanceof ConnectException) {
      words = "nobody takes the connection; is the camera on, and is this its port?";
    } else if (e instanceof NoHttpResponseException) {
      words = "the camera closed the connection without an answer";
    } else if (e instanceof SocketTimeoutException) {
      words = "nothing came for " + settings.timeout().toSeconds() + " s";
    } else if (e instanceof SSLException) {
      words = "TLS failed: " + e.getMessage();
    } else {
      words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
    return new SourceException(Kind.RETRY, key + ": " + words);
  }

  private static boolean untrusted(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    for (Throwable t = e; t != null; t = t.getCause()) {
      root = t;
    }
    return String.valueOf(root.getMessage());
  }

  /** Made with the first request: loading its classes takes longer than opening a source may. */
  private CloseableHttpClient client() throws SourceException {
    synchronized (lock) {
      if (client == null) {
        client = build();
      }
      return client;
    }
  }

  private CloseableHttpClient build() throws SourceException {
    Timeout timeout = Timeout.of(settings.timeout());
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    if (!settings.user().isEmpty()) {
      settings.snapshot().ifPresent(address -> allow(credentials, address));
      settings.stream().ifPresent(address -> allow(credentials, address));
    }
    return HttpClients.custom()
        .setConnectionManager(connections(timeout))
        .setDefaultCredentialsProvider(credentials)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(timeout)
                .setTargetPreferredAuthSchemes(
                    List.of(StandardAuthScheme.DIGEST, StandardAuthScheme.BASIC))
                .build())
        .setUserAgent("Watchfloor")
        // A redirect could carry the password to another host.
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .build();
  }

  private void allow(BasicCredentialsProvider credentials, URI address) {
    credentials.setCredentials(
        new AuthScope(HttpHost.create(address)),
        new UsernamePasswordCredentials(settings.user(), settings.password().toCharArray()));
  }

  private PoolingHttpClientConnectionManager connections(Timeout timeout) throws SourceException {
    PoolingHttpClientConnectionManagerBuilder builder =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(4)
            .setMaxConnPerRoute(4)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout)
                    .setSocketTimeout(timeout)
                    // Cameras drop idle connections at will: look before each use.
                    .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                    .build());
    if (!settings.fingerprint().isEmpty()) {
      try {
        builder.setTlsSocketStrategy(
            new DefaultClientTlsStrategy(
                PinnedCertificate.context(settings.fingerprint()),
                HostnameVerificationPolicy.CLIENT,
                NoopHostnameVerifier.INSTANCE));
      } catch (GeneralSecurityException e) {
        throw new SourceException(Kind.CONFIG, "trust.certificate: TLS is not available", e);
      }
    }
    return builder.build();
  }
}

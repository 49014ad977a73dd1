package org.watchfloor.toolkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceException.Kind;

/**
 * The HTTP side of one device: GET with Basic or Digest sign-in (RFC 7617, RFC 7616), one attempt
 * with the password per request, because devices lock an account after a few. Thread-safe; starts
 * no thread. Every failure is a {@link SourceException} that names the configuration key and never
 * an address, which may carry a secret.
 */
public final class DeviceHttp implements AutoCloseable {
  private final Access access;
  private final Set<HttpGet> running = ConcurrentHashMap.newKeySet();
  private final Object lock = new Object();
  private @Nullable CloseableHttpClient client;
  private volatile boolean closed;

  public DeviceHttp(Access access) {
    this.access = access;
  }

  /** One GET and its answer. For one thread, but closed from any, which ends a call that waits. */
  public final class Exchange implements AutoCloseable {
    private final Target target;
    private final HttpGet request;
    private @Nullable ClassicHttpResponse response;

    private Exchange(Target target) {
      this.target = target;
      this.request = new HttpGet(target.address());
    }

    /**
     * Sends the request; returns when the headers of a 200 are there.
     *
     * @throws SourceException of kind AUTH for 401 and 403, CONFIG for what another address would
     *     help, RETRY for the rest
     */
    public void open() throws SourceException {
      running.add(request);
      if (closed) {
        request.cancel();
      }
      try {
        response = client().executeOpen(HttpHost.create(target.address()), request, null);
      } catch (IOException e) {
        throw fault(e);
      }
      refuse(target, response.getCode());
    }

    /** As sent, with parameters; empty where there is none. */
    public String contentType() {
      Header header = response == null ? null : response.getFirstHeader("Content-Type");
      return header == null || header.getValue() == null ? "" : header.getValue();
    }

    public InputStream body() throws IOException {
      HttpEntity entity = response == null ? null : response.getEntity();
      return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    /** Says what went wrong while the answer was awaited or read. */
    public SourceException fault(IOException e) {
      return closed
          ? new SourceException(Kind.RETRY, "closed")
          : Faults.of(e, access, target.key());
    }

    /** Drops the connection unless the body was read to its end: a body without end cannot be. */
    @Override
    public void close() {
      running.remove(request);
      request.cancel();
    }
  }

  /** One request, which is not sent before it is opened. */
  public Exchange exchange(Target target) {
    return new Exchange(target);
  }

  /** Ends every request that is under way, with an error for those who wait for it. */
  public void cancelAll() {
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

  private void refuse(Target target, int code) throws SourceException {
    if (code == 200) {
      return;
    }
    if (code == 401) {
      throw new SourceException(
          Kind.AUTH,
          access.user().isEmpty()
              ? "the " + access.noun() + " asks for a sign-in: set user and .password"
              : "the " + access.noun() + " refuses user and .password (401)");
    }
    if (code == 403) {
      throw new SourceException(
          Kind.AUTH,
          "the %1$s does not let this user do it (403); give the right at the %1$s"
              .formatted(access.noun()));
    }
    boolean elsewhere = code >= 300 && code < 400;
    if (target.ofProtocol() && (code == 404 || elsewhere)) {
      throw new SourceException(
          Kind.CONFIG,
          "%s: what is there does not speak this protocol (%d); is it the %s?"
              .formatted(target.key(), code, access.noun()));
    }
    if (elsewhere) {
      throw new SourceException(
          Kind.CONFIG,
          "%s: the %s answers that it is elsewhere (%d); set its final address"
              .formatted(target.key(), access.noun(), code));
    }
    throw new SourceException(
        Kind.RETRY,
        "%s: the %s answered with status %d".formatted(target.key(), access.noun(), code));
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
    return HttpClients.custom()
        .setConnectionManager(connections())
        .setDefaultCredentialsProvider(credentials())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(access.connect()))
                .setResponseTimeout(Timeout.of(access.silence()))
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

  private BasicCredentialsProvider credentials() {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    if (!access.user().isEmpty()) {
      for (URI host : access.hosts()) {
        credentials.setCredentials(
            new AuthScope(HttpHost.create(host)),
            new UsernamePasswordCredentials(access.user(), access.password().toCharArray()));
      }
    }
    return credentials;
  }

  private PoolingHttpClientConnectionManager connections() throws SourceException {
    PoolingHttpClientConnectionManagerBuilder builder =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(4)
            .setMaxConnPerRoute(4)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(access.connect()))
                    .setSocketTimeout(Timeout.of(access.silence()))
                    // Cameras drop idle connections at will: look before each use.
                    .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                    .build());
    if (!access.fingerprint().isEmpty()) {
      try {
        builder.setTlsSocketStrategy(
            new DefaultClientTlsStrategy(
                PinnedCertificate.context(access.fingerprint()),
                HostnameVerificationPolicy.CLIENT,
                NoopHostnameVerifier.INSTANCE));
      } catch (GeneralSecurityException e) {
        throw new SourceException(Kind.CONFIG, "trust.certificate: TLS is not available", e);
      }
    }
    return builder.build();
  }
}

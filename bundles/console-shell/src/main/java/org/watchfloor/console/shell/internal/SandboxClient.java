package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;

/**
 * The REST interface of a sandbox. Thread-safe. Neither the token nor what was sent is in any
 * message.
 */
final class SandboxClient {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int MAX_REASON = 300;

  private final URI base;
  private final String token;
  private final HttpClient http;

  /**
   * @throws IllegalArgumentException if the address is not {@code https://host:port}
   */
  SandboxClient(String url, String token) {
    URI uri = URI.create(url.endsWith("/") ? url : url + "/");
    if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException("into: " + url + " is not https://<host>:<port>");
    }
    this.base = uri;
    this.token = token;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT);
    if (isThisMachine(uri.getHost())) {
      builder.sslContext(trusting());
    }
    this.http = builder.build();
  }

  private static boolean isThisMachine(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (IOException e) {
      throw new IllegalArgumentException("into: there is no host " + host, e);
    }
  }

  /**
   * @throws IllegalStateException if the center there is no sandbox, or cannot be reached
   */
  void check() throws InterruptedException {
    if (!get("replay").path("sandbox").asBoolean()) {
      throw new IllegalStateException(
          "the center at "
              + base
              + " is not a sandbox: it has not sandbox = true in etc/org.watchfloor.sandbox.cfg."
              + " Nothing was sent.");
    }
  }

  long head() throws InterruptedException {
    return get("replay").path("head").asLong();
  }

  JsonNode get(String path) throws InterruptedException {
    return send(request(path).GET().build());
  }

  JsonNode post(String path, JsonNode body) throws InterruptedException {
    String text = Json.text(body);
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(text, StandardCharsets.UTF_8))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve("api/v1/" + path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            base + " answered " + answer.statusCode() + ": " + reason(answer.body()));
      }
      return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(base + " cannot be reached: " + e.getMessage(), e);
    } catch (JsonFault e) {
      throw new IllegalStateException(base + " did not answer as a center does", e);
    }
  }

  private static String reason(String body) {
    try {
      String detail = Json.parse(body.getBytes(StandardCharsets.UTF_8)).path("detail").asText();
      return detail.length() > MAX_REASON ? detail.substring(0, MAX_REASON) : detail;
    } catch (JsonFault e) {
      return "no reason given";
    }
  }

  /** A new center's certificate is its own, and nobody stands between two of one machine. */
  private static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS is not available: " + e.getMessage(), e);
    }
  }

  /** With the engine in the call Java leaves the host's name to the manager as well. */
  private static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

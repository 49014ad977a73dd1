package org.watchfloor.plugin.simulator.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An HTTPS server on loopback that records what it is sent and answers as a center does. */
final class TestCenter implements AutoCloseable {
  static final String PASSWORD = "password-of-store";

  final List<Request> requests = new CopyOnWriteArrayList<>();
  final Queue<Integer> hookAnswers = new ConcurrentLinkedQueue<>(new ArrayDeque<>());
  volatile String cameras = "{\"items\":[]}";
  volatile String hotLists = "{\"items\":[]}";
  volatile int apiStatus = 200;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  record Request(String method, String path, String authorization, byte[] body) {
    Map<String, Object> json() throws IOException {
      return JSON.std.mapFrom(body);
    }
  }

  TestCenter(Path keystore) throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(keystore)));
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** A self-signed certificate as the launcher makes it. */
  static Path keystore(Path file) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "https",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "10",
                "-storetype",
                "PKCS12",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String words = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(words);
    }
    return file;
  }

  String address() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  List<Request> requests(String method, String beginning) {
    return requests.stream()
        .filter(r -> r.method().equals(method) && r.path().startsWith(beginning))
        .toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    byte[] body = exchange.getRequestBody().readAllBytes();
    int status = 200;
    String text = "{}";
    if (path.startsWith("/hooks/")) {
      Integer planned = hookAnswers.poll();
      status = planned == null ? 204 : planned;
      if (status == 429) {
        exchange.getResponseHeaders().set("Retry-After", "1");
      }
    } else if (path.startsWith("/api/")) {
      status = apiStatus;
      boolean get = exchange.getRequestMethod().equals("GET");
      text = !get ? "{}" : path.startsWith("/api/v1/cameras") ? cameras : hotLists;
    }
    requests.add(
        new Request(exchange.getRequestMethod(), path, String.valueOf(authorization), body));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
    if (status != 204) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private static SSLContext tls(Path keystore) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

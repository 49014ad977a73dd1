package org.watchfloor.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP device on loopback that answers one request without end, behind a Digest sign-in (RFC
 * 7616, MD5, {@code auth}); the test writes the bytes. Thread-safe.
 */
public final class StreamingDevice implements FakeDevice {
  private static final String REALM = "a device of the kit";
  private static final String NONCE = "4f5a1b";
  private static final Pattern FIELD = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]+))");

  private final HttpServer server;
  private final String contentType;
  private final String user;
  private final String password;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger contacts = new AtomicInteger();

  /**
   * Guarded by itself from the headers on: who has been told that the stream begins is one of them.
   */
  private final List<Client> clients = new ArrayList<>();

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch connected = new CountDownLatch(1);
  private volatile Mode mode = Mode.GOOD;

  /** Someone who reads the stream. */
  private record Client(HttpExchange exchange, OutputStream out) {}

  /**
   * @param path of the stream; 404 elsewhere
   * @param contentType of the answer, with its boundary
   */
  public StreamingDevice(String path, String contentType, String user, String password)
      throws IOException {
    this.contentType = contentType;
    this.user = user;
    this.password = password;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(path, this::handle);
    server.start();
  }

  /** {@code http://127.0.0.1:port}. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Path and query of the requests that were let in, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Writes bytes as they are to all who read, and waits for the first of them. */
  public void send(byte[] bytes) {
    try {
      if (!connected.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody reads the stream");
      }
      for (Client client : clients()) {
        client.out().write(bytes);
        client.out().flush();
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Cuts every connection without a word; takes new ones. */
  public void cut() {
    List<Client> all = clients();
    all.forEach(client -> client.exchange().close());
    synchronized (clients) {
      clients.removeAll(all);
    }
  }

  /** A copy: a write may wait for its reader, and must not keep others out meanwhile. */
  private List<Client> clients() {
    synchronized (clients) {
      return List.copyOf(clients);
    }
  }

  @Override
  public void behave(Mode next) {
    mode = next;
  }

  @Override
  public int contacts() {
    return contacts.get();
  }

  @Override
  public void close() {
    closed.countDown();
    cut();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    contacts.incrementAndGet();
    if (mode == Mode.SILENT) {
      stall(exchange);
    } else if (mode == Mode.WRONG_PASSWORD || !isSignedIn(exchange)) {
      String challenge = "Digest qop=\"auth\", realm=\"" + REALM + "\", nonce=\"" + NONCE + "\"";
      exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
      exchange.sendResponseHeaders(401, -1);
      exchange.close();
    } else {
      asked.add(exchange.getRequestURI().toString());
      exchange.getResponseHeaders().set("Content-Type", contentType);
      synchronized (clients) {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        clients.add(new Client(exchange, exchange.getResponseBody()));
      }
      connected.countDown();
    }
  }

  private void stall(HttpExchange exchange) {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private boolean isSignedIn(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null || !header.startsWith("Digest ")) {
      return false;
    }
    Map<String, String> fields = new HashMap<>();
    Matcher matcher = FIELD.matcher(header);
    while (matcher.find()) {
      fields.put(matcher.group(1), matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
    }
    String expected =
        md5(
            String.join(
                ":",
                md5(user + ":" + REALM + ":" + password),
                NONCE,
                fields.getOrDefault("nc", ""),
                fields.getOrDefault("cnonce", ""),
                fields.getOrDefault("qop", ""),
                md5("GET:" + exchange.getRequestURI())));
    return user.equals(fields.get("username")) && expected.equals(fields.get("response"));
  }

  private static String md5(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

package org.watchfloor.plugin.plate.hikvision.internal;

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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.watchfloor.testkit.EventDevice;
import org.watchfloor.testkit.Samples;

/** A camera on loopback: its stream of alerts behind a Digest sign-in (RFC 7616, MD5, auth). */
final class HikvisionDevice implements EventDevice {
  static final String USER = "rtcc";
  private static final String NONCE = "4f5a1b";
  private static final Pattern FIELD = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]+))");

  private final HttpServer server;
  private final String password;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger contacts = new AtomicInteger();
  private final AtomicInteger events = new AtomicInteger();
  private final List<Client> clients = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch connected = new CountDownLatch(1);
  private final String alert;
  private volatile Mode mode = Mode.GOOD;
  private volatile byte[] last = new byte[0];

  /** Someone who reads the stream. */
  private record Client(HttpExchange exchange, OutputStream out) {}

  HikvisionDevice(String password) throws IOException {
    this.password = password;
    String own = new String(Samples.own(HikvisionDevice.class, "anpr.xml"), StandardCharsets.UTF_8);
    alert = own.replace("<picNum>2", "<picNum>0");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/ISAPI/Event/notification/alertStream", this::handle);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    contacts.incrementAndGet();
    try {
      if (mode == Mode.SILENT) {
        closed.await();
      } else if (mode == Mode.WRONG_PASSWORD || !isSignedIn(exchange)) {
        exchange
            .getResponseHeaders()
            .set(
                "WWW-Authenticate",
                "Digest qop=\"auth\", realm=\"IP Camera(C1)\", nonce=\"" + NONCE + "\"");
        exchange.sendResponseHeaders(401, -1);
        exchange.close();
      } else {
        exchange.getResponseHeaders().set("Content-Type", "multipart/mixed; boundary=boundary");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        clients.add(new Client(exchange, exchange.getResponseBody()));
        connected.countDown();
      }
    } catch (InterruptedException e) {
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
    String a1 = md5(USER + ":IP Camera(C1):" + password);
    String a2 = md5("GET:" + fields.get("uri"));
    String expected =
        md5(
            String.join(
                ":", a1, NONCE, fields.get("nc"), fields.get("cnonce"), fields.get("qop"), a2));
    return USER.equals(fields.get("username")) && expected.equals(fields.get("response"));
  }

  private static String md5(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Bytes of the stream, as they are. */
  void send(byte[] bytes) {
    try {
      if (!connected.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody reads the stream");
      }
      for (Client client : clients) {
        client.out().write(bytes);
        client.out().flush();
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public List<String> happen(int times) {
    List<String> keys = new ArrayList<>();
    List<byte[]> bodies = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      String key = "20261124-0000-" + (1_000_000 + events.incrementAndGet());
      keys.add(key);
      last = Bodies.xml(Bodies.text(alert.replace("20261124-0000-0001", key)));
      bodies.add(last);
      if (bodies.size() == 100) {
        send(Bodies.join(bodies.toArray(new byte[0][])));
        bodies.clear();
      }
    }
    send(Bodies.join(bodies.toArray(new byte[0][])));
    return keys;
  }

  @Override
  public void repeat() {
    send(last);
  }

  @Override
  public void cut() {
    clients.forEach(client -> client.exchange().close());
    clients.clear();
  }

  @Override
  public Optional<Set<String>> acknowledged() {
    return Optional.empty();
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
}

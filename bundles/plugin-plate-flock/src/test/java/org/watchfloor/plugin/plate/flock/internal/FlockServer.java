package org.watchfloor.plugin.plate.flock.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.watchfloor.testkit.FakeDevice;

/**
 * The vendor's API on loopback, as its OpenAPI says: token, subscriptions, custom hot lists, and a
 * place for pictures. Thread-safe.
 */
final class FlockServer implements FakeDevice {
  static final String CLIENT = "client-of-the-test";
  private static final int PAGE = 3;

  private final HttpServer server;
  private final String secret;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger contacts = new AtomicInteger();
  private final AtomicInteger tokens = new AtomicInteger();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> pictures = new ConcurrentHashMap<>();

  /** By id. */
  final Map<String, Map<String, Object>> subscriptions = new ConcurrentHashMap<>();

  /** By name; entries by id. */
  final Map<String, Map<String, Map<String, Object>>> hotLists = new ConcurrentHashMap<>();

  /** Answers that are given instead, once each, in order: status and Retry-After. */
  final List<int[]> refusals = new CopyOnWriteArrayList<>();

  /** What is answered to every call of the API instead, if it is not empty. */
  volatile String nonsense = "";

  /** What such an answer says. */
  volatile String words = "not now";

  private volatile Mode mode = Mode.GOOD;
  private volatile String token = "";

  FlockServer(String secret) throws IOException {
    this.secret = secret;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Method and path of the requests since the last look, without the token's. */
  List<String> asked() {
    List<String> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  int tokens() {
    return tokens.get();
  }

  /** From now on the token that was given is refused. */
  void forgetToken() {
    token = "another";
  }

  String picture(String path, byte[] bytes) {
    pictures.put(path, bytes);
    return address() + path;
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
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    contacts.incrementAndGet();
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    if (mode == Mode.SILENT) {
      stall(exchange);
    } else if (path.equals("/oauth/token")) {
      token(exchange, new String(body, StandardCharsets.UTF_8));
    } else if (pictures.containsKey(path)) {
      send(exchange, 200, pictures.get(path));
    } else {
      api(exchange, path, body);
    }
  }

  private void stall(HttpExchange exchange) {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private void token(HttpExchange exchange, String form) throws IOException {
    tokens.incrementAndGet();
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : form.split("&")) {
      String[] both = pair.split("=", 2);
      fields.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
    }
    boolean good =
        Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                CLIENT,
                "client_secret",
                secret,
                "audience",
                "com.flocksafety.integrations")
            .equals(fields);
    if (mode == Mode.WRONG_PASSWORD || !good) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      send(exchange, 401, Map.of("error", "access_denied"));
      return;
    }
    token = "token-" + UUID.randomUUID();
    send(
        exchange, 200, Map.of("access_token", token, "token_type", "Bearer", "expires_in", 86_400));
  }

  private void api(HttpExchange exchange, String path, byte[] body) throws IOException {
    String bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!bearer.equals("Bearer " + token)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      send(exchange, 401, Map.of("message", "expired"));
      return;
    }
    String what = path.replace("/api/v3", "");
    asked.add(exchange.getRequestMethod() + " " + what);
    if (!nonsense.isEmpty()) {
      send(exchange, 200, nonsense.getBytes(StandardCharsets.UTF_8));
    } else if (!refusals.isEmpty()) {
      int[] refusal = refusals.remove(0);
      exchange.getResponseHeaders().set("Retry-After", String.valueOf(refusal[1]));
      send(exchange, refusal[0], Map.of("message", words));
    } else if (what.startsWith("/integrations/lpr/alerts/subscriptions")) {
      subscriptions(exchange, what.replaceAll(".*/subscriptions/?", ""), body);
    } else if (what.startsWith("/hotlists")) {
      hotLists(exchange, what.split("/"), body);
    } else {
      send(exchange, 404, Map.of("message", "no such path"));
    }
  }

  private void subscriptions(HttpExchange exchange, String id, byte[] body) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "GET" -> {
        if (id.isEmpty()) {
          send(exchange, 200, List.copyOf(subscriptions.values()));
        } else {
          found(exchange, subscriptions.get(id));
        }
      }
      case "POST" -> {
        Map<String, Object> made = JSON.std.mapFrom(body);
        made.put("id", UUID.randomUUID().toString());
        subscriptions.put(String.valueOf(made.get("id")), made);
        send(exchange, 201, made);
      }
      case "PUT" -> {
        Map<String, Object> wanted = JSON.std.mapFrom(body);
        found(exchange, subscriptions.replace(String.valueOf(wanted.get("id")), wanted));
      }
      default -> {
        boolean there = subscriptions.remove(id) != null;
        send(exchange, there ? 204 : 404, new byte[0]);
      }
    }
  }

  private static void found(HttpExchange exchange, Object one) throws IOException {
    send(exchange, one == null ? 404 : 200, one == null ? Map.of("message", "none") : one);
  }

  /** The id of a list is its name here. */
  private void hotLists(HttpExchange exchange, String[] path, byte[] body) throws IOException {
    if (path.length == 2 && exchange.getRequestMethod().equals("GET")) {
      List<Object> all = new ArrayList<>();
      hotLists.keySet().forEach(name -> all.add(Map.of("id", name, "name", name)));
      send(exchange, 200, all);
    } else if (path.length == 2) {
      String name = String.valueOf(JSON.std.mapFrom(body).get("name"));
      hotLists.put(name, new LinkedHashMap<>());
      send(exchange, 201, Map.of("id", name));
    } else {
      entries(exchange, hotLists.get(path[2]), path, body);
    }
  }

  private static void entries(
      HttpExchange exchange, Map<String, Map<String, Object>> list, String[] path, byte[] body)
      throws IOException {
    if (list == null) {
      send(exchange, 404, Map.of("message", "no such list"));
    } else if (path.length == 4) {
      page(exchange, list);
    } else if (path[4].equals("deleteBatch")) {
      ((List<?>) JSON.std.mapFrom(body).get("ids")).forEach(list::remove);
      send(exchange, 200, new byte[0]);
    } else {
      add(exchange, list, (List<?>) JSON.std.mapFrom(body).get("entries"));
    }
  }

  private static void page(HttpExchange exchange, Map<String, Map<String, Object>> list)
      throws IOException {
    String query = exchange.getRequestURI().getQuery();
    int from = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=", "")) : 0;
    List<Map<String, Object>> all = new ArrayList<>(list.values());
    int to = Math.min(all.size(), from + PAGE);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("entries", all.subList(from, to));
    page.put("totalResults", all.size());
    page.put("nextPage", to < all.size() ? String.valueOf(to) : null);
    send(exchange, 200, page);
  }

  /** As the OpenAPI says of {@code addBatch}: normalised, and a duplicate is refused. */
  private static void add(
      HttpExchange exchange, Map<String, Map<String, Object>> list, List<?> entries)
      throws IOException {
    Map<String, Map<String, Object>> more = new LinkedHashMap<>();
    for (Object one : entries) {
      Map<String, Object> entry = new LinkedHashMap<>();
      ((Map<?, ?>) one).forEach((name, value) -> entry.put(String.valueOf(name), value));
      String plate = String.valueOf(entry.get("plate")).strip().replace('O', '0');
      entry.put("plate", plate);
      entry.put("id", "id-" + plate);
      if (more.put("id-" + plate, entry) != null) {
        send(exchange, 400, Map.of("message", "duplicate plate", "field", "entries"));
        return;
      }
    }
    more.forEach(list::putIfAbsent);
    send(exchange, 200, Map.of("entries", List.copyOf(more.values())));
  }

  private static void send(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = body instanceof byte[] raw ? raw : JSON.std.asBytes(body);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }
}

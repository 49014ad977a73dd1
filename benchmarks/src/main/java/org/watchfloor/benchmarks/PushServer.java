package org.watchfloor.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.json.EntryJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Severity;

/**
 * One server that pushes alerts to all who have connected, in a JVM of its own so that its
 * processor time is its own. Told by lines: {@code push}, {@code cpu}; answers with a line.
 */
final class PushServer {
  static final String TOKEN = "a-token-of-this-run";

  /** Pushes one alert to all. */
  @FunctionalInterface
  private interface Push {
    void alert(int number) throws Exception;
  }

  private PushServer() {}

  /**
   * @param args {@code raw}, {@code jetty} or {@code ours}
   */
  public static void main(String[] args) throws Exception {
    Push push =
        switch (args[0]) {
          case "raw" -> raw();
          case "jetty" -> jetty();
          default -> ours();
        };
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int number = 0;
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      if (line.equals("push")) {
        number++;
        push.alert(number);
      } else {
        System.out.println(system.getProcessCpuTime());
      }
    }
    System.exit(0);
  }

  static Alert alert(int number) {
    return new Alert(
        "gunshot-" + number,
        "gunshot.detected",
        Severity.CRITICAL,
        "Gunshot, 3 rounds",
        "Sensor field 7, Liberty Street at Fourth Street, confidence 0.94",
        Instant.parse("2026-11-24T14:05:09Z"),
        Optional.of(new GeoPoint(36.0999, -80.2442, 25)),
        List.of((long) number),
        "gunshot-downtown",
        List.of(),
        Map.of("rounds", "3", "confidence", "0.94", "sensor", "field-7"));
  }

  private static byte[] frame(int number) {
    String data = Json.text(EntryJson.write(new AlertEntry(number, Instant.now(), alert(number))));
    return ("id: " + number + "\nevent: alert\ndata: " + data + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Nothing but non-blocking writes of the event to each socket. */
  private static Push raw() throws Exception {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress("127.0.0.1", 0), 2_000);
    List<SocketChannel> clients = Collections.synchronizedList(new ArrayList<>());
    Thread acceptor =
        new Thread(
            () -> {
              try {
                while (true) {
                  SocketChannel client = server.accept();
                  client.read(ByteBuffer.allocate(1_024));
                  client.write(ByteBuffer.wrap(": begun\n\n".getBytes(StandardCharsets.US_ASCII)));
                  client.configureBlocking(false);
                  clients.add(client);
                }
              } catch (java.io.IOException e) {
                e.printStackTrace();
              }
            });
    acceptor.setDaemon(true);
    acceptor.start();
    System.out.println(server.socket().getLocalPort());
    return number -> {
      byte[] bytes = frame(number);
      ByteBuffer frame = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
      for (SocketChannel client : clients) {
        client.write(frame.duplicate());
      }
    };
  }

  private static Server jetty(Handler handler) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setAcceptQueueSize(2_000);
    connector.setIdleTimeout(600_000);
    server.addConnector(connector);
    server.setHandler(handler);
    server.start();
    System.out.println(connector.getLocalPort());
    return server;
  }

  /** Jetty's own handler and response, without servlets: chunks of HTTP/1.1. */
  private static Push jetty() throws Exception {
    List<Response> clients = Collections.synchronizedList(new ArrayList<>());
    jetty(
        new Handler.Abstract.NonBlocking() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            response.getHeaders().put("Content-Type", "text/event-stream");
            Content.Sink.write(response, false, ": begun\n\n", Callback.NOOP);
            clients.add(response);
            return true;
          }
        });
    return number -> {
      byte[] bytes = frame(number);
      ByteBuffer frame = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
      for (Response client : clients) {
        client.write(false, frame.duplicate(), Callback.NOOP);
      }
    };
  }

  /** An alert published on the bus, on disk, and on the event stream of the REST servlet. */
  private static Push ours() throws Exception {
    AlertBus bus = Ours.bus(Ours.journal(Files.createTempDirectory("watchfloor-push")));
    ServletHolder holder = new ServletHolder(Ours.rest(bus, TOKEN));
    holder.setAsyncSupported(true);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(holder, "/api/*");
    jetty(context);
    return number -> bus.publish("bench", alert(number)).toCompletableFuture().join();
  }
}

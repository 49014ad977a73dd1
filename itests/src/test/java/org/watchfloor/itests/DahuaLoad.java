package org.watchfloor.itests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.watchfloor.core.api.bus.AlertBus;

/**
 * A camera whose stream of events is read. It keeps nothing: what it says while nobody listens is
 * lost, and what it said to somebody must not come twice.
 */
final class DahuaLoad extends PluginLoad {
  private final Arrivals arrivals;
  private final HttpServer device;
  private final ExecutorService handlers = Executors.newCachedThreadPool();
  private volatile OutputStream stream;
  private int arrived;

  DahuaLoad(String plugin, AlertBus bus) throws IOException {
    super(plugin);
    this.arrivals = new Arrivals(bus, source(), "plate.read");
    device = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    device.createContext("/cgi-bin/", this::open);
    device.setExecutor(handlers);
    device.start();
  }

  private void open(HttpExchange exchange) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Type", "multipart/x-mixed-replace; boundary=myboundary");
    exchange.sendResponseHeaders(200, 0);
    stream = exchange.getResponseBody();
  }

  @Override
  String configuration(Path etc) {
    return "address = http://127.0.0.1:" + device.getAddress().getPort() + "\n";
  }

  @Override
  boolean work(int number) throws IOException {
    OutputStream to = stream;
    if (to == null) {
      return false;
    }
    Instant at = Instant.now();
    String event =
        """
        Code=TrafficJunction;action=Pulse;index=0;data={"EventID": %d, "RealUTC": %d, "UTCMS": %d,
         "TrafficCar": {"MachineName": "life", "PlateNumber": "%s"}}
        """
            .formatted(
                number, at.getEpochSecond(), at.getNano() / 1_000_000, Arrivals.plate(number));
    byte[] body = event.getBytes(UTF_8);
    String head =
        "--myboundary\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
            .formatted(body.length);
    synchronized (device) {
      to.write(head.getBytes(UTF_8));
      to.write(body);
      to.write("\r\n".getBytes(UTF_8));
      to.flush();
    }
    int now = arrivals.all().size();
    boolean more = now > arrived;
    arrived = now;
    return more;
  }

  @Override
  void everythingAcknowledgedIsThereOnce() {
    arrivals.eachOnceAndNoneMissing(Set.of());
  }

  @Override
  public void close() {
    super.close();
    device.stop(0);
    handlers.shutdownNow();
  }
}

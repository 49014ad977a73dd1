package org.watchfloor.itests;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.harness.Loopback;

/** A vendor that posts: what is acknowledged must be in the journal once. */
class HookLoad extends PluginLoad {
  private final HttpClient http = Loopback.client();
  private final HookMessage message;
  private final Arrivals arrivals;
  private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();

  HookLoad(String plugin, AlertBus bus, HookMessage message) {
    super(plugin);
    this.message = message;
    this.arrivals = new Arrivals(bus, source(), message.kind());
  }

  @Override
  String configuration(Path etc) {
    return ".secret = " + SECRET + "\n" + message.keys();
  }

  /** The secret where it does not stand in the URL. */
  void prove(HttpRequest.Builder request) {
    request.header("Authorization", "Token " + SECRET);
  }

  @Override
  boolean work(int number) throws Exception {
    URI hook =
        URI.create(
            "https://localhost:%s/hooks/%s%s"
                .formatted(
                    System.getProperty("rtcc.https.port"),
                    source(),
                    message.token() ? "" : "/" + SECRET));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(hook)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", message.contentType())
            .POST(HttpRequest.BodyPublishers.ofByteArray(message.body(number)));
    if (message.token()) {
      prove(request);
    }
    HttpResponse<Void> answer = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
    boolean taken = answer.statusCode() / 100 == 2;
    if (taken) {
      acknowledged.add(number);
    }
    return taken;
  }

  @Override
  void everythingAcknowledgedIsThereOnce() {
    arrivals.eachOnceAndNoneMissing(acknowledged);
  }
}

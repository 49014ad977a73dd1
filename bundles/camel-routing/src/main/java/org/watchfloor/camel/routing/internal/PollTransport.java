package org.watchfloor.camel.routing.internal;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * Asks vendors' addresses again and again. One HTTP client for all, so that a source needs no
 * thread of its own. Thread-safe.
 */
@Component(service = PollTransport.class)
public final class PollTransport implements Transport<Inbound.Poll> {
  private final Workshop workshop;
  private final ExecutorService executor =
      new ThreadPoolExecutor(
          0,
          64,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          new NamedThreads("watchfloor-routing-poll"),
          new ThreadPoolExecutor.CallerRunsPolicy());
  private @Nullable HttpClient client;

  @Activate
  public PollTransport(@Reference Workshop workshop) {
    this.workshop = workshop;
  }

  @Override
  public AutoCloseable open(String sourceId, Inbound.Poll inbound, GuardedDecoder decoder)
      throws SourceException {
    Intake intake = Intakes.open("poll", sourceId, decoder, workshop);
    LinkState link = new LinkState(sourceId, decoder, "has not been answered yet");
    Poller poller = new Poller(inbound, client(), intake, link, workshop);
    poller.start();
    return poller;
  }

  /** Made when the first source asks for it: most centers have none. */
  private synchronized HttpClient client() {
    HttpClient made = client;
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .executor(executor)
              .followRedirects(HttpClient.Redirect.NEVER)
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofMillis(workshop.config().timeout_ms()))
              .build();
      client = made;
    }
    return made;
  }

  @Deactivate
  synchronized void deactivate() {
    client = null; // its thread ends when it is collected
    executor.shutdown();
  }
}

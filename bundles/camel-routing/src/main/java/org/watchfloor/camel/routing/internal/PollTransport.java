package org.watchfloor.camel.routing.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/** Asks vendors' addresses again and again; a source has a thread while it asks. Thread-safe. */
@Component(service = PollTransport.class)
public final class PollTransport implements Transport<Inbound.Poll> {
  private final Workshop workshop;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          new NamedThreads("watchfloor-routing-poll"));

  @Activate
  public PollTransport(@Reference Workshop workshop) {
    this.workshop = workshop;
  }

  @Override
  public AutoCloseable open(String sourceId, Inbound.Poll inbound, GuardedDecoder decoder)
      throws SourceException {
    PollClient client = new PollClient(inbound, workshop.config().timeout_ms());
    Intake intake = Intakes.open("poll", sourceId, decoder, workshop);
    LinkState link = new LinkState(sourceId, decoder, "has not been answered yet");
    Poller poller = new Poller(inbound, client, intake, link, workshop, threads);
    poller.start();
    return poller;
  }

  @Deactivate
  void deactivate() {
    threads.shutdown();
  }
}

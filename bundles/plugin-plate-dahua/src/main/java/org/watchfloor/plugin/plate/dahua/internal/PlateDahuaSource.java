package org.watchfloor.plugin.plate.dahua.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.toolkit.http.Delivery;
import org.watchfloor.toolkit.http.PartStream;
import org.watchfloor.toolkit.http.PictureJoiner;

/** One camera's stream of events. Thread-safe. */
final class PlateDahuaSource implements Source {
  private final Settings settings;
  private final Delivery delivery;
  private final PictureJoiner joiner;
  private final PartStream stream;

  PlateDahuaSource(Settings settings, SourceContext context) {
    this.settings = settings;
    this.delivery = new Delivery(context);
    this.joiner = new PictureJoiner(context, new TrafficReads(settings), delivery);
    this.stream =
        new PartStream(settings.device(), settings.target(), context, Settings.MAX_BYTES, joiner);
  }

  @Override
  public void start() throws SourceException, InterruptedException {
    stream.start();
  }

  @Override
  public Map<String, Object> diagnostics() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("pictures", settings.pictures());
    facts.put("parts", stream.parts());
    facts.put("readsKept", delivery.kept());
    facts.put("readsRefused", delivery.refused());
    facts.put("malformed", joiner.malformed());
    return facts;
  }

  @Override
  public void close() {
    delivery.close();
    stream.close();
  }
}

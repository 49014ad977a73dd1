package org.watchfloor.plugin.plate.hikvision.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.toolkit.http.Delivery;
import org.watchfloor.toolkit.http.PartStream;
import org.watchfloor.toolkit.http.PictureJoiner;

/** One camera or recorder: its stream of alerts, its posts, or both. Thread-safe. */
final class PlateHikvisionSource implements Source {
  private static final String STREAM = "/ISAPI/Event/notification/alertStream";

  private final Settings settings;
  private final SourceContext context;
  private final Alerts alerts;
  private final Delivery delivery;
  private final PictureJoiner joiner;
  private final @Nullable PartStream stream;

  PlateHikvisionSource(Settings settings, SourceContext context) {
    this.settings = settings;
    this.context = context;
    this.alerts = new Alerts(settings);
    this.delivery = new Delivery(context);
    this.joiner =
        new PictureJoiner(
            context,
            part ->
                Alerts.isXml(part) ? alerts.read(part.toByteArray()).stream().toList() : List.of(),
            delivery);
    this.stream =
        settings
            .device()
            .map(device -> new PartStream(device, STREAM, context, Settings.MAX_BYTES, joiner))
            .orElse(null);
  }

  @Override
  public void start() throws SourceException, InterruptedException {
    if (settings.webhook().isPresent()) {
      context.receive(settings.webhook().get(), new AlertDecoder(alerts));
    }
    if (stream != null) {
      stream.start();
    } else {
      context.report(SourceStatus.online());
    }
  }

  @Override
  public Map<String, Object> diagnostics() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("isSentTo", settings.webhook().isPresent());
    if (stream != null) {
      facts.put("parts", stream.parts());
      facts.put("readsKept", delivery.kept());
      facts.put("readsRefused", delivery.refused());
      facts.put("malformed", joiner.malformed());
    }
    return facts;
  }

  @Override
  public void close() {
    delivery.close();
    if (stream != null) {
      stream.close();
    }
  }
}

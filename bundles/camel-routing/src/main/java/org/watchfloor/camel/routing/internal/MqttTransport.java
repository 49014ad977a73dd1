package org.watchfloor.camel.routing.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/** Subscribes at brokers. Thread-safe. */
@Component(service = MqttTransport.class)
public final class MqttTransport implements Transport<Inbound.Mqtt> {
  private final Workshop workshop;

  @Activate
  public MqttTransport(@Reference Workshop workshop) {
    this.workshop = workshop;
  }

  @Override
  public AutoCloseable open(String sourceId, Inbound.Mqtt inbound, GuardedDecoder decoder)
      throws SourceException {
    MqttSettings settings = MqttSettings.of(sourceId, inbound, workshop.config().timeout_ms());
    Intake intake = Intakes.open("mqtt", sourceId, decoder, workshop);
    LinkState link = new LinkState(sourceId, decoder, "is not connected to its broker yet");
    MqttLink connection = new MqttLink(settings, inbound, intake, link, workshop);
    connection.connect();
    return connection;
  }
}

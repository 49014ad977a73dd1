package org.watchfloor.camel.routes.internal;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One topic of one broker. */
final class MqttEndpoint extends DefaultEndpoint {
  private final MqttSettings settings;

  MqttEndpoint(String uri, Component component, MqttSettings settings) {
    super(uri, component);
    this.settings = settings;
  }

  @Override
  public Producer createProducer() {
    return new MqttProducer(this, settings);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "mqtt: only publishes; to subscribe to a topic make a source of a plugin with MQTT");
  }

  @Override
  public boolean isSingleton() {
    return true;
  }
}

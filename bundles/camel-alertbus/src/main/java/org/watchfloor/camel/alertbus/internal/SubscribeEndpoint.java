package org.watchfloor.camel.alertbus.internal;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.watchfloor.core.api.bus.Subscription;

/** {@code alertbus:subscribe}: the way out of the journal. */
final class SubscribeEndpoint extends DefaultEndpoint {
  private final Core core;
  private final Subscription subscription;

  SubscribeEndpoint(String uri, AlertBusComponent component, Core core, Subscription subscription) {
    super(uri, component);
    this.core = core;
    this.subscription = subscription;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(
        "alertbus:subscribe only gives entries; to hand signals in use alertbus:submit");
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    SubscribeConsumer consumer = new SubscribeConsumer(this, processor, core, subscription);
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  public boolean isSingleton() {
    return true;
  }
}

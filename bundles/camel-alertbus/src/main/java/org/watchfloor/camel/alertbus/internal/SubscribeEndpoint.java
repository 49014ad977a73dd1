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
  private final int inFlight;

  /**
   * @param inFlight entries on their way through the route at once
   */
  SubscribeEndpoint(
      String uri, AlertBusComponent component, Core core, Subscription subscription, int inFlight) {
    super(uri, component);
    this.core = core;
    this.subscription = subscription;
    this.inFlight = inFlight;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(
        "alertbus:subscribe only gives entries; to hand signals in use alertbus:submit");
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    SubscribeConsumer consumer =
        new SubscribeConsumer(this, processor, core, subscription, inFlight);
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  public boolean isSingleton() {
    return true;
  }
}

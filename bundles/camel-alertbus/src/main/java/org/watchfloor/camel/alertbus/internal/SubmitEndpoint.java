package org.watchfloor.camel.alertbus.internal;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** {@code alertbus:submit}: the way into the journal. */
final class SubmitEndpoint extends DefaultEndpoint {
  private final Core core;
  private final String source;
  private final boolean failOnRefusal;

  /**
   * @param source id of the source where a message has no header of it; may be empty
   * @param failOnRefusal whether the exchange fails when a signal is not on disk, so that a
   *     transport does not acknowledge it
   */
  SubmitEndpoint(
      String uri, AlertBusComponent component, Core core, String source, boolean failOnRefusal) {
    super(uri, component);
    this.core = core;
    this.source = source;
    this.failOnRefusal = failOnRefusal;
  }

  @Override
  public Producer createProducer() {
    return new SubmitProducer(this, core, source, failOnRefusal);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "alertbus:submit only takes signals; to read them use alertbus:subscribe?name=…");
  }

  @Override
  public boolean isSingleton() {
    return true;
  }
}

package org.watchfloor.camel.routing.internal;

import org.apache.camel.CamelContext;
import org.apache.camel.component.servlet.ServletComponent;
import org.apache.camel.http.common.HttpConsumer;
import org.jspecify.annotations.Nullable;

/** The CamelContext of one hook. */
final class HookContext {
  private final ConsumerSlot slot = new ConsumerSlot();
  private final CamelContext context;

  HookContext(String sourceId, Workshop workshop, DecodeStep decode, AcknowledgeStep acknowledge)
      throws Exception {
    context = workshop.context("hook-" + sourceId);
    ServletComponent servlet = new ServletComponent();
    servlet.setHttpRegistry(slot);
    context.addComponent("servlet", servlet);
    context.addRoutes(
        new SourceRoute("servlet:/" + sourceId, "hook-" + sourceId, decode, acknowledge));
  }

  void start() {
    context.start();
  }

  /** Null before the route has started and after it has stopped. */
  @Nullable HttpConsumer consumer() {
    return slot.consumer();
  }

  void stop() {
    context.stop();
  }
}

package org.watchfloor.camel.routing.internal;

import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.servlet.ServletComponent;
import org.apache.camel.http.common.HttpConsumer;
import org.apache.camel.spi.ComponentResolver;
import org.jspecify.annotations.Nullable;

/** The CamelContext of one hook, with everything off that would copy or remember messages. */
final class HookContext {
  private final ConsumerSlot slot = new ConsumerSlot();
  private final CamelContext context;

  HookContext(
      String sourceId, ContextFactory contexts, ComponentResolver alertbus, RouteBuilder route)
      throws Exception {
    context = contexts.create();
    context.getCamelContextExtension().setName("hook-" + sourceId);
    context.disableJMX();
    context.setStreamCaching(false);
    context.setMessageHistory(false);
    context.setTracing(false);
    context.setBacklogTracing(false);
    context.setUseMDCLogging(false);
    context.setUseBreadcrumb(false);
    context.setAllowUseOriginalMessage(false);
    context.setLogExhaustedMessageBody(false);
    context
        .getExecutorServiceManager()
        .setThreadNamePattern("watchfloor-routing-camel-#counter#-#name#");
    // the hook has waited for its own requests before it stops the context
    context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
    context.getShutdownStrategy().setTimeout(1_000);
    context.getShutdownStrategy().setShutdownNowOnTimeout(true);
    context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    ServletComponent servlet = new ServletComponent();
    servlet.setHttpRegistry(slot);
    context.addComponent("servlet", servlet);
    Component bus = alertbus.resolveComponent("alertbus", context);
    context.addComponent("alertbus", bus);
    context.addRoutes(route);
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

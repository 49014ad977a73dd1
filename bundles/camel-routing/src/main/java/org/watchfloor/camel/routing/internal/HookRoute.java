package org.watchfloor.camel.routing.internal;

import org.apache.camel.builder.RouteBuilder;

/**
 * The route of one webhook. Secret and size are checked before it, while the body comes in, so that
 * no stranger's bytes are in an exchange.
 */
final class HookRoute extends RouteBuilder {
  private final String sourceId;
  private final DecodeStep decode;
  private final AcknowledgeStep acknowledge;

  HookRoute(String sourceId, DecodeStep decode, AcknowledgeStep acknowledge) {
    this.sourceId = sourceId;
    this.decode = decode;
    this.acknowledge = acknowledge;
  }

  @Override
  public void configure() {
    errorHandler(noErrorHandler());
    from("servlet:/" + sourceId)
        .routeId("hook-" + sourceId)
        .process(decode)
        .to("alertbus:submit?failOnRefusal=false")
        .process(acknowledge);
  }
}

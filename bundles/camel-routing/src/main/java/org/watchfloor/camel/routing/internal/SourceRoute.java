package org.watchfloor.camel.routing.internal;

import org.apache.camel.builder.RouteBuilder;

/**
 * The route of one way in, the same for all transports. Whoever sends into it has checked who sent
 * the message and how large it is, so that no stranger's bytes are in an exchange.
 */
final class SourceRoute extends RouteBuilder {
  private final String from;
  private final String id;
  private final DecodeStep decode;
  private final AcknowledgeStep acknowledge;

  SourceRoute(String from, String id, DecodeStep decode, AcknowledgeStep acknowledge) {
    this.from = from;
    this.id = id;
    this.decode = decode;
    this.acknowledge = acknowledge;
  }

  @Override
  public void configure() {
    errorHandler(noErrorHandler());
    from(from)
        .routeId(id)
        .process(decode)
        .to("alertbus:submit?failOnRefusal=false")
        .process(acknowledge);
  }
}

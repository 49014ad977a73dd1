package org.watchfloor.camel.routing.internal;

import org.apache.camel.CamelContext;

/** Makes the context of one source; what differs between a container and a plain JVM. */
@FunctionalInterface
interface ContextFactory {
  CamelContext create() throws Exception;
}

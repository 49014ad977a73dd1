package org.watchfloor.camel.routes.internal;

import org.apache.camel.CamelContext;

/** Makes the context of one file; what differs between a container and a plain JVM. */
@FunctionalInterface
interface ContextFactory {
  CamelContext create() throws Exception;
}

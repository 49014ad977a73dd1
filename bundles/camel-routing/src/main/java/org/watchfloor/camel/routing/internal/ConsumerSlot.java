package org.watchfloor.camel.routing.internal;

import org.apache.camel.http.common.HttpConsumer;
import org.apache.camel.http.common.HttpRegistry;
import org.apache.camel.http.common.HttpRegistryProvider;
import org.jspecify.annotations.Nullable;

/**
 * Where the servlet component of one context leaves its one consumer, instead of in a static
 * registry that would outlive it. Thread-safe.
 */
final class ConsumerSlot implements HttpRegistry {
  private volatile @Nullable HttpConsumer consumer;

  @Nullable HttpConsumer consumer() {
    return consumer;
  }

  @Override
  public void register(HttpConsumer added) {
    consumer = added;
  }

  @Override
  public void unregister(HttpConsumer removed) {
    if (consumer == removed) {
      consumer = null;
    }
  }

  @Override
  public void register(HttpRegistryProvider provider) {
    throw new UnsupportedOperationException("one servlet stands before all hooks");
  }

  @Override
  public void unregister(HttpRegistryProvider provider) {
    throw new UnsupportedOperationException("one servlet stands before all hooks");
  }

  @Override
  public @Nullable HttpRegistryProvider getCamelServlet(String servletName) {
    return null;
  }
}

package org.watchfloor.core.runtime.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.core.api.runtime.InboundTransport;
import org.watchfloor.plugin.api.source.Inbound;

/** Ways in, by source id. */
final class FakeTransport implements InboundTransport {
  final Map<String, GuardedDecoder> open = new ConcurrentHashMap<>();
  final AtomicInteger opened = new AtomicInteger();

  @Override
  public AutoCloseable open(String sourceId, Inbound inbound, GuardedDecoder decoder) {
    if (open.putIfAbsent(sourceId, decoder) != null) {
      throw new IllegalStateException(sourceId + " is open already");
    }
    opened.incrementAndGet();
    return () -> open.remove(sourceId, decoder);
  }
}

package org.watchfloor.core.runtime.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.core.api.runtime.InboundTransport;
import org.watchfloor.plugin.api.source.Inbound;

/** Ways in, by source id; behind it stands which, where it is no webhook. */
final class FakeTransport implements InboundTransport {
  final Map<String, GuardedDecoder> open = new ConcurrentHashMap<>();
  final AtomicInteger opened = new AtomicInteger();

  /** Of the thread that opened the last one: what a route's context would keep. */
  volatile ClassLoader openedWith = FakeTransport.class.getClassLoader();

  @Override
  public AutoCloseable open(String sourceId, Inbound inbound, GuardedDecoder decoder) {
    String key =
        inbound instanceof Inbound.Webhook
            ? sourceId
            : sourceId + "/" + inbound.getClass().getSimpleName();
    if (open.putIfAbsent(key, decoder) != null) {
      throw new IllegalStateException(key + " is open already");
    }
    opened.incrementAndGet();
    openedWith = Thread.currentThread().getContextClassLoader();
    return () -> open.remove(key, decoder);
  }
}

package org.watchfloor.core.runtime.internal;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A service that comes and goes. Thread-safe. */
final class Service<T> {
  private final AtomicReference<@Nullable T> current = new AtomicReference<>();

  void came(T service) {
    current.set(service);
  }

  /** Does nothing if another one has come before this one went. */
  void went(T service) {
    current.compareAndSet(service, null);
  }

  @Nullable T get() {
    return current.get();
  }
}

package org.watchfloor.core.plugins.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A service that may come and go. Thread-safe. */
final class Service<T> {
  private final AtomicReference<@Nullable T> now = new AtomicReference<>();

  void came(T service) {
    now.set(service);
  }

  /** Another one may have come before this one went. */
  void went(T service) {
    now.compareAndSet(service, null);
  }

  Optional<T> get() {
    return Optional.ofNullable(now.get());
  }
}

package org.watchfloor.core.deadletters.internal;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.api.store.Work;

/** A store that refuses to write for as long as the test says. */
final class FlakyStore implements Store {
  final AtomicInteger refused = new AtomicInteger();
  volatile boolean down;
  private final Store real;

  FlakyStore(Store real) {
    this.real = real;
  }

  @Override
  public void migrate(String component, List<Migration> migrations) {
    real.migrate(component, migrations);
  }

  @Override
  public <T> T read(Work<T> work) {
    return real.read(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    return real.write(
        connection -> {
          T done = work.with(connection);
          if (down) { // after the work, so that its roll-back counts
            refused.incrementAndGet();
            throw new StoreException("the disk is full");
          }
          return done;
        });
  }

  @Override
  public Dialect dialect() {
    return real.dialect();
  }
}

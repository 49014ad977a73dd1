package org.watchfloor.rtcc.plates.internal.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * All hot lists in memory: what reads are matched against, so that a hit needs no store. Lives
 * through restarts of the store. Thread-safe; a reader sees each list whole, old or new.
 */
@Component(service = HotListIndex.class, immediate = true)
public final class HotListIndex {
  private static final long PATIENCE_SECONDS = 5;

  private final CountDownLatch loaded = new CountDownLatch(1);
  private volatile Map<String, LoadedList> lists = Map.of();

  @Activate
  public HotListIndex() {}

  /** Puts what the store holds in the place of everything. */
  public synchronized void load(Collection<LoadedList> all) {
    Map<String, LoadedList> next = new TreeMap<>();
    all.forEach(list -> next.put(list.name(), list));
    lists = next;
    loaded.countDown();
  }

  public synchronized void put(LoadedList list) {
    Map<String, LoadedList> next = new TreeMap<>(lists);
    next.put(list.name(), list);
    lists = next;
  }

  public synchronized void remove(String name) {
    Map<String, LoadedList> next = new TreeMap<>(lists);
    next.remove(name);
    lists = next;
  }

  /**
   * Waits until the lists have been loaded once.
   *
   * @throws IllegalStateException if they are not after 5 s: to match against none would lose hits
   */
  public void awaitLoaded() throws InterruptedException {
    if (!loaded.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "the hot lists are not loaded: the store is down or still starting; reads wait for it");
    }
  }

  /** Entries of a plate that are in force and whose state, where both know it, is the read's. */
  public List<HotMatch> match(String plate, Issuer issuer, Instant now) {
    List<HotMatch> matches = new ArrayList<>();
    for (LoadedList list : lists.values()) {
      for (HotEntry entry : list.entries(plate)) {
        if (entry.inForce(now) && issuer.agrees(Issuer.of(entry.state()))) {
          matches.add(new HotMatch(list.name(), list.importedAt(), entry));
        }
      }
    }
    return matches;
  }
}

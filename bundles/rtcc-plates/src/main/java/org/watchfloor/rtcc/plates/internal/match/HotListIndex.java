package org.watchfloor.rtcc.plates.internal.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.rtcc.api.plates.HotListForecast;

/**
 * All hot lists in memory: what reads are matched against, so that a hit needs no store. Lives
 * through restarts of the store. Thread-safe; a reader sees each list whole, old or new.
 */
@Component(service = HotListIndex.class, immediate = true)
public final class HotListIndex {
  private static final long PATIENCE_SECONDS = 5;

  /** Of a plate that is compared as it stands, where its reader says nothing. */
  private static final double AS_IT_STANDS = 0.95;

  /** An exact hit stands for the misreads of the same plate too, but not for any number. */
  private static final double LEAST_RIGHT = 0.5;

  private final CountDownLatch loaded = new CountDownLatch(1);
  private final Road road = new Road();
  private final Traffic traffic = new Traffic();
  private final PlateMatcher matcher = new PlateMatcher(road);
  private final ReaderModels readers = new ReaderModels();
  private volatile Map<String, Prior> lists = Map.of();

  /** Of lists that are still to be loaded. */
  private Map<String, Share> shares = Map.of();

  @Activate
  public HotListIndex() {}

  /** Puts what the store holds in the place of everything. */
  public synchronized void load(Collection<LoadedList> all) {
    Map<String, Prior> next = new TreeMap<>();
    all.forEach(list -> next.put(list.name(), prior(list, lists)));
    lists = next;
    loaded.countDown();
  }

  public synchronized void put(LoadedList list) {
    Map<String, Prior> next = new TreeMap<>(lists);
    next.put(list.name(), prior(list, lists));
    lists = next;
  }

  private Prior prior(LoadedList list, Map<String, Prior> before) {
    Prior known = before.get(list.name());
    return known == null
        ? new Prior(list, shares.getOrDefault(list.name(), new Share()), road)
        : known.of(list, road);
  }

  /** Whether the lists have been loaded once. */
  public boolean isLoaded() {
    return loaded.getCount() == 0;
  }

  /** How many reads have taught something; falls where old ones fade. */
  public long reads() {
    return road.reads();
  }

  /** What reads have taught so far. */
  public Learned learned(Instant now) {
    Map<String, Share> ofLists = new TreeMap<>();
    lists.forEach((name, prior) -> ofLists.put(name, prior.share()));
    return new Learned(road.counts(), traffic.kept(now), ofLists);
  }

  /**
   * Puts what reads have taught before a restart, or on another node, in the place of everything
   * that they have taught here.
   */
  public synchronized void learned(Learned before, Instant now) {
    road.replace(before.road());
    traffic.replace(before.traffic(), now);
    shares = before.shares();
    Map<String, Prior> next = new TreeMap<>();
    lists.forEach((name, prior) -> next.put(name, prior(prior.list(), Map.of())));
    lists = next;
  }

  public synchronized void remove(String name) {
    Map<String, Prior> next = new TreeMap<>(lists);
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

  /**
   * Entries in force that a read may mean: exactly, whatever the probability, and those that are
   * probable enough for their list. Learns from each read what the roads look like.
   *
   * @param readerId of {@link ReaderModels#id}
   * @param otherwise the probability from which a hit is possible, 0 to 1, for lists that do not
   *     say
   */
  public List<HotMatch> match(String readerId, PlateRead read, Instant now, double otherwise) {
    Map<String, Prior> in = lists;
    Rates rates = readers.rates(readerId);
    Observation seen = Observation.of(read, rates);
    if (seen.isNothing()) {
      return asItStands(read, now, in.values());
    }
    Issuer issuer = Issuer.of(read.region());
    List<HotMatch> matches = matcher.match(seen, issuer, rates, in.values(), now, otherwise);
    road.add(seen, issuer);
    traffic.add(seen, now);
    for (Prior prior : in.values()) {
      prior.share().read(exact(matches, prior) / Math.max(LEAST_RIGHT, seen.allRight()));
    }
    return matches;
  }

  private static double exact(List<HotMatch> matches, Prior prior) {
    double best = 0;
    for (HotMatch match : matches) {
      if (match.exact() && match.list().equals(prior.list().name())) {
        best = Math.max(best, match.probability());
      }
    }
    return best;
  }

  private List<HotMatch> asItStands(PlateRead read, Instant now, Collection<Prior> priors) {
    Optional<String> plate = PlateText.exact(read.plate());
    if (plate.isEmpty()) {
      return List.of();
    }
    double probability = Math.min(AS_IT_STANDS, read.confidence().orElse(AS_IT_STANDS));
    return exact(plate.get(), Issuer.of(read.region()), now, priors, probability);
  }

  /**
   * Entries of a plate that are in force and whose state, where both know it, is the same. Learns
   * nothing.
   */
  public List<HotMatch> match(String plate, Issuer issuer, Instant now) {
    return exact(plate, issuer, now, lists.values(), AS_IT_STANDS);
  }

  private static List<HotMatch> exact(
      String plate, Issuer issuer, Instant now, Collection<Prior> priors, double probability) {
    List<HotMatch> matches = new ArrayList<>();
    for (Prior prior : priors) {
      LoadedList list = prior.list();
      for (HotEntry entry : list.entries(plate)) {
        if (entry.inForce(now) && issuer.agrees(Issuer.of(entry.state()))) {
          matches.add(
              new HotMatch(
                  list.name(),
                  list.importedAt(),
                  entry,
                  probability,
                  true,
                  list.terms(),
                  List.of()));
        }
      }
    }
    return matches;
  }

  /** How the readers err: what {@link #confirmed} and {@link #rejected} teach is told to these. */
  public ReaderModels readers() {
    return readers;
  }

  /**
   * What it teaches that somebody has seen which plate it was: a hit confirmed. Empty where read
   * and plate cannot be compared.
   *
   * @param otherwise as for {@link #match}
   */
  public Optional<Lesson> confirmed(
      String readerId, PlateRead read, String truth, Instant now, double otherwise) {
    Notice notice =
        new Notice(
            matcher,
            Issuer.of(read.region()),
            readers.rates(readerId),
            lists.values(),
            now,
            otherwise);
    return readers.confirmed(readerId, read, truth, notice);
  }

  /** What it teaches that somebody has seen that it was not the listed plate. */
  public Optional<Lesson> rejected(String readerId, PlateRead read, String listed) {
    return readers.rejected(readerId, read, listed);
  }

  /** How many false alerts a setting would mean; empty if there is no list of the name. */
  public Optional<HotListForecast> forecast(String list, double possibleFrom, Instant now) {
    Prior prior = lists.get(list);
    return prior == null
        ? Optional.empty()
        : Optional.of(new Forecaster(road, traffic, readers).of(prior, possibleFrom, now));
  }
}

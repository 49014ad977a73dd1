package org.watchfloor.core.plugins.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.core.api.plugin.Plan;

/** Plans that were made, with their packages, for a day. Thread-safe. */
final class Plans {
  private static final Duration LIFE = Duration.ofDays(1);

  /** Each may hold a package on disk. */
  private static final int MAX = 32;

  private final Staging staging;
  private final Clock clock;
  private final Map<String, Planned> byId = new LinkedHashMap<>();

  Plans(Staging staging, Clock clock) {
    this.staging = staging;
    this.clock = clock;
  }

  /** Keeps a plan; the oldest goes if there are too many. One with a refusal loses its package. */
  synchronized void add(Planned planned) {
    expire();
    if (byId.size() >= MAX) {
      drop(byId.keySet().iterator().next());
    }
    byId.put(planned.plan().id(), planned);
    if (planned.plan().refusal().isPresent()) {
      staging.discard(planned.plan().id());
    }
  }

  synchronized Optional<Planned> find(String id) {
    expire();
    return Optional.ofNullable(byId.get(id));
  }

  /** Those that can be carried out, newest first. */
  synchronized List<Plan> waiting() {
    expire();
    List<Plan> plans =
        new ArrayList<>(
            byId.values().stream()
                .map(Planned::plan)
                .filter(plan -> plan.refusal().isEmpty())
                .toList());
    Collections.reverse(plans);
    return plans;
  }

  synchronized boolean drop(String id) {
    staging.discard(id);
    return byId.remove(id) != null;
  }

  private void expire() {
    Instant oldest = clock.instant().minus(LIFE);
    byId.values().stream()
        .map(Planned::plan)
        .filter(plan -> plan.madeAt().isBefore(oldest))
        .map(Plan::id)
        .toList()
        .forEach(this::drop);
  }
}

package org.watchfloor.core.runtime.internal;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.core.api.runtime.SourceState;

/**
 * Whether sources wait for a person. Never worse than WARN: the center is ready without any one
 * source. Thread-safe.
 */
@Component(service = HealthCheck.class)
public final class SourcesHealth implements HealthCheck {
  private static final Set<SourceState> WAITING =
      EnumSet.of(
          SourceState.QUARANTINED,
          SourceState.WAITING_AUTH,
          SourceState.WAITING_CONFIG,
          SourceState.WAITING_PLUGIN);

  /** Sources that the message names; the rest is counted. */
  private static final int NAMED = 5;

  private final SourceRegistry registry;

  @Activate
  public SourcesHealth(@Reference SourceRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "sources";
  }

  @Override
  public HealthResult check() {
    List<SourceInfo> waiting =
        registry.sources().stream().filter(source -> WAITING.contains(source.state())).toList();
    if (waiting.isEmpty()) {
      return HealthResult.OK;
    }
    String named =
        waiting.stream()
            .limit(NAMED)
            .map(s -> s.id() + " is " + StateBoard.word(s.state()) + ": " + s.reason())
            .collect(Collectors.joining("; "));
    int more = waiting.size() - NAMED;
    return HealthResult.warn(more > 0 ? named + "; and " + more + " more" : named);
  }
}

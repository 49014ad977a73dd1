package org.watchfloor.rtcc.rules.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/**
 * What plugins say of their kinds. A descriptor counts for every signal that came in while its
 * plugin was there, also when it is gone by the time the signal is looked at: while it is updated,
 * or in a restart, when the journal is ahead of the plugins. Thread-safe.
 */
@Component(service = Kinds.class)
public final class Kinds {
  private static final Logger LOG = LoggerFactory.getLogger(Kinds.class);

  /** More than any city has; a plugin that makes them up is not remembered without end. */
  private static final int MAX_REMEMBERED = 1_000;

  /**
   * @param goneAt when it was first missed, {@code Instant.MAX} while it is there
   */
  private record Known(KindDescriptor descriptor, Instant goneAt) {}

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable SourceRegistry registry;

  private final Clock clock;
  private final Memory memory;
  private final Map<String, Known> known = new TreeMap<>();

  @Activate
  public Kinds() {
    this(Paths.of("kinds.json"), Clock.systemUTC());
  }

  Kinds(Path file, Clock clock) {
    this.clock = clock;
    this.memory = new Memory(file);
    memory.read().ifPresent(this::remember);
  }

  private void remember(JsonNode descriptors) {
    for (JsonNode node : descriptors) {
      try {
        KindDescriptor descriptor = DescriptorJson.read(JsonFields.of(node, ""));
        known.put(descriptor.kind().name(), new Known(descriptor, clock.instant()));
      } catch (JsonFault e) {
        LOG.warn("A kind that was remembered cannot be read: {}", e.getMessage());
      }
    }
  }

  /** Whether a kind has one of the names, or begins with one at a dot. */
  static boolean passes(Set<String> names, String kind) {
    if (names.contains(kind)) {
      return true;
    }
    for (int dot = kind.indexOf('.'); dot > 0; dot = kind.indexOf('.', dot + 1)) {
      if (names.contains(kind.substring(0, dot))) {
        return true;
      }
    }
    return false;
  }

  /** Learns what has come and gone; to be called before signals are looked at. */
  synchronized void refresh() {
    SourceRegistry now = registry;
    if (now == null) {
      return; // that it is being replaced says nothing of plugins
    }
    Map<String, KindDescriptor> there = new HashMap<>();
    now.kinds().forEach(descriptor -> there.put(descriptor.kind().name(), descriptor));
    known.replaceAll(
        (kind, was) ->
            there.containsKey(kind) || was.goneAt().isBefore(Instant.MAX)
                ? was
                : new Known(was.descriptor(), clock.instant()));
    boolean changed = false;
    for (KindDescriptor descriptor : there.values()) {
      Known was = known.put(descriptor.kind().name(), new Known(descriptor, Instant.MAX));
      changed |= was == null || !was.descriptor().equals(descriptor);
    }
    if (changed) {
      forgetMost();
      ArrayNode descriptors = Json.array();
      known.values().forEach(kind -> descriptors.add(DescriptorJson.write(kind.descriptor())));
      memory.write(descriptors);
    }
  }

  private void forgetMost() {
    if (known.size() > MAX_REMEMBERED) {
      known.values().removeIf(kind -> kind.goneAt().isBefore(Instant.MAX));
    }
  }

  /** The descriptor that counts for a signal. */
  synchronized Optional<KindDescriptor> of(SignalEntry entry) {
    return Optional.ofNullable(known.get(entry.kind()))
        .filter(kind -> !entry.recordedAt().isAfter(kind.goneAt()))
        .map(Known::descriptor);
  }

  /** Those whose plugin is there. */
  synchronized List<KindDescriptor> present() {
    refresh();
    return known.values().stream()
        .filter(kind -> kind.goneAt().equals(Instant.MAX))
        .map(Known::descriptor)
        .toList();
  }
}

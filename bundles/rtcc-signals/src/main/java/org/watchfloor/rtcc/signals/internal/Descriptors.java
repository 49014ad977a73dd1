package org.watchfloor.rtcc.signals.internal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/**
 * What plugins say of their kinds, remembered while a plugin is away: its last signals may be read
 * after it is gone. Thread-safe.
 */
@Component(service = Descriptors.class)
public final class Descriptors {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable SourceRegistry registry;

  private final Map<String, KindDescriptor> known = new HashMap<>();

  /** By kind, as they are now or were last. */
  synchronized Map<String, KindDescriptor> known() {
    SourceRegistry now = registry;
    if (now != null) {
      now.kinds().forEach(descriptor -> known.put(descriptor.kind().name(), descriptor));
    }
    return Map.copyOf(known);
  }
}

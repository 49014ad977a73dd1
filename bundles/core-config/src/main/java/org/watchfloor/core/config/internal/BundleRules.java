package org.watchfloor.core.config.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;

/**
 * The rules of every PID that a running bundle of the center describes, read again when a bundle
 * has come, gone or changed. Confined to one thread at a time.
 */
final class BundleRules implements Function<String, Optional<PidRules>> {
  private static final String PREFIX = "org.watchfloor.";

  private final BundleContext context;
  private final MetaTypeService metatype;
  private List<String> bundles = List.of();
  private Map<String, PidRules> rules = Map.of();

  BundleRules(BundleContext context, MetaTypeService metatype) {
    this.context = context;
    this.metatype = metatype;
  }

  @Override
  public Optional<PidRules> apply(String pid) {
    List<Bundle> running = running();
    List<String> stamps = running.stream().map(BundleRules::stamp).toList();
    if (!stamps.equals(bundles)) {
      rules = read(running);
      bundles = stamps;
    }
    return Optional.ofNullable(rules.get(pid));
  }

  private List<Bundle> running() {
    List<Bundle> running = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      @Nullable String name = bundle.getSymbolicName();
      if (bundle.getState() == Bundle.ACTIVE && name != null && name.startsWith(PREFIX)) {
        running.add(bundle);
      }
    }
    return running;
  }

  static String stamp(Bundle bundle) {
    return bundle.getBundleId() + " " + bundle.getLastModified();
  }

  private Map<String, PidRules> read(List<Bundle> running) {
    Map<String, PidRules> found = new HashMap<>();
    for (Bundle bundle : running) {
      @Nullable MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
      if (information != null) {
        for (String pid : Arrays.asList(information.getPids())) {
          found.put(pid, PidRules.of(information.getObjectClassDefinition(pid, null)));
        }
      }
    }
    return found;
  }
}

package org.watchfloor.core.plugins.internal;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.karaf.features.Dependency;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.osgi.framework.Bundle;

/**
 * Karaf's features and its deploy folder. A feature that somebody installed can be released; one
 * that came with another feature cannot, because the other would bring it back.
 */
final class KarafOwners implements Owners {
  private final Service<FeaturesService> features;
  private final Path deploy;

  KarafOwners(Service<FeaturesService> features, Path deploy) {
    this.features = features;
    this.deploy = deploy.toAbsolutePath().normalize();
  }

  @Override
  public Optional<Owner> of(Bundle bundle) {
    String location = bundle.getLocation();
    if (location.startsWith("file:")) {
      return deployed(location);
    }
    Optional<FeaturesService> service = features.get();
    return service.isEmpty() ? Optional.empty() : feature(service.get(), bundle);
  }

  private Optional<Owner> deployed(String location) {
    try {
      Path file = Path.of(URI.create(location)).toAbsolutePath().normalize();
      if (deploy.equals(file.getParent())) {
        String name = "deploy/" + file.getFileName();
        return Optional.of(new Owner(name, "", "delete " + name + ", then install the package"));
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not a file, whatever it is
    }
    return Optional.empty();
  }

  private static Optional<Owner> feature(FeaturesService service, Bundle bundle) {
    try {
      List<Feature> installed = Arrays.asList(service.listInstalledFeatures());
      for (Feature feature : installed) {
        if (holds(feature, bundle)) {
          return Optional.of(owner(service, feature, installed));
        }
      }
      return Optional.empty();
    } catch (Exception e) { // what the interface declares
      throw new IllegalStateException("the installed features cannot be listed", e);
    }
  }

  private static boolean holds(Feature feature, Bundle bundle) {
    return feature.getBundles().stream()
        .anyMatch(
            info ->
                info.getLocation().equals(bundle.getLocation())
                    || adopted(info.getLocation(), bundle));
  }

  /**
   * Whether a feature names the bundle by its artifact: one that was installed while ours of the
   * same version was there has taken ours for its own.
   */
  private static boolean adopted(String location, Bundle bundle) {
    if (!bundle.getLocation().startsWith(BundleWork.LOCATION) || !location.startsWith("mvn:")) {
      return false;
    }
    String[] parts = location.substring("mvn:".length()).split("/", -1);
    return parts.length >= 3
        && (parts[0] + "." + parts[1]).equals(bundle.getSymbolicName())
        && parts[2].replace('-', '.').equals(bundle.getVersion().toString());
  }

  private static Owner owner(FeaturesService service, Feature feature, List<Feature> installed) {
    List<String> holders = new ArrayList<>();
    for (Feature other : installed) {
      if (!other.getName().equals(feature.getName())
          && service.isRequired(other)
          && reaches(other, feature, installed)) {
        holders.add(other.getName());
      }
    }
    if (feature.getBundles().size() > 1) {
      holders.add(feature.getName()); // what else it brought would go with it
    }
    String how =
        holders.isEmpty() ? "" : "run first: feature:uninstall " + String.join(" ", holders);
    return new Owner("feature " + feature.getName(), feature.getName(), how);
  }

  private static boolean reaches(Feature from, Feature to, List<Feature> installed) {
    Set<String> seen = new HashSet<>();
    Deque<Feature> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (Dependency dependency : open.pop().getDependencies()) {
        if (dependency.getName().equals(to.getName())) {
          return true;
        }
        if (seen.add(dependency.getName())) {
          installed.stream()
              .filter(f -> f.getName().equals(dependency.getName()))
              .forEach(open::push);
        }
      }
    }
    return false;
  }

  @Override
  public void release(Owner owner) throws OperationFailed {
    FeaturesService service =
        features
            .get()
            .orElseThrow(() -> new OperationFailed("Karaf's features service is not running"));
    try {
      service.uninstallFeature(
          owner.feature(), EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles));
    } catch (Exception e) { // what the interface declares
      throw new OperationFailed(
          "the feature " + owner.feature() + " cannot be uninstalled: " + Words.of(e), e);
    }
  }
}

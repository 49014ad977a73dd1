package org.watchfloor.core.api.plugin;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Installs, updates, rolls back and removes plugins while the center works: first a plan, then the
 * deed. Operations are done one at a time. Whoever calls has checked that the actor is an
 * administrator, and has it audited. Thread-safe; calls block.
 */
@ProviderType
public interface Plugins {
  /** Plugins by id, those of features included. */
  List<ManagedPlugin> plugins();

  Optional<ManagedPlugin> plugin(String pluginId);

  /**
   * Takes a package in, checks it whole, and says what installing it, or updating to it, would do.
   *
   * @param content a {@code .kar}, or the bundle itself as a {@code .jar}; not closed
   * @param origin where it came from, for people
   * @throws PackageRefused if it is corrupt, too large, for another API, or clashes; nothing is
   *     kept
   */
  Plan plan(InputStream content, String origin) throws PackageRefused;

  /**
   * The same for an address.
   *
   * @param address {@code mvn:group/artifact/version}, {@code file:…}, an absolute path, or the id
   *     of a plugin that is part of the distribution
   */
  Plan plan(String address) throws PackageRefused;

  /** What going back to the version before would do. */
  Plan planRollback(String pluginId) throws PackageRefused;

  /** What removing would do. Configurations of its sources stay. */
  Plan planRemove(String pluginId) throws PackageRefused;

  /** Plans that wait, newest first: those of the deploy folder that need a yes among them. */
  List<Plan> waiting();

  /**
   * Carries a plan out; when it returns, it is done and will still be after a restart.
   *
   * @param consent an administrator's explicit yes to an unsigned package
   * @param by who
   * @throws PackageRefused if there is no such plan, it has a refusal, it needs a consent, or the
   *     bundle does not start; then everything is as it was before
   */
  ManagedPlugin carryOut(String planId, boolean consent, String by) throws PackageRefused;

  /** Forgets a plan and the package that came with it. False if there is none. */
  boolean forget(String planId);
}

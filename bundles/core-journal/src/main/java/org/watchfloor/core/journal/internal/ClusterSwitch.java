package org.watchfloor.core.journal.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Whether the center is several nodes: the one key of {@code etc/org.watchfloor.cluster.cfg} that
 * the journal must know before it opens. The key is declared by the cluster's bundle, which may not
 * be there. Immutable: a change of the file makes a new one, and so opens the journal anew.
 */
@Component(service = ClusterSwitch.class, configurationPid = "org.watchfloor.cluster")
public final class ClusterSwitch {
  private final boolean enabled;

  /** What is read of the file. */
  @interface Config {
    boolean enabled() default false;
  }

  @Activate
  public ClusterSwitch(Config config) {
    this.enabled = config.enabled();
  }

  boolean enabled() {
    return enabled;
  }
}

package org.watchfloor.console.rest.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;

/**
 * Whether this center is one for replays and drills. One that is says so in its health, so that
 * nobody takes what its screens show for what happens now. Immutable.
 */
@Component(
    service = {Sandbox.class, HealthCheck.class},
    configurationPid = SandboxConfig.PID)
@Designate(ocd = SandboxConfig.class)
public final class Sandbox implements HealthCheck {
  private final boolean sandbox;

  @Activate
  public Sandbox(SandboxConfig config) {
    this(config.sandbox());
  }

  Sandbox(boolean sandbox) {
    this.sandbox = sandbox;
  }

  boolean is() {
    return sandbox;
  }

  @Override
  public String name() {
    return "sandbox";
  }

  @Override
  public HealthResult check() {
    return sandbox
        ? HealthResult.warn(
            "This center is a sandbox: what it shows was replayed. Do not dispatch.")
        : HealthResult.OK;
  }
}

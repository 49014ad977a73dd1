package org.watchfloor.console.shell.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** The configured sandbox. Immutable. */
@Component(service = ReplayTarget.class, configurationPid = ReplayConfig.PID)
@Designate(ocd = ReplayConfig.class)
public final class ReplayTarget {
  private final String url;
  private final String tokenFile;

  @Activate
  public ReplayTarget(ReplayConfig config) {
    this.url = config.url().strip();
    this.tokenFile = config.token_file().strip();
  }

  /** Empty for none. */
  String url() {
    return url;
  }

  /** Empty for none. */
  String tokenFile() {
    return tokenFile;
  }
}

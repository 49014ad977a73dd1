package org.watchfloor.core.access.internal;

import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.karaf.jaas.boot.ProxyLoginModule;
import org.apache.karaf.jaas.config.JaasRealm;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.watchfloor.core.api.access.Access;

/**
 * The JAAS realm {@code karaf}, in the place of Karaf's own that reads {@code users.properties}:
 * whoever signs in to the shell is one of the center's users.
 */
@Component(service = JaasRealm.class)
public final class ShellRealm implements JaasRealm {
  /** Karaf's own realm has 0. */
  private static final int RANK = 100;

  private final AppConfigurationEntry entry;

  /** Sends sign-ins of this realm to the center's users. */
  @Activate
  public ShellRealm(BundleContext bundle, @Reference Access access) {
    Map<String, Object> options =
        Map.of(
            ProxyLoginModule.PROPERTY_MODULE, ShellLoginModule.class.getName(),
            ProxyLoginModule.PROPERTY_BUNDLE, Long.toString(bundle.getBundle().getBundleId()),
            ShellLoginModule.ACCESS, access);
    entry =
        new AppConfigurationEntry(
            ProxyLoginModule.class.getName(), LoginModuleControlFlag.REQUIRED, options);
  }

  @Override
  public String getName() {
    return "karaf";
  }

  @Override
  public int getRank() {
    return RANK;
  }

  @Override
  public AppConfigurationEntry[] getEntries() {
    return new AppConfigurationEntry[] {entry};
  }
}

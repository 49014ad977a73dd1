package org.watchfloor.core.api.plugin;

import java.util.List;

/**
 * What a package says of itself, and who says so.
 *
 * @param pluginId of the plugin inside
 * @param version of its bundle
 * @param bundle symbolic name of its bundle
 * @param name what a person reads
 * @param publisher as the package says; believed only with a trusted signer
 * @param signature what the signature is worth
 * @param signer subject of the certificate and its SHA-256; empty where unsigned
 * @param grade trust grade A to D, as the package says
 * @param quality of the quality scale, as the package says
 * @param isolated whether it runs in a JVM of its own
 * @param apiVersion of plugin-api that it was built against
 * @param permissions what it asks for
 * @param sha256 of the file, hexadecimal
 */
public record PluginPackage(
    String pluginId,
    String version,
    String bundle,
    String name,
    String publisher,
    Signature signature,
    String signer,
    String grade,
    String quality,
    boolean isolated,
    String apiVersion,
    List<Permission> permissions,
    String sha256) {

  /** What a signature is worth. */
  public enum Signature {
    /** Part of the distribution that runs. */
    SHIPPED,
    /** Signed by a publisher whose certificate is in {@code etc/publishers}. */
    TRUSTED,
    /** Signed, by nobody that this center knows: as good as unsigned. */
    UNKNOWN_SIGNER,
    UNSIGNED;

    /** Whether it may be installed without an explicit yes by an administrator. */
    public boolean trusted() {
      return this == SHIPPED || this == TRUSTED;
    }
  }

  public PluginPackage {
    permissions = List.copyOf(permissions);
  }
}

package org.watchfloor.core.plugins.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.watchfloor.core.api.plugin.PackageRefused;

/**
 * Finds the package that an address names, on this machine: nothing is fetched over a network
 * unless {@code etc/org.ops4j.pax.url.mvn.cfg} names a repository that is on one. Thread-safe.
 */
final class Addresses {
  /** No {@code !}: that would name a repository, and be fetched from there. */
  private static final Pattern MAVEN =
      Pattern.compile(
          "mvn:[A-Za-z0-9._-]+/[A-Za-z0-9._-]+/[A-Za-z0-9._-]+(/[a-z]+(/[A-Za-z0-9._-]+)?)?");

  private final Shipped shipped;

  Addresses(Shipped shipped) {
    this.shipped = shipped;
  }

  /**
   * @throws PackageRefused if there is nothing at the address, or it is none
   */
  InputStream open(String address) throws PackageRefused {
    try {
      if (address.startsWith("mvn:")) {
        return maven(address);
      }
      return Files.newInputStream(file(address));
    } catch (IOException | InvalidPathException e) {
      throw new PackageRefused(address + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static InputStream maven(String address) throws PackageRefused, IOException {
    if (!MAVEN.matcher(address).matches()) {
      throw new PackageRefused(
          "\""
              + address
              + "\" is not mvn:group/artifact/version or mvn:group/artifact/version/type");
    }
    return new URL(address).openStream();
  }

  private Path file(String address) throws PackageRefused, IOException {
    if (BundleFacts.ID.matcher(address).matches()) {
      Optional<Path> found = shipped.plugin(address);
      return found.orElseThrow(
          () ->
              new PackageRefused(
                  "this distribution has no plugin "
                      + address
                      + "; give the absolute path of its .kar, or mvn:group/artifact/version"));
    }
    Path path;
    if (address.startsWith("file:")) {
      try {
        path = Path.of(URI.create(address));
      } catch (IllegalArgumentException e) {
        throw new PackageRefused("\"" + address + "\" is not like file:/absolute/path", e);
      }
    } else {
      path = Path.of(address);
    }
    if (!path.isAbsolute()) {
      throw new PackageRefused(
          "\""
              + address
              + "\" is none of: an absolute path on the center's machine, file:/path,"
              + " mvn:group/artifact/version, the id of a plugin of this distribution");
    }
    if (!Files.isRegularFile(path)) {
      throw new PackageRefused("there is no file " + path + " on the center's machine");
    }
    return path;
  }
}

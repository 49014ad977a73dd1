package org.watchfloor.console.web.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;

/**
 * All files of the screens, read once and kept in memory. A path is looked up by its exact name, so
 * no path can lead out of them. Immutable.
 */
final class Screens {
  private static final String ROOT = "/web/";
  private static final String PAGE = "index.html";

  /** Addresses that the page itself understands; keep in step with app/router.js. */
  private static final Pattern ROUTES =
      Pattern.compile(
          "/|/watch|/signals|/plates|/hotlists|/incident/[A-Za-z0-9-]{1,64}"
              + "|/admin(/[a-z-]{1,32}(/[A-Za-z0-9._:~-]{1,130})?)?");

  private final Map<String, Asset> byPath;
  private final Asset page;
  private final String policy;

  private Screens(Map<String, byte[]> files) {
    Map<String, Asset> assets = new HashMap<>();
    files.forEach((path, content) -> assets.put("/" + path, Asset.of(path, content)));
    Asset found = assets.get("/" + PAGE);
    if (found == null) {
      throw new IllegalArgumentException(PAGE + " is missing from the screens");
    }
    this.byPath = Map.copyOf(assets);
    this.page = found;
    this.policy = ContentSecurity.policy(new String(found.plain(), StandardCharsets.UTF_8));
  }

  /**
   * @param files contents by path, such as {@code app/main.js}
   */
  static Screens of(Map<String, byte[]> files) {
    return new Screens(files);
  }

  static Screens of(Bundle bundle) {
    Map<String, byte[]> files = new HashMap<>();
    List<URL> entries = Collections.list(bundle.findEntries(ROOT, "*", true));
    for (URL entry : entries) {
      if (!entry.getPath().endsWith("/")) {
        files.put(entry.getPath().substring(ROOT.length()), read(entry));
      }
    }
    return new Screens(files);
  }

  private static byte[] read(URL entry) {
    try (InputStream in = entry.openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + entry, e);
    }
  }

  Optional<Asset> find(String path) {
    return ROUTES.matcher(path).matches()
        ? Optional.of(page)
        : Optional.ofNullable(byPath.get(path));
  }

  String policy() {
    return policy;
  }
}

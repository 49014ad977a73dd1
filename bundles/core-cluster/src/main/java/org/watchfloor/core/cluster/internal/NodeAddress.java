package org.watchfloor.core.cluster.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node by name, and where it listens to the others.
 *
 * @param name 1 to 32 of {@code a-z 0-9 -}
 * @param host name or address
 * @param port 1 to 65535
 */
record NodeAddress(String name, String host, int port) {
  private static final Pattern FORM =
      Pattern.compile(
          "([a-z0-9][a-z0-9-]{0,31})@([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");

  /**
   * @throws IllegalArgumentException naming the field
   */
  static NodeAddress of(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    int port = matcher.matches() ? Integer.parseInt(matcher.group(3)) : 0;
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "members: \"" + text.strip() + "\" is not name@host:port, such as a@10.0.0.1:5701");
    }
    return new NodeAddress(matcher.group(1), matcher.group(2), port);
  }

  String address() {
    return host + ":" + port;
  }
}

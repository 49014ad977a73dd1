package org.watchfloor.toolkit.http;

import java.net.URI;

/**
 * Where a request goes. Immutable.
 *
 * @param key of the configuration, for messages: the address itself may carry a secret
 * @param ofProtocol whether the path is the protocol's own; otherwise an administrator has set it
 */
public record Target(String key, URI address, boolean ofProtocol) {
  /** Never shows the address. */
  @Override
  public String toString() {
    return "Target[" + key + "]";
  }
}

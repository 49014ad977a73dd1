package org.watchfloor.plugin.api.source;

/**
 * A way in that a decoder plugin asks the platform for. More transports come with minor versions of
 * this API; plugins make these and never switch over them.
 */
public sealed interface Inbound permits Inbound.Webhook {

  /**
   * {@code POST /hooks/<source id>} on the center's HTTPS port.
   *
   * @param secret how the vendor proves itself
   * @param maxBytes largest body accepted, bytes; larger ones are answered 413
   */
  record Webhook(WebhookSecret secret, int maxBytes) implements Inbound {
    public Webhook {
      if (maxBytes < 1 || maxBytes > 64 << 20) {
        throw new IllegalArgumentException("maxBytes: " + maxBytes + " is not within 1 to 64 MiB");
      }
    }
  }

  /** A webhook that takes bodies of up to 1 MiB. */
  static Inbound webhook(WebhookSecret secret) {
    return new Webhook(secret, 1 << 20);
  }
}

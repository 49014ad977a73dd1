package org.watchfloor.plugin.api.source;

/**
 * How a vendor proves that a webhook is its own.
 *
 * @param place where the proof stands
 * @param name of the header; empty for PATH
 * @param value the shared secret, at least 8 characters
 */
public record WebhookSecret(Place place, String name, String value) {

  /** Where the proof stands. */
  public enum Place {
    /** Last path segment, {@code /hooks/<source id>/<secret>}: for vendors that know only a URL. */
    PATH,
    /** The named header equals the secret. */
    HEADER,
    /**
     * The named header is the lower-case hexadecimal HMAC-SHA256 of the body, with or without
     * {@code sha256=} before it.
     */
    HMAC_SHA256
  }

  public WebhookSecret {
    if (value.length() < 8) {
      throw new IllegalArgumentException("secret: must have at least 8 characters");
    }
    if (place != Place.PATH && name.isBlank()) {
      throw new IllegalArgumentException("name: the header that carries the secret is missing");
    }
  }

  public static WebhookSecret path(String secret) {
    return new WebhookSecret(Place.PATH, "", secret);
  }

  public static WebhookSecret header(String name, String secret) {
    return new WebhookSecret(Place.HEADER, name, secret);
  }

  public static WebhookSecret hmacSha256(String header, String secret) {
    return new WebhookSecret(Place.HMAC_SHA256, header, secret);
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "WebhookSecret[" + place + (name.isEmpty() ? "" : " " + name) + "]";
  }
}

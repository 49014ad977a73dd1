package org.watchfloor.console.rest.internal.http;

/**
 * What a route takes as body.
 *
 * @param contentType the one type that it takes; empty for a route without a body
 * @param maxBytes more are refused with 413
 */
public record Input(String contentType, int maxBytes) {
  public static final Input NONE = new Input("", 0);

  /** JSON of at most 1 MiB. */
  public static final Input JSON = json(1 << 20);

  public static Input json(int maxBytes) {
    return new Input("application/json", maxBytes);
  }

  public static Input csv(int maxBytes) {
    return new Input("text/csv", maxBytes);
  }

  public boolean none() {
    return contentType.isEmpty();
  }
}

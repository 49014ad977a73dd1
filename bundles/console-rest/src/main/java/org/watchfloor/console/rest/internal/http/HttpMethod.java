package org.watchfloor.console.rest.internal.http;

/** Methods that routes have. */
public enum HttpMethod {
  GET,
  POST,
  PUT,
  DELETE;

  /** Whether the method changes something, so that a browser must send its CSRF token. */
  public boolean changes() {
    return this != GET;
  }
}

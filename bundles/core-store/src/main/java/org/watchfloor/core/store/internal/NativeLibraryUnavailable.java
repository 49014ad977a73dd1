package org.watchfloor.core.store.internal;

/** SQLite's native library could not be unpacked or loaded; another attempt may succeed. */
final class NativeLibraryUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  NativeLibraryUnavailable(Throwable cause) {
    super("SQLite's native library cannot be unpacked or loaded: " + cause.getMessage(), cause);
  }
}

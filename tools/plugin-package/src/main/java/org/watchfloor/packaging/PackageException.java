package org.watchfloor.packaging;

/** A package that cannot be made; the message says why and what to do. */
public final class PackageException extends Exception {
  private static final long serialVersionUID = 1;

  public PackageException(String message) {
    super(message);
  }

  public PackageException(String message, Throwable cause) {
    super(message, cause);
  }
}

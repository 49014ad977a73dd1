package org.watchfloor.core.backup.internal;

import java.io.IOException;

/** An archive or a center that cannot be used as asked; the message says why and what to do. */
final class BackupFault extends IOException {
  private static final long serialVersionUID = 1;

  BackupFault(String message) {
    super(message);
  }

  BackupFault(String message, Throwable cause) {
    super(message, cause);
  }
}

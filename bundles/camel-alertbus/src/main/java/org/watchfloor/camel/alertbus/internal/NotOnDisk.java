package org.watchfloor.camel.alertbus.internal;

import org.watchfloor.plugin.api.source.Receipt;

/** A signal of a message was not taken, so that the message must not be acknowledged. */
final class NotOnDisk extends Exception {
  private static final long serialVersionUID = 1;

  NotOnDisk(int index, Receipt receipt) {
    super("signal " + index + " is not on disk: " + receipt.status() + ", " + receipt.reason());
  }
}

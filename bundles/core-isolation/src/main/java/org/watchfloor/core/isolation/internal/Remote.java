package org.watchfloor.core.isolation.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.watchfloor.core.api.runtime.ProcessEnded;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.core.isolation.wire.RemoteFault;
import org.watchfloor.plugin.api.source.SourceException;

/** Calls into a plugin elsewhere, with the failures that plugin-api knows. */
final class Remote {
  private Remote() {}

  /**
   * @throws SourceException RETRY, if there is no JVM now
   */
  static Jvm now(CurrentJvm current) throws SourceException {
    try {
      return current.get();
    } catch (Gone e) {
      throw retry(e.reason());
    }
  }

  /**
   * Calls a method that may be interrupted but cannot say so.
   *
   * @throws SourceException as the plugin says, or RETRY if its JVM ends
   */
  static Frame callForSource(Jvm jvm, String method, ObjectNode args) throws SourceException {
    try {
      return call(jvm, method, args);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw retry("interrupted");
    }
  }

  static Frame call(Jvm jvm, String method, ObjectNode args)
      throws SourceException, InterruptedException {
    try {
      return jvm.call(method, args);
    } catch (Gone e) {
      throw ended(e);
    } catch (RemoteFault e) {
      throw new PluginCrash(e.text());
    }
  }

  /** For a JVM that ended while something was asked of it. */
  private static SourceException ended(Gone gone) {
    return new SourceException(
        SourceException.Kind.RETRY, gone.reason(), new ProcessEnded(gone.reason()));
  }

  static SourceException retry(String reason) {
    return new SourceException(SourceException.Kind.RETRY, reason);
  }
}

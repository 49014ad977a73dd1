package org.watchfloor.core.api.bus;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes what the bus delivers. */
@ConsumerType
@FunctionalInterface
public interface EntryHandler {
  /**
   * Handles entries in order; called by one thread at a time, with 1 to 500 of them. When it
   * returns, the cursor moves behind the last one. After an exception the same entries are
   * delivered again, after a pause that grows to 5 s.
   */
  void handle(List<BusEntry> entries) throws Exception;
}

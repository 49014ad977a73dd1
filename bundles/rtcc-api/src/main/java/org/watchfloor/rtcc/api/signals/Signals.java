package org.watchfloor.rtcc.api.signals;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.core.api.access.Actor;

/**
 * Searches the history of signals. Plate reads are not in it: to look one up takes a reason, see
 * {@link org.watchfloor.rtcc.api.plates.Plates}; nor are signs of life. Thread-safe; calls block.
 */
@ProviderType
public interface Signals {
  /** The newest signals for the map and lists, newest first; a query without text and fields. */
  List<SignalRecord> latest(SignalQuery query);

  /** Looks signals up, newest first; audited with its reason before anything is read. */
  List<SignalRecord> search(SignalQuery query, String reason, Actor by);

  Optional<SignalRecord> get(long number);
}

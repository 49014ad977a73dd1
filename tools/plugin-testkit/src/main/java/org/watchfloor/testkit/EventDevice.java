package org.watchfloor.testkit;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A device in the hands of a test to which things happen that it tells. */
public interface EventDevice extends FakeDevice {

  /**
   * So many things happen, each another one. Whoever is connected is told; what happens while
   * nobody is, is told to the next that asks for it, if the vendor keeps it.
   *
   * @return the vendor keys that their signals must have, in order
   */
  List<String> happen(int times);

  /** Tells the last event again, as a vendor does that has not heard whether it arrived. */
  void repeat();

  /** Cuts every connection, without a word where the protocol has words for it; takes new ones. */
  void cut();

  /**
   * Vendor keys of events that it was told have arrived; empty where the protocol has no
   * acknowledgement.
   */
  Optional<Set<String>> acknowledged();
}

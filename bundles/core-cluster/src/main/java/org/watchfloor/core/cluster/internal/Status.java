package org.watchfloor.core.cluster.internal;

/**
 * What this node may do now, as others ask for it. Thread-safe. The leases are looked at with every
 * question, so that a node that was stopped by its machine for a while never answers by what it
 * knew before.
 */
final class Status {
  private final String node;
  private volatile boolean leading;
  private volatile long leadUntil = System.nanoTime();
  private volatile long workUntil = System.nanoTime();
  private volatile Owners owners = Owners.NONE;
  private volatile String leader = "";
  private volatile boolean decided;

  Status(String node) {
    this.node = node;
  }

  /** This node leads, and all that former leaders decided is visible; or it does not. */
  void leading(boolean leads) {
    leading = leads;
    decided |= leads;
  }

  void leadUntil(long nanos) {
    leadUntil = nanos;
  }

  long leadUntil() {
    return leadUntil;
  }

  /** Never back. */
  void workUntil(long nanos) {
    if (nanos - workUntil > 0) {
      workUntil = nanos;
      decided = true;
    }
  }

  /** Gives everything up at once. */
  void stop() {
    leading = false;
    leadUntil = System.nanoTime();
    workUntil = System.nanoTime();
    leader = "";
  }

  void owners(Owners newest) {
    owners = newest;
  }

  Owners owners() {
    return owners;
  }

  void leader(String name) {
    leader = name;
  }

  /** Name of the node that leads as far as this one knows; empty for none. */
  String leader() {
    return leader;
  }

  boolean leads() {
    return leading && System.nanoTime() - leadUntil < 0;
  }

  boolean works() {
    return leads() || System.nanoTime() - workUntil < 0;
  }

  /** Whether it has worked since the start. */
  boolean everWorked() {
    return decided;
  }

  String owner(String sourceId) {
    return works() ? owners.owner(sourceId) : "";
  }

  boolean owns(String sourceId) {
    return owner(sourceId).equals(node);
  }

  /** All that a listener may want to hear of. */
  Seen seen() {
    return new Seen(leads(), works(), works() ? owners : Owners.NONE, leader);
  }

  record Seen(boolean leads, boolean works, Owners owners, String leader) {}
}

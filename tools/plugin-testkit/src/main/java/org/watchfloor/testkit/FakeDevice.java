package org.watchfloor.testkit;

/**
 * A device in the hands of a test: a small real server on loopback that speaks the vendor's
 * protocol. It begins as {@link Mode#GOOD}; closed, it is a device that is switched off.
 */
public interface FakeDevice extends AutoCloseable {

  /** How it takes whoever comes. */
  enum Mode {
    GOOD,
    /** Refuses every sign-in, as after a change of the password. */
    WRONG_PASSWORD,
    /** Takes the connection and says nothing until it is closed. */
    SILENT
  }

  void behave(Mode mode);

  /** How often it was spoken to: requests, or connections where the protocol has none. */
  int contacts();
}

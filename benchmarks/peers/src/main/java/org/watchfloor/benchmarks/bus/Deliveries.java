package org.watchfloor.benchmarks.bus;

/** Told by a peer what its subscribers have got; on any thread. */
interface Deliveries {
  /**
   * @param subscriber from 0
   * @param number of the message
   */
  void delivered(int subscriber, int number);

  /** Something went wrong that loses messages: the row fails with this. */
  void failed(Throwable reason);
}

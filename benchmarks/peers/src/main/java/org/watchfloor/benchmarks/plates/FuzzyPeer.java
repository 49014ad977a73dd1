package org.watchfloor.benchmarks.plates;

/** Something that finds plates which differ from a read by one edit at most. For one thread. */
interface FuzzyPeer extends AutoCloseable {
  String name();

  /** How many it finds. */
  int find(String read) throws Exception;

  /** Of its own processes, user and system, so far. */
  double cpuSeconds() throws Exception;

  /** On disk or in memory, with its index. */
  long bytes() throws Exception;
}

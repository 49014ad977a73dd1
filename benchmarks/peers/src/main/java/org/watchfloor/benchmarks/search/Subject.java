package org.watchfloor.benchmarks.search;

import java.util.List;

/** What keeps the reads and looks them up. */
interface Subject extends AutoCloseable {
  String name();

  /** Keeps all, with what it needs to find them. */
  void load(Reads reads) throws Exception;

  /** On the disk, indices included. */
  long bytes() throws Exception;

  /** Numbers of the newest {@link Asked#LIMIT}, newest first. */
  List<Long> search(Asked asked) throws Exception;
}

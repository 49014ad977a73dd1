package org.watchfloor.core.cluster.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether this node's copy is known to lack what was decided: it began empty, or was begun anew,
 * and has not caught up. Such a node must not vote, because those who voted for the entries that it
 * lost counted on it. On disk as an empty file. Confined to the node's loop.
 */
final class Beginner {
  private final Path mark;
  private boolean begins;

  /**
   * @param empty whether nothing was ever written or promised here
   */
  Beginner(Path directory, boolean empty) throws IOException {
    mark = directory.resolve("copying");
    Files.createDirectories(directory);
    begins = empty || Files.exists(mark);
  }

  boolean begins() {
    return begins;
  }

  /** Before the first thing of another node is taken. */
  void copying() throws IOException {
    if (!Files.exists(mark)) {
      Files.createFile(mark);
    }
    begins = true;
  }

  void caughtUp() throws IOException {
    if (begins) {
      Files.deleteIfExists(mark);
      begins = false;
    }
  }
}

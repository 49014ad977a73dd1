package org.watchfloor.camel.routing.internal;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.strategy.GenericFileProcessStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a file once it was the same at two looks, and moves it to {@code done} or {@code failed};
 * one that could not be taken now stays where it is. Compares lengths and times of one machine with
 * each other only, so that no clock matters. On the one thread of the source.
 *
 * @param <T> Camel's type of a file
 */
final class SettledFiles<T> extends GenericFileProcessStrategySupport<T> {
  private static final Logger LOG = LoggerFactory.getLogger(SettledFiles.class);

  private static final String OUTCOME = "WatchfloorFile";

  /** What became of a file. */
  enum Outcome {
    /** Its signals are on disk. */
    DONE,
    /** It will never be taken. */
    FAILED,
    /** It could not be taken now. */
    STAYS
  }

  private record Seen(long length, long modified) {
    static Seen of(GenericFile<?> file) {
      return new Seen(file.getFileLength(), file.getLastModified());
    }
  }

  private final String sourceId;
  private Map<String, Seen> before = new HashMap<>();
  private Map<String, Seen> now = new HashMap<>();

  /** Files that were taken and cannot be moved: not to be taken again as long as they last. */
  private final Map<String, Seen> unmovable = new HashMap<>();

  private boolean waiting;
  private String stuck = "";

  SettledFiles(String sourceId) {
    this.sourceId = sourceId;
  }

  static void leave(Exchange exchange, Outcome outcome) {
    exchange.setProperty(OUTCOME, outcome);
  }

  void lookBegins() {
    before = now;
    now = new HashMap<>();
    waiting = false;
  }

  /** Whether files were seen at the last look that were not the same before. */
  boolean isWaiting() {
    return waiting;
  }

  /** What cannot be moved, in words; empty for nothing. */
  String stuck() {
    return stuck;
  }

  @Override
  public boolean begin(
      GenericFileOperations<T> operations,
      GenericFileEndpoint<T> endpoint,
      Exchange exchange,
      GenericFile<T> file) {
    Seen seen = Seen.of(file);
    String name = file.getFileName();
    if (seen.equals(unmovable.get(name))) {
      return false;
    }
    if (!seen.equals(before.get(name))) {
      now.put(name, seen);
      waiting = true;
      return false;
    }
    return true;
  }

  /** A file that was not begun has nothing to be released. */
  @Override
  public void abort(
      GenericFileOperations<T> operations,
      GenericFileEndpoint<T> endpoint,
      Exchange exchange,
      GenericFile<T> file) {}

  @Override
  public void commit(
      GenericFileOperations<T> operations,
      GenericFileEndpoint<T> endpoint,
      Exchange exchange,
      GenericFile<T> file)
      throws Exception {
    operations.releaseRetrievedFileResources(exchange);
    Object outcome = exchange.getProperty(OUTCOME);
    if (outcome == Outcome.DONE) {
      move(operations, file, "done");
    } else if (outcome == Outcome.FAILED) {
      move(operations, file, "failed");
    }
  }

  @Override
  public void rollback(
      GenericFileOperations<T> operations,
      GenericFileEndpoint<T> endpoint,
      Exchange exchange,
      GenericFile<T> file)
      throws Exception {
    operations.releaseRetrievedFileResources(exchange);
  }

  private void move(GenericFileOperations<T> operations, GenericFile<T> file, String folder) {
    String name = file.getFileName();
    try {
      GenericFile<T> to = operations.newGenericFile();
      file.copyFrom(file, to);
      to.changeFileName(folder + "/" + name);
      renameFile(operations, file, to);
      if (unmovable.remove(name) != null && unmovable.isEmpty()) {
        stuck = "";
      }
    } catch (GenericFileOperationFailedException e) {
      unmovable.put(name, Seen.of(file));
      stuck =
          "a file that was taken cannot be moved to the sub-folder "
              + folder
              + ": the center's user may not write there; it is not taken twice";
      LOG.debug("{}: {}", sourceId, stuck, e);
    }
  }
}

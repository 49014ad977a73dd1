package org.watchfloor.core.api.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The log on this node's own disk, with what those need who keep copies of it on other nodes.
 * Thread-safe. Where the center is one node it is the {@link Journal} of everybody; in a cluster
 * the cluster's journal stands before it and nobody else may append.
 *
 * <p>An entry is <em>written</em> when it is on this disk, and <em>visible</em> when readers may
 * see it: at once, or where the journal is held, when it is released. {@link #head()}, {@link
 * #read}, {@link #positionAt} and the listeners of {@link #onWritten} know visible entries only.
 *
 * <p>A term is the time during which one node gave the positions, numbered 1 and up; the log keeps
 * in which term each entry was written (Ongaro and Ousterhout, "In Search of an Understandable
 * Consensus Algorithm", 5.1 and 5.3).
 */
@ProviderType
public interface LocalJournal extends Journal {

  /**
   * Whether entries become visible only when they are released. Fixed for the life of the service.
   */
  boolean held();

  /** Position of the last entry on this disk, visible or not. */
  long written();

  /**
   * Makes entries visible up to a position, at most {@link #written()}; never takes any back. The
   * position is on disk at the latest with the next group, so that a restart begins not far before.
   * Listeners are told on the caller's thread.
   */
  void release(long upTo);

  /**
   * Entries after a position as they lie on disk, visible or not, oldest first; corrupt ones end
   * the list: they must not be copied.
   */
  List<StoredEntry> stored(long after, int maxEntries, long maxBytes);

  /**
   * Writes copies, with their positions, terms, times and duplicate keys, in one synced group. The
   * first must follow {@link #written()} directly. Completes as {@link #append} does: WRITTEN with
   * the last position, or UNAVAILABLE with the reason.
   */
  CompletionStage<Appended> install(List<StoredEntry> entries);

  /**
   * Removes written entries after a position, durably, with their duplicate keys.
   *
   * @throws IllegalArgumentException if one of them is visible
   */
  void truncate(long after) throws IOException;

  /**
   * Forgets every entry and duplicate key, durably, so that copies from a position on can be
   * installed: for a node that is farther behind than the others keep.
   *
   * @param first position that the next installed entry will have
   */
  void restartAt(long first) throws IOException;

  /** The newest term that this node has promised to follow; 0 at first. On disk. */
  long term();

  /**
   * Promises, durably, to follow no term before this one.
   *
   * @throws IllegalArgumentException if a newer term was promised already
   */
  void promise(long term) throws IOException;

  /** Says that entries appended from now on belong to a term; at most the promised one. */
  void appendIn(long term);

  /** The term of the entry at a position; 0 for one before the first, or that is not written. */
  long termAt(long position);

  /**
   * Writes a consistent copy of the files into a new directory while the journal goes on; hard
   * links where the disk allows. Such a copy opens like the journal itself.
   */
  void checkpoint(Path directory) throws IOException;

  /**
   * Reads every entry and names those that are missing or corrupt, oldest first; may take minutes.
   * Entries whose loss was noticed when the journal was opened are among them.
   */
  default List<Damage> check() {
    return List.of();
  }

  /**
   * Where the journal is held: the last position that was written here and is gone by damage, while
   * it is after {@link #written()}; otherwise 0. A node that has lost such entries has answered for
   * copies that it does not have: until they are installed again it must neither lead nor vote.
   */
  default long lostUpTo() {
    return 0;
  }
}

package org.watchfloor.core.api.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One part's share of a backup: whoever owns files or tables registers one as a service.
 * Thread-safe; calls block and may take minutes.
 */
@ConsumerType
public interface BackupPart {
  /** Folder of the archive that belongs to it: {@code journal}, {@code store}, {@code audit}. */
  String name();

  /**
   * Parts are written in rising order, so that what is written later knows at least what was
   * written before: the store (10) before the journal (20), because a subscriber handles entries
   * again that the store knows already, and loses those that the journal does not have.
   */
  int order();

  /**
   * Writes a consistent copy of what it owns while it goes on.
   *
   * @param directory empty, on the disk of the data directory; hard links are fine
   * @return figures to be compared after a restore: entries, rows of a table, checksums
   */
  Map<String, String> write(Path directory) throws IOException;

  /**
   * Where on this machine the copy must lie for the part to begin with it, as a path relative to
   * the data directory ({@code data/watchfloor}). A restore puts it there before the part starts.
   */
  String place();

  /** The same figures as {@link #write} gives, of what it holds now. */
  Map<String, String> figures() throws IOException;
}

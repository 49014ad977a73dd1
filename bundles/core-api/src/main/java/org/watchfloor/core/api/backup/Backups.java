package org.watchfloor.core.api.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Backups of this center, each one archive on its machine. Thread-safe; one at a time is made or
 * staged. Calls block and may take minutes. Messages of exceptions say what is wrong and what to
 * do, and that nothing has changed.
 */
@ProviderType
public interface Backups {
  /**
   * Writes an archive while the center goes on. The file appears when it is whole, mode 0600.
   *
   * @param file absolute; must not be there
   * @param progress hears in words what is being done
   */
  BackupInfo create(Path file, Consumer<String> progress) throws IOException;

  /** What an archive says that it holds; no hash is looked at. */
  BackupInfo list(Path file) throws IOException;

  /** Reads the whole archive and compares every hash. */
  BackupInfo check(Path file, Consumer<String> progress) throws IOException;

  /**
   * Checks an archive and lays its content ready on the disk of the data directory, to be this
   * center's from its next start on. What is there now is kept aside then.
   */
  BackupInfo stage(Path file, Consumer<String> progress) throws IOException;

  /**
   * Forgets what was staged.
   *
   * @return false if nothing was
   */
  boolean unstage() throws IOException;
}

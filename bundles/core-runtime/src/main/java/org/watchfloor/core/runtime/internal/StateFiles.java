package org.watchfloor.core.runtime.internal;

import java.nio.file.Path;
import org.watchfloor.plugin.api.source.StateStore;

/**
 * Bookmarks of sources, a file each: {@code <source id>.properties}, with {@code =} for each colon.
 * They stay when their plugin is removed, so that one that comes back goes on where it was; who
 * wants a feed from its beginning deletes the file while the source is closed. Thread-safe.
 */
final class StateFiles {
  private final Path folder;

  /**
   * @param folder made with the first bookmark
   */
  StateFiles(Path folder) {
    this.folder = folder;
  }

  /** The bookmarks of one source, dead once its gate is shut. */
  StateStore of(String sourceId, Gate gate) {
    return new Bookmarks(
        sourceId, folder.resolve(sourceId.replace(':', '=') + ".properties"), gate);
  }
}

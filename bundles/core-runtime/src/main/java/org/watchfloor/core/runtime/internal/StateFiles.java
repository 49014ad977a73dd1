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
  private final Copies copies;

  /**
   * @param folder made with the first bookmark
   */
  StateFiles(Path folder) {
    this(folder, Copies.NONE);
  }

  /**
   * @param folder made with the first bookmark
   * @param copies that outlive this node
   */
  StateFiles(Path folder, Copies copies) {
    this.folder = folder;
    this.copies = copies;
  }

  /**
   * The bookmarks of one source, dead once its gate is shut; as another node has left them, where
   * one has.
   */
  StateStore of(String sourceId, Gate gate) {
    Path file = folder.resolve(sourceId.replace(':', '=') + ".properties");
    Bookmarks bookmarks = new Bookmarks(sourceId, file, gate, copies);
    bookmarks.takeOver();
    return bookmarks;
  }
}

package org.watchfloor.plugin.api.source;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The bookmarks of one source, kept by its id: they survive a restart of the center, an update and
 * a rollback of the plugin, and its removal: whoever installs it again goes on from there.
 * Thread-safe; {@link #put} blocks for a write to disk, so that it belongs on a thread of {@link
 * SourceContext#scheduler()}.
 *
 * <p>Write a bookmark only after the receipts of what lies before it: the center then sees again
 * what it has not, and keeps once what it sees twice.
 */
@ProviderType
public interface StateStore {
  Optional<String> get(String key);

  /**
   * On disk when it returns, whole or not at all.
   *
   * @param key 1 to 128 characters; at most 100 of them
   * @param value at most 65,536 characters
   * @throws IOException if it cannot be written, or the source is closed
   * @throws IllegalArgumentException naming the limit that does not hold
   */
  void put(String key, String value) throws IOException;

  /**
   * @throws IOException if it cannot be written, or the source is closed
   */
  void remove(String key) throws IOException;
}

package org.watchfloor.core.api.backup;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an archive holds.
 *
 * @param version of the center that wrote it
 * @param host name of the machine it was written on
 * @param created UTC
 * @param parts in the order in which they were written
 */
public record BackupInfo(String version, String host, Instant created, List<Part> parts) {
  /**
   * One part's share.
   *
   * @param files how many
   * @param bytes of all of them, not compressed
   * @param figures that the part gave when it was written
   */
  public record Part(String name, long files, long bytes, Map<String, String> figures) {}

  public BackupInfo {
    parts = List.copyOf(parts);
  }
}

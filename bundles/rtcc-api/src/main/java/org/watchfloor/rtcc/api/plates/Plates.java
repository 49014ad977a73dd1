package org.watchfloor.rtcc.api.plates;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.core.api.access.Actor;

/** Hot lists and hits. Thread-safe; calls block. */
@ProviderType
public interface Plates {
  /**
   * Replaces a hot list by the lines of a CSV file (RFC 4180, UTF-8) with the header {@code
   * plate,state,reason,agency,entered,expires}; a broken line is left out and reported, the others
   * are imported. Times are RFC 3339 or dates; an empty {@code expires} never expires. In force for
   * the next read when the call returns. Audited.
   *
   * @throws IllegalArgumentException if the header is not as above, nothing could be imported, or
   *     the name does not hold
   */
  HotListImport importHotList(String name, String owner, String csv, Actor by);

  List<HotList> hotLists();

  /** False if there is none of that name. Audited. */
  boolean removeHotList(String name, Actor by);

  /** The newest hits, newest first. */
  List<Hit> hits(int limit);
}

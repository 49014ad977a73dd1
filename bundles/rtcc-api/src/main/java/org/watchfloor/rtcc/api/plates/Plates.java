package org.watchfloor.rtcc.api.plates;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.core.api.access.Actor;

/** Hits and the history of reads. Thread-safe; calls block. */
@ProviderType
public interface Plates {
  /** Looks reads up; audited with reason and case number before anything is read. */
  List<ReadRecord> search(ReadQuery query, LookUp why, Actor by);

  /** The newest hits, newest first. */
  List<Hit> hits(int limit);

  /** How many reads are in the history. */
  long readCount();
}

package org.watchfloor.rtcc.api.plates;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.core.api.access.Actor;

/**
 * The history of plate reads. Thread-safe; calls block. Whatever is looked up is audited with
 * reason and case number before anything is read.
 */
@ProviderType
public interface PlateReads {
  /** Looks reads up, newest first. */
  List<ReadRecord> search(ReadQuery query, LookUp why, Actor by);

  /** How many reads are in the history. */
  long count();
}

package org.watchfloor.rtcc.api.plates;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Hits. Thread-safe; calls block. */
@ProviderType
public interface Plates {

  /** The newest hits, newest first. */
  List<Hit> hits(int limit);
}

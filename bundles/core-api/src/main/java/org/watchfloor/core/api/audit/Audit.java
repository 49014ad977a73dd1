package org.watchfloor.core.api.audit;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Append-only log of who saw and did what and why. Thread-safe. */
@ProviderType
public interface Audit {
  /**
   * Writes a record to disk before it returns.
   *
   * @throws AuditUnavailable if it cannot be written: the act must then not be done
   */
  void record(AuditRecord record);

  /** Entries after a number, oldest first. */
  List<AuditEntry> read(long after, int limit);

  /** Number of the newest entry; 0 for an empty log. */
  long head();

  /** Walks the whole chain. Empty if it holds, otherwise what is wrong and at which number. */
  java.util.Optional<String> verify();
}

package org.watchfloor.rtcc.api.rules;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What makes alerts of signals. Thread-safe. */
@ProviderType
public interface Rules {
  /** By id. */
  List<RuleInfo> rules();
}

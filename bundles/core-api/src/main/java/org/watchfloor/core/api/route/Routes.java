package org.watchfloor.core.api.route;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Somebody who runs routes; all of them together are the list. Thread-safe. */
@ConsumerType
public interface Routes {
  /** By contributor and id. */
  List<RouteInfo> routes();
}

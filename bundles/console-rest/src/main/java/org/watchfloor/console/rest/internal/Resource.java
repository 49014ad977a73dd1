package org.watchfloor.console.rest.internal;

import java.util.List;
import org.watchfloor.console.rest.internal.http.Route;

/** One kind of thing that REST shows, as rows of the table of routes. */
interface Resource {
  List<Route> routes();
}

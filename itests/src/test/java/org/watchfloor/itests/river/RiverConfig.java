package org.watchfloor.itests.river;

/** Described by the metatype that {@link RiverBundle} writes. */
@interface RiverConfig {
  String _secret();
}

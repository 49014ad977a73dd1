package org.watchfloor.rtcc.api.plates;

/** What people have decided of a hit so far. */
public enum HitState {
  /** Nobody has compared picture and list yet: nobody outside the desk is told. */
  UNVERIFIED,
  /** Plate and state are those of the entry: whoever is to be told is told. */
  CONFIRMED,
  /** The reader read another plate than the one in the picture. */
  MISREAD,
  /** The plate is read right, and the vehicle is not the one that the entry means. */
  NOT_THE_VEHICLE
}

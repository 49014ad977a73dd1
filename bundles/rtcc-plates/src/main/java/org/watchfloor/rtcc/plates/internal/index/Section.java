package org.watchfloor.rtcc.plates.internal.index;

/** The parts of a segment, in their order. Each begins at a multiple of 8 bytes. */
enum Section {
  /** UTF-8 text in the order of its bytes: sources, devices, states, makes and colors. */
  STRINGS,
  /** Where each ends. */
  STRING_ENDS,
  /** Plates that are no {@link PlateKey}. */
  TEXTS,
  TEXT_ENDS,
  /** Source, device, latitude, longitude; in this order. */
  SPOTS,
  /** State, make, color; in this order. */
  TRAITS,
  /** Plate, time, number, spot, traits as {@link RowFormat} says; newest first. */
  ROWS,
  /** Rows, with the time of capture, whose reader's clock was ahead. */
  AHEAD,
  /** Each plate once, in order. */
  KEYS,
  /** Each plate read from its end, in order. */
  MIRRORED,
  /** Which plates these are. */
  MIRRORED_ORDINALS,
  /** Where the rows of each plate begin, then of each text; and where all end. */
  STARTS,
  /** Rows by plate. */
  POSTINGS,
  /** Three characters that follow each other in some plate, each once, in order. */
  GRAMS,
  /** Where the plates of each begin, and where all end. */
  GRAM_STARTS,
  /** Plates by three characters. */
  GRAM_POSTINGS;

  static final int SPOT_BYTES = 24;
  static final int TRAITS_BYTES = 12;
  static final int AHEAD_BYTES = 12;
}

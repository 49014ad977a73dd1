package org.watchfloor.console.rest.internal;

/**
 * How much there may be of streams.
 *
 * @param perIdentity streams that one user or token may have open at a time
 * @param total streams that may be open at a time
 * @param behind entries that an event stream may fall behind and still get every signal
 */
record StreamLimits(int perIdentity, int total, long behind) {
  static StreamLimits of(RestConfig config) {
    return new StreamLimits(
        config.streams_per_identity(), config.streams_total(), config.events_behind_max());
  }
}

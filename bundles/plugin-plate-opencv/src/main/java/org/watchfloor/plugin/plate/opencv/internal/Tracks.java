package org.watchfloor.plugin.plate.opencv.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.plate.opencv.internal.reading.Found;

/** The vehicles that a camera sees now. Thread-safe. */
final class Tracks {
  /** A vehicle that was not seen for so long has passed. */
  private static final Duration GONE = Duration.ofSeconds(3);

  /** One that stays is told after so long, and taken for the same until it is gone. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** In widths of the plate, from one picture to the next. */
  private static final double NEAR = 1.5;

  private static final int MOST = 50;

  private final List<Track> tracks = new ArrayList<>();
  private final List<Track> told = new ArrayList<>();

  synchronized void see(Picture picture, List<Found> found) {
    List<Track> free = new ArrayList<>(tracks);
    free.addAll(told);
    for (Found plate : found) {
      Track track = nearest(free, plate);
      if (track != null) {
        free.remove(track);
        track.add(picture, plate);
      } else if (tracks.size() + told.size() < MOST) {
        tracks.add(new Track(picture, plate));
      }
    }
  }

  private static @Nullable Track nearest(List<Track> free, Found plate) {
    Track best = null;
    double least = Double.POSITIVE_INFINITY;
    for (Track track : free) {
      double distance = track.distance(plate);
      double allowed = track.shares(plate) ? 3 * NEAR : NEAR;
      if (distance < allowed && distance < least) {
        best = track;
        least = distance;
      }
    }
    return best;
  }

  /** Takes out those that can be told now: each vehicle once. */
  synchronized List<Track> passed(Instant now) {
    List<Track> passed = new ArrayList<>();
    told.removeIf(track -> gone(track, now));
    for (Iterator<Track> each = tracks.iterator(); each.hasNext(); ) {
      Track track = each.next();
      boolean gone = gone(track, now);
      if (gone || Duration.between(track.first().takenAt(), now).compareTo(LONGEST) > 0) {
        each.remove();
        passed.add(track);
        if (!gone) {
          told.add(track);
        }
      }
    }
    return passed;
  }

  private static boolean gone(Track track, Instant now) {
    return Duration.between(track.lastPicture().takenAt(), now).compareTo(GONE) > 0;
  }
}

package org.watchfloor.plugin.simulator.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.simulator.city.City;
import org.watchfloor.plugin.simulator.city.CityCamera;
import org.watchfloor.plugin.simulator.city.Junction;
import org.watchfloor.plugin.simulator.city.PlateReader;
import org.watchfloor.plugin.simulator.city.Route;
import org.watchfloor.plugin.simulator.city.Spot;

/**
 * A script in the city: where everything is at a moment, and what happens between two. Immutable.
 * Times are milliseconds since the script began; it repeats.
 */
final class Play {
  /** Of a stolen car, metres in a millisecond: 47 km/h. */
  static final double SPEED = 0.013;

  /** Where somebody shoots: at a corner of the crossing that the camera looks at. */
  private static final double SHOT_AHEAD = 37;

  private static final double SHOT_ASIDE = -16.5;

  private final long length;
  private final List<Shot> shots = new ArrayList<>();
  private final List<Drive> drives = new ArrayList<>();

  /** Gunshots at a place. */
  record Shot(int line, long at, CityCamera camera, Spot spot, int rounds, double confidence) {}

  /** A stolen car's way. */
  record Drive(int line, long departs, Route route, Vehicle vehicle, List<Pass> passes) {}

  /**
   * A stolen car at a plate reader.
   *
   * @param readAs its plate, or what the reader takes it for
   */
  record Pass(long at, PlateReader reader, String readAs) {}

  /** Something that is due to be sent; round counts how often the script has been played. */
  sealed interface Due permits ShotDue, PassDue {
    long at();
  }

  record ShotDue(long at, long round, Shot shot) implements Due {}

  record PassDue(long at, long round, Drive drive, Pass pass) implements Due {}

  /** A shot that was heard a while ago. */
  record Heard(Shot shot, long age) {}

  /** A stolen car that is somewhere now. */
  record Moving(Drive drive, Route.Position position) {}

  Play(City city, Script script) throws ScriptFault {
    length = script.length().toMillis();
    for (Script.Shot shot : script.shots()) {
      shots.add(shot(city, shot));
    }
    for (Script.Drive drive : script.drives()) {
      drives.add(drive(city, drive));
    }
  }

  /** The plates that the script calls stolen, each with its car. */
  Map<String, Vehicle> stolen() {
    Map<String, Vehicle> stolen = new LinkedHashMap<>();
    drives.forEach(drive -> stolen.put(drive.vehicle().plate(), drive.vehicle()));
    return stolen;
  }

  /** What happens after one moment and until another, in order. */
  List<Due> due(long after, long until) {
    List<Due> due = new ArrayList<>();
    for (long round = Math.max(0, after / length); round <= until / length; round++) {
      for (Shot shot : shots) {
        due.add(new ShotDue(round * length + shot.at(), round, shot));
      }
      for (Drive drive : drives) {
        for (Pass pass : drive.passes()) {
          due.add(new PassDue(round * length + pass.at(), round, drive, pass));
        }
      }
    }
    due.removeIf(one -> one.at() <= after || one.at() > until);
    due.sort(Comparator.comparingLong(Due::at));
    return due;
  }

  /** Shots at a junction within the last milliseconds, the newest first. */
  List<Heard> heard(Junction junction, long now, long within) {
    return due(now - within, now).stream()
        .filter(ShotDue.class::isInstance)
        .map(ShotDue.class::cast)
        .filter(due -> junction.cameras().contains(due.shot().camera()))
        .map(due -> new Heard(due.shot(), now - due.at()))
        .sorted(Comparator.comparingLong(Heard::age))
        .toList();
  }

  /** Stolen cars that drive now. */
  List<Moving> moving(long now) {
    List<Moving> moving = new ArrayList<>();
    long inRound = Math.floorMod(now, length);
    for (Drive drive : drives) {
      double metres = (inRound - drive.departs()) * SPEED;
      if (now >= 0 && metres >= 0 && metres <= drive.route().length()) {
        moving.add(new Moving(drive, drive.route().at(metres)));
      }
    }
    return moving;
  }

  private static Shot shot(City city, Script.Shot shot) throws ScriptFault {
    CityCamera camera =
        city.camera(shot.camera())
            .filter(CityCamera::live)
            .orElseThrow(() -> new ScriptFault(shot.line(), "where", "is no live camera"));
    Spot spot =
        camera.spot().plus(camera.heading(), SHOT_AHEAD).plus(camera.heading() + 90, SHOT_ASIDE);
    return new Shot(
        shot.line(), shot.at().toMillis(), camera, spot, shot.rounds(), shot.confidence());
  }

  private Drive drive(City city, Script.Drive drive) throws ScriptFault {
    Route route;
    try {
      route = city.route(drive.readers());
    } catch (IllegalArgumentException e) {
      throw new ScriptFault(drive.line(), "where", String.valueOf(e.getMessage()));
    }
    PlateReader first = city.readers().get(drive.readers().get(0) - 1);
    double metresToFirst = route.metresAt(first.crossing()).get(0);
    long departs = drive.at().toMillis() - (long) (metresToFirst / SPEED);
    List<Pass> passes = new ArrayList<>();
    for (PlateReader reader : city.readers()) {
      for (double metres : route.metresAt(reader.crossing())) {
        String readAs = metres == metresToFirst ? drive.readAs() : drive.vehicle().plate();
        passes.add(new Pass(departs + Math.round(metres / SPEED), reader, readAs));
      }
    }
    if (departs + route.length() / SPEED >= length) {
      throw new ScriptFault(drive.line(), "at", "the drive is not over before the end");
    }
    return new Drive(drive.line(), departs, route, drive.vehicle(), List.copyOf(passes));
  }
}

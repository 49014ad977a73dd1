package org.watchfloor.console.rest.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.rtcc.api.incidents.WrongState;
import org.watchfloor.rtcc.api.plates.Companion;
import org.watchfloor.rtcc.api.plates.ConvoyQuery;
import org.watchfloor.rtcc.api.plates.FrequentPlace;
import org.watchfloor.rtcc.api.plates.Hold;
import org.watchfloor.rtcc.api.plates.LookUp;
import org.watchfloor.rtcc.api.plates.PlacesRequest;
import org.watchfloor.rtcc.api.plates.PlateReads;
import org.watchfloor.rtcc.api.plates.ReadQuery;
import org.watchfloor.rtcc.api.plates.ReadRecord;

/** A history with one read, which remembers what it was asked. */
final class FakePlateReads implements PlateReads {
  private static final Instant AT = Instant.parse("2026-11-24T14:05:09Z");
  private static final GeoPoint PLACE = GeoPoint.of(36.1, -80.2);

  final List<LookUp> lookUps = Collections.synchronizedList(new ArrayList<>());
  final List<ReadQuery> queries = Collections.synchronizedList(new ArrayList<>());

  @Override
  public List<ReadRecord> search(ReadQuery query, LookUp why, Actor by) {
    lookUps.add(why);
    queries.add(query);
    PlateRead read = PlateRead.of("HOT1234", 0.9);
    return List.of(
        new ReadRecord(4, "plate-openalpr~n", AT, "cam", Optional.of(PLACE), read, List.of()));
  }

  @Override
  public List<Companion> convoy(ConvoyQuery query, LookUp why, Actor by) {
    lookUps.add(why);
    return List.of(new Companion("TAIL1", query.cameras(), 4, AT, AT));
  }

  private static PlacesRequest request(PlacesRequest.Terms terms, String by) {
    return new PlacesRequest("p1", terms, by, AT, PlacesRequest.State.OPEN, "", AT);
  }

  private static PlacesRequest request() {
    LookUp why = new LookUp("itest", "4711");
    return request(new PlacesRequest.Terms("HOT1234", AT, AT.plusSeconds(1), why), "ana");
  }

  @Override
  public PlacesRequest askForPlaces(PlacesRequest.Terms terms, Actor by) {
    return request(terms, by.name());
  }

  @Override
  public List<PlacesRequest> placesRequests(int limit) {
    return List.of(request());
  }

  @Override
  public Optional<PlacesRequest> decidePlaces(String id, boolean approve, Actor by) {
    return id.equals("p1") ? Optional.of(request()) : Optional.empty();
  }

  @Override
  public Optional<List<FrequentPlace>> places(String id, Actor by) throws WrongState {
    if (id.equals("open")) {
      throw new WrongState("No supervisor has approved the request.");
    }
    return id.equals("p1")
        ? Optional.of(
            List.of(
                new FrequentPlace(
                    "plate-openalpr~n",
                    "cam",
                    Optional.of(PLACE),
                    3,
                    2,
                    Collections.nCopies(24, 1))))
        : Optional.empty();
  }

  @Override
  public Hold hold(Hold.Terms terms, Actor by) {
    return new Hold("h1", terms, by.name(), AT);
  }

  @Override
  public List<Hold> holds() {
    return List.of();
  }

  @Override
  public boolean release(String id, LookUp why, Actor by) {
    return id.equals("h1");
  }

  @Override
  public long count() {
    return 1;
  }
}

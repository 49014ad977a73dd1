package org.watchfloor.rtcc.api.plates;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.rtcc.api.incidents.WrongState;

/**
 * The history of plate reads. Thread-safe; calls block. Whatever is looked up or decided is audited
 * with reason and case number before it is done.
 */
@ProviderType
public interface PlateReads {
  /** Looks reads up, newest first; those that only a hold keeps are among them. */
  List<ReadRecord> search(ReadQuery query, LookUp why, Actor by);

  /** Plates that were seen together with one, those at the most cameras first. */
  List<Companion> convoy(ConvoyQuery query, LookUp why, Actor by);

  /** Asks for where a plate is often; nothing is looked up until another person approves. */
  PlacesRequest askForPlaces(PlacesRequest.Terms terms, Actor by);

  /** The newest requests, newest first. */
  List<PlacesRequest> placesRequests(int limit);

  /**
   * Approves or refuses a request.
   *
   * @return empty if there is none of that id
   * @throws IllegalArgumentException if it is the decider's own
   * @throws WrongState if it is decided already
   */
  Optional<PlacesRequest> decidePlaces(String id, boolean approve, Actor by) throws WrongState;

  /**
   * Where the plate of an approved request is often, most reads first. For who asked and who
   * approved, for 24 hours after the approval.
   *
   * @return empty if there is no request of that id
   * @throws WrongState if it is not approved, or no more
   * @throws IllegalArgumentException if it is somebody else's
   */
  Optional<List<FrequentPlace>> places(String id, Actor by) throws WrongState;

  /** Keeps reads beyond their retention, those of the time to come too. */
  Hold hold(Hold.Terms terms, Actor by);

  /** All that have not expired, newest first. */
  List<Hold> holds();

  /**
   * Ends a hold: what is over goes with the next run of retention.
   *
   * @return false if there is none of that id
   */
  boolean release(String id, LookUp why, Actor by);

  /** How many reads are in the history, without those that only a hold keeps. */
  long count();
}

package org.watchfloor.rtcc.api.plates;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Role;

/**
 * Hot lists: plates that are looked for. Thread-safe; calls block. Every act is audited before it
 * is done.
 */
@ProviderType
public interface HotLists {
  /** The list of the plates that people have entered. */
  String BY_HAND = "by hand";

  /** All lists, by name. The list {@link #BY_HAND} is among them. */
  List<HotList> all();

  /** Names of the layouts that files may have. */
  List<String> layouts();

  /**
   * Replaces a hot list by the lines of a file, which is read as it comes and may be of any length.
   * A broken line is left out and reported, the others are imported. In force for the next read
   * when the call returns, unless the answer says that it waits: a list that has lost nine tenths
   * of its entries, or a file that looks cut off, waits for {@link #confirm}, and the list of
   * before stays.
   *
   * @param terms empty to keep those of before
   * @param layout one of {@link #layouts}; empty for finding it out
   * @throws IllegalArgumentException beginning with the field that does not hold: the name, the
   *     layout, or {@code file} if nothing in it could be read
   * @throws HotListRefused if the list is being imported at this moment
   * @throws IOException if the file cannot be read to its end; the list stays as it was
   */
  HotListImport importList(
      String name, Optional<HotListTerms> terms, String layout, InputStream file, Actor by)
      throws IOException, HotListRefused;

  /**
   * Puts an import that waits in force.
   *
   * @param waitingId as {@link HotList.Waiting} gives it
   * @param roles of who confirms: a person with {@code SUPERVISOR}, no token
   */
  HotList confirm(String name, long waitingId, Actor by, Set<Role> roles) throws HotListRefused;

  /** Throws an import away that waits. False if there is none of that number. */
  boolean discard(String name, long waitingId, Actor by);

  /** Agrees something else of a list. Its entries stay. */
  HotList change(String name, HotListTerms terms, Actor by) throws HotListRefused;

  /** False if there is none of that name. */
  boolean remove(String name, Actor by);

  /**
   * What the lists say of a plate, letter by letter: entries in force, most urgent list first.
   *
   * @param roles of who asks; details of lists that none of them may see are left out
   */
  List<HotListEntry> check(String plate, LookUp why, Actor by, Set<Role> roles);

  /**
   * Enters a plate by hand. It is in force when a second person has approved it.
   *
   * @throws IllegalArgumentException beginning with the field that does not hold
   */
  HandEntry add(HandEntry.Content content, Actor by);

  /**
   * Approves, rejects or withdraws an entry that was made by hand.
   *
   * @param to anything but {@code WAITING}. An entry that waits can be approved or rejected by a
   *     supervisor who has not made it, and no token; withdrawn by who made it or a supervisor. One
   *     that is approved can be withdrawn
   * @param note why, at most 200 characters; needed unless it is approved
   * @param roles of who decides
   */
  HandEntry decide(String id, HandEntry.State to, String note, Actor by, Set<Role> roles)
      throws HotListRefused;

  /** Entries made by hand, newest first, at most 1,000. */
  List<HandEntry> byHand();
}

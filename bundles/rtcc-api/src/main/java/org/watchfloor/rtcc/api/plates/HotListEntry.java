package org.watchfloor.rtcc.api.plates;

import java.time.Instant;
import java.util.Optional;

/**
 * What a hot list says of a plate.
 *
 * @param list its name
 * @param listImportedAt how old the list is, UTC
 * @param priority of the list, 1 to 5
 * @param plate as it is compared: upper case, letters and digits only
 * @param state as the list gives it; may be empty
 * @param reason may be empty
 * @param agency may be empty
 * @param entered date or time as the list gives it; may be empty
 * @param expires empty for never
 * @param make may be empty
 * @param color may be empty
 * @param vehicle year, model and body, as far as the list gives them; may be empty
 * @param reference case or record number at the agency; may be empty
 * @param hidden whether the details are left out, because the asker has none of the list's roles
 */
public record HotListEntry(
    String list,
    Instant listImportedAt,
    int priority,
    String plate,
    String state,
    String reason,
    String agency,
    String entered,
    Optional<Instant> expires,
    String make,
    String color,
    String vehicle,
    String reference,
    boolean hidden) {

  /** The same without what only the list's roles may see. */
  public HotListEntry withoutDetails() {
    return new HotListEntry(
        list,
        listImportedAt,
        priority,
        plate,
        "",
        "",
        "",
        "",
        Optional.empty(),
        "",
        "",
        "",
        "",
        true);
  }
}

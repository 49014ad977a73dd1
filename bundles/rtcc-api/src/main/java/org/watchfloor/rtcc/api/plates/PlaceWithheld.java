package org.watchfloor.rtcc.api.plates;

/** The place of an order is shown to a role that the person does not have. */
public final class PlaceWithheld extends Exception {
  private static final long serialVersionUID = 1;

  public PlaceWithheld(String message) {
    super(message);
  }
}

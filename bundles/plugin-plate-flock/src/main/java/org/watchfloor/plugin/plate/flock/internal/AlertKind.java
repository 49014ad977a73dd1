package org.watchfloor.plugin.plate.flock.internal;

import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;

/**
 * The kind of a hit on a hot list that lies at Flock, which nobody here has looked at. No alert
 * comes of it: hits are decided by the center's own lists, from the read that comes with it.
 */
final class AlertKind {
  static final Kind KIND = new Kind("plate.flock-alert");
  static final Severity SEVERITY = Severity.MEDIUM;

  static final KindDescriptor DESCRIPTOR =
      KindDescriptor.of(KIND, "Hit on a hot list of Flock Safety")
          .severity(SEVERITY)
          .symbol("plate")
          .fieldsSchema(
              "{\"type\":\"object\",\"required\":[\"plate\",\"list\"],\"properties\":{"
                  + "\"plate\":{\"type\":\"string\",\"title\":\"Plate\"},"
                  + "\"state\":{\"type\":\"string\",\"title\":\"State\"},"
                  + "\"list\":{\"type\":\"string\",\"title\":\"Hot list\"},"
                  + "\"reason\":{\"type\":\"string\",\"title\":\"Reason\"},"
                  + "\"case\":{\"type\":\"string\",\"title\":\"Case number\"},"
                  + "\"audience\":{\"type\":\"string\",\"title\":\"Audience\"},"
                  + "\"camera\":{\"type\":\"string\",\"title\":\"Camera\"},"
                  + "\"network\":{\"type\":\"string\",\"title\":\"Network\"},"
                  + "\"details\":{\"type\":\"string\",\"title\":\"In Flock\"}}}")
          .summary(
              "Lead only, confirm plate, state and status before acting: {plate} on {list} of"
                  + " Flock")
          .build();

  private AlertKind() {}
}

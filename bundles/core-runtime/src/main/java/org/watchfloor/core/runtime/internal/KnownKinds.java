package org.watchfloor.core.runtime.internal;

import java.util.List;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;

/** Descriptors of the kinds that the platform knows by itself. */
final class KnownKinds {
  private static final String ANYTHING = "{}";

  private static final String GUNSHOT =
      """
      {"type":"object","properties":{\
      "rounds":{"type":"integer","minimum":1,"maximum":10000},\
      "confidence":{"type":"number","minimum":0,"maximum":1},\
      "reviewed":{"type":"boolean"},\
      "classification":{"type":"string","maxLength":200}}}""";

  private static final String PLATE =
      """
      {"type":"object","required":["plate"],"properties":{\
      "plate":{"type":"string","maxLength":16},\
      "region":{"type":"string","maxLength":32},\
      "confidence":{"type":"number","minimum":0,"maximum":1},\
      "make":{"type":"string","maxLength":64},\
      "color":{"type":"string","maxLength":64},\
      "body":{"type":"string","maxLength":64},\
      "heading":{"type":"number","minimum":0,"maximum":360},\
      "candidates":{"type":"array","maxItems":50}}}""";

  static final List<KindDescriptor> ALL =
      List.of(
          of(Kind.GUNSHOT_DETECTED, "Gunshot", Severity.CRITICAL, "gunshot", GUNSHOT),
          of(Kind.PLATE_READ, "Plate read", Severity.INFO, "plate", PLATE),
          of(new Kind("plate.hit"), "Plate hit", Severity.HIGH, "plate", ANYTHING),
          of(Kind.CAMERA_MOTION, "Motion", Severity.INFO, "camera", ANYTHING),
          of(Kind.CAMERA_TAMPER, "Camera tampered with", Severity.MEDIUM, "camera", ANYTHING),
          of(Kind.CALL_EMERGENCY, "Emergency call", Severity.HIGH, "call", ANYTHING),
          of(Kind.UNIT_POSITION, "Unit position", Severity.INFO, "unit", ANYTHING),
          of(Kind.DEVICE_HEARTBEAT, "Sign of life", Severity.INFO, "generic", ANYTHING));

  private KnownKinds() {}

  private static KindDescriptor of(
      Kind kind, String title, Severity severity, String symbol, String schema) {
    return new KindDescriptor(kind, title, severity, symbol, schema);
  }
}

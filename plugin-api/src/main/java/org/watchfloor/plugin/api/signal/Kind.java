package org.watchfloor.plugin.api.signal;

/**
 * The open name of a sort of signal, lower-case words joined by dots: {@code plate.read}. Plugins
 * may bring kinds of their own and describe them with a {@link KindDescriptor}.
 *
 * @param name two to four words of letters, digits and hyphens, joined by dots; at most 64
 *     characters
 */
public record Kind(String name) {
  private static final int MAX_LENGTH = 64;
  private static final int MAX_DOTS = 3;

  public static final Kind GUNSHOT_DETECTED = new Kind("gunshot.detected");
  public static final Kind PLATE_READ = new Kind("plate.read");
  public static final Kind CAMERA_MOTION = new Kind("camera.motion");
  public static final Kind CAMERA_TAMPER = new Kind("camera.tamper");
  public static final Kind CALL_EMERGENCY = new Kind("call.emergency");
  public static final Kind UNIT_POSITION = new Kind("unit.position");

  /**
   * The device says that it is alive; kept as the source's last sign of life, never shown as an
   * event.
   */
  public static final Kind DEVICE_HEARTBEAT = new Kind("device.heartbeat");

  public Kind {
    if (name.length() > MAX_LENGTH || !hasForm(name)) {
      throw new IllegalArgumentException(
          "kind: \"" + name + "\" is not two to four lower-case words joined by dots");
    }
  }

  /** Without a pattern: for each signal that is made or read, it stood out in the bus's profile. */
  private static boolean hasForm(String name) {
    int dots = 0;
    boolean begins = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      if (begins ? !letter : !letter && c != '-' && c != '.' && (c < '0' || c > '9')) {
        return false;
      }
      begins = c == '.';
      dots += begins ? 1 : 0;
    }
    return !begins && dots >= 1 && dots <= MAX_DOTS;
  }

  @Override
  public String toString() {
    return name;
  }
}

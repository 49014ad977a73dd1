package org.watchfloor.core.api.journal;

/** What an entry holds. The code is on disk: never reuse one. */
public enum EntryType {
  SIGNAL(1),
  ALERT(2),
  /** Something that the center or a person did: an alert acknowledged, an incident opened. */
  CHANGE(3);

  private final int code;

  EntryType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException if no type has the code
   */
  public static EntryType ofCode(int code) {
    for (EntryType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("entry type: code " + code + " is unknown");
  }
}

package org.watchfloor.plugin.api.plugin;

/** How well the vendor's format is known. Shown wherever the plugin is named. */
public enum TrustGrade {
  /** Open standard or vendor specification, and recorded messages. */
  A("open standard or vendor specification, tested with recorded messages"),
  /** Public documentation, no recorded messages. */
  B("built from published documentation, not yet tested against the vendor's system"),
  /** Third-party code or field lists only. */
  C("generic adapter, profile unverified"),
  /** Nothing public: a configurable generic adapter only. */
  D("generic adapter, no public format");

  private final String meaning;

  TrustGrade(String meaning) {
    this.meaning = meaning;
  }

  /** One sentence for screens. */
  public String meaning() {
    return meaning;
  }
}

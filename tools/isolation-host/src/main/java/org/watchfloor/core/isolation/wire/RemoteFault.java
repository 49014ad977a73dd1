package org.watchfloor.core.isolation.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;

/** A call that the other side answered with a fault. */
public final class RemoteFault extends Exception {
  private static final long serialVersionUID = 1;

  /** Sorts of fault. */
  public enum Kind {
    /** A {@code SourceException}; the detail is its kind. */
    SOURCE,
    /** A {@code MalformedMessage}; the detail is its field. */
    MALFORMED,
    /** Anything else that the plugin threw. */
    CRASH,
    /** A decoder or source that is not open there. */
    UNKNOWN,
    /** Something that cannot be written. */
    IO,
    /** A limit that does not hold. */
    ARGUMENT
  }

  private final Kind kind;
  private final String detail;

  public RemoteFault(Kind kind, String detail, String message) {
    super(message);
    this.kind = kind;
    this.detail = detail;
  }

  public Kind kind() {
    return kind;
  }

  public String detail() {
    return detail;
  }

  public String text() {
    return String.valueOf(getMessage());
  }

  ObjectNode write() {
    return Json.object().put("kind", Json.word(kind)).put("detail", detail).put("text", text());
  }

  static RemoteFault read(JsonFields fields) throws JsonFault {
    return new RemoteFault(
        fields.word("kind", Kind.class, fields.text("kind")),
        fields.text("detail"),
        fields.text("text"));
  }
}

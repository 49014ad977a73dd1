package org.watchfloor.plugin.plate.genericjson.internal;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.watchfloor.toolkit.json.JsonObject;
import org.watchfloor.toolkit.json.JsonPointer;
import org.watchfloor.toolkit.plates.FieldFault;

/**
 * A place in a message, seen from one of its reads.
 *
 * @param root whether it is pointed at from the whole message instead
 */
record Place(boolean root, JsonPointer pointer) {

  /** A read and the message around it. */
  record Read(JsonObject read, JsonObject message) {}

  /**
   * Reads {@code /plate} or {@code #/camera/id}.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Place parse(String text) {
    boolean root = text.startsWith("#");
    return new Place(root, JsonPointer.parse(root ? text.substring(1) : text));
  }

  @Nullable Object find(Read read) {
    return pointer.find(from(read));
  }

  boolean isPresent(Read read) {
    return pointer.isPresent(from(read));
  }

  JsonObject from(Read read) {
    return root ? read.message() : read.read();
  }

  /** A text, a number in its plain digits, true or false; empty where there is nothing. */
  String text(Read read) throws FieldFault {
    return text(find(read), this);
  }

  static String text(@Nullable Object value, Object where) throws FieldFault {
    if (value == null) {
      return "";
    }
    if (value instanceof String || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number) ? BigDecimal.valueOf(number).toPlainString() : "";
    }
    if (value instanceof Number) {
      return value.toString();
    }
    throw new FieldFault(where.toString(), "is an object or a list, not a text or a number");
  }

  @Override
  public String toString() {
    return (root ? "#" : "") + pointer;
  }
}

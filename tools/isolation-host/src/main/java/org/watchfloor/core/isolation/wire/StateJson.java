package org.watchfloor.core.isolation.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/** Receipts, states and failures on the wire. Texts of the other JVM are cut, not believed. */
public final class StateJson {
  private static final int MAX_REASON = 1_000;

  private StateJson() {}

  public static ObjectNode write(Receipt receipt) {
    return Json.object()
        .put("status", Json.word(receipt.status()))
        .put("number", receipt.number())
        .put("reason", receipt.reason());
  }

  public static Receipt receipt(JsonFields fields) throws JsonFault {
    return new Receipt(
        fields.word("status", Receipt.Status.class, fields.text("status")),
        (long) fields.number("number"),
        fields.text("reason"));
  }

  public static ObjectNode write(ObjectNode to, SourceStatus status) {
    return to.put("state", Json.word(status.state())).put("reason", status.reason());
  }

  public static SourceStatus status(JsonFields fields) throws JsonFault {
    return new SourceStatus(
        fields.word("state", SourceStatus.State.class, fields.text("state")),
        cut(fields.text("reason")));
  }

  public static RemoteFault fault(SourceException e) {
    return new RemoteFault(
        RemoteFault.Kind.SOURCE, Json.word(e.kind()), String.valueOf(e.getMessage()));
  }

  /** An unknown kind is RETRY. */
  public static SourceException exception(String kind, String message) {
    for (SourceException.Kind known : SourceException.Kind.values()) {
      if (Json.word(known).equals(kind)) {
        return new SourceException(known, cut(message));
      }
    }
    return new SourceException(SourceException.Kind.RETRY, cut(message));
  }

  public static ObjectNode write(MediaRef ref) {
    return Json.object()
        .put("sha256", ref.sha256())
        .put("contentType", ref.contentType())
        .put("role", ref.role())
        .put("length", ref.length());
  }

  public static MediaRef ref(JsonFields fields) throws JsonFault {
    String sha256 = fields.text("sha256");
    String contentType = fields.text("contentType");
    String role = fields.text("role");
    long length = (long) fields.number("length");
    return fields.checked("", () -> new MediaRef(sha256, contentType, role, length));
  }

  /** At most 1,000 characters. */
  public static String cut(String text) {
    return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON - 1) + "…";
  }
}

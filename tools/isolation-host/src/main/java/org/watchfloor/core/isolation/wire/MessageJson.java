package org.watchfloor.core.isolation.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Message;

/** What a decoder made of a message, single signals, and media, on the wire. */
public final class MessageJson {
  /** Bytes of one signal: 100 fields of 4,000 characters, escaped, fit. */
  private static final int MAX_SIGNAL = 2 << 20;

  private static final int MAX_SIGNALS = 10_000;

  private MessageJson() {}

  /** Parts: signals, then media, then the reply's body. */
  public static Frame write(Decoded decoded) {
    ObjectNode head = Json.object();
    List<byte[]> parts = new ArrayList<>();
    decoded.signals().forEach(signal -> parts.add(write(signal)));
    ArrayNode media = head.put("signals", decoded.signals().size()).putArray("media");
    for (Media content : decoded.media()) {
      MediaRef ref = content.ref();
      media.addObject().put("contentType", ref.contentType()).put("role", ref.role());
      parts.add(content.toByteArray());
    }
    head.put("replyType", decoded.reply().contentType());
    parts.add(decoded.reply().body().getBytes(StandardCharsets.UTF_8));
    return new Frame(head, parts);
  }

  /**
   * @throws JsonFault naming what does not hold
   */
  public static Decoded read(Frame frame) throws JsonFault {
    JsonFields fields = frame.fields();
    int count = (int) fields.number("signals");
    if (count < 0 || count > MAX_SIGNALS) {
      throw fields.fault("signals", "are " + count + " in one message, at most " + MAX_SIGNALS);
    }
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      signals.add(signal(frame.part(i)));
    }
    List<Media> media = new ArrayList<>();
    for (JsonFields ref : fields.objects("media")) {
      media.add(media(ref, frame.part(count + media.size())));
    }
    byte[] body = frame.part(count + media.size());
    Decoded.Reply reply =
        new Decoded.Reply(fields.text("replyType"), new String(body, StandardCharsets.UTF_8));
    return new Decoded(signals, media, reply);
  }

  public static byte[] write(Signal signal) {
    return Json.bytes(SignalJson.write(signal));
  }

  /**
   * @throws JsonFault naming what does not hold
   */
  public static Signal signal(byte[] json) throws JsonFault {
    if (json.length > MAX_SIGNAL) {
      throw new JsonFault("signal", "has " + json.length + " bytes, at most " + MAX_SIGNAL);
    }
    return SignalJson.read(Json.parse(json));
  }

  /**
   * @param ref an object with {@code contentType} and {@code role}
   */
  public static Media media(JsonFields ref, byte[] content) throws JsonFault {
    String contentType = ref.text("contentType");
    String role = ref.text("role");
    return ref.checked("", () -> Media.of(content, contentType, role));
  }

  /** One part, the body. */
  public static Frame write(Message message) {
    ObjectNode head = Json.object().put("contentType", message.contentType());
    head.put("receivedAt", message.receivedAt().toString());
    ObjectNode headers = head.putObject("headers");
    message.headers().forEach(headers::put);
    return Frame.of(head, message.toByteArray());
  }

  /**
   * @throws JsonFault naming what does not hold
   */
  public static Message message(Frame frame) throws JsonFault {
    JsonFields fields = frame.fields();
    JsonFields given = fields.object("headers");
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : given.names()) {
      headers.put(name, given.text(name));
    }
    return new Message(
        frame.part(0), fields.text("contentType"), headers, fields.instant("receivedAt"));
  }
}

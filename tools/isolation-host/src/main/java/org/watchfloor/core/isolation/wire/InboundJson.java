package org.watchfloor.core.isolation.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.plugin.api.source.Framing;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Login;
import org.watchfloor.plugin.api.source.WebhookSecret;

/** The ways in that a decoder plugin asks for, on the wire. They hold secrets: never logged. */
public final class InboundJson {
  private InboundJson() {}

  public static ObjectNode write(Inbound inbound) {
    ObjectNode node = Json.object().put("maxBytes", inbound.maxBytes());
    if (inbound instanceof Inbound.Webhook w) {
      WebhookSecret secret = w.secret();
      node.put("way", "webhook").put("place", Json.word(secret.place()));
      node.put("name", secret.name()).put("secret", secret.value());
    } else if (inbound instanceof Inbound.Poll p) {
      node.put("way", "poll").put("address", p.address().toString());
      login(node.put("period", p.period().toString()), p.login());
      p.headers().forEach((name, value) -> node.withObject("/headers").put(name, value));
    } else if (inbound instanceof Inbound.Mqtt m) {
      node.put("way", "mqtt").put("broker", m.broker().toString()).put("topic", m.topic());
      login(node.put("caFile", m.caFile()), m.login());
    } else if (inbound instanceof Inbound.Tcp t) {
      node.put("way", "tcp").put("host", t.host()).put("port", t.port());
      framing(node, t.framing());
    } else if (inbound instanceof Inbound.Udp u) {
      node.put("way", "udp").put("host", u.host()).put("port", u.port());
    } else if (inbound instanceof Inbound.Files f) {
      node.put("way", "files").put("folder", f.folder()).put("pattern", f.pattern());
    } else if (inbound instanceof Inbound.Sftp s) {
      sftp(node.put("way", "sftp"), s);
    }
    return node;
  }

  private static void login(ObjectNode node, Login login) {
    node.put("user", login.user()).put("password", login.password());
  }

  private static void framing(ObjectNode node, Framing framing) {
    node.put("form", Json.word(framing.form())).put("start", framing.start());
    node.put("end", framing.end()).put("lengthBytes", framing.lengthBytes());
  }

  private static void sftp(ObjectNode node, Inbound.Sftp s) {
    login(node.put("host", s.host()).put("port", s.port()), s.login());
    node.put("keyFile", s.keyFile()).put("hostKey", s.hostKey());
    node.put("folder", s.folder()).put("pattern", s.pattern());
    node.put("period", s.period().toString());
  }

  /**
   * @throws JsonFault naming what does not hold
   */
  public static Inbound read(JsonFields fields) throws JsonFault {
    int max = integer(fields, "maxBytes");
    return switch (fields.text("way")) {
      case "webhook" -> webhook(fields, max);
      case "poll" -> poll(fields, max);
      case "mqtt" -> mqtt(fields, max);
      case "tcp" -> tcp(fields, max);
      case "udp" -> {
        String host = fields.text("host");
        int port = integer(fields, "port");
        yield fields.checked("", () -> new Inbound.Udp(host, port, max));
      }
      case "files" -> {
        String folder = fields.text("folder");
        String pattern = fields.text("pattern");
        yield fields.checked("", () -> new Inbound.Files(folder, pattern, max));
      }
      case "sftp" -> sftp(fields, max);
      default -> throw fields.fault("way", "is none that this center knows");
    };
  }

  private static Inbound webhook(JsonFields fields, int max) throws JsonFault {
    WebhookSecret.Place place =
        fields.word("place", WebhookSecret.Place.class, fields.text("place"));
    String name = fields.text("name");
    String value = fields.text("secret");
    return fields.checked(
        "", () -> new Inbound.Webhook(new WebhookSecret(place, name, value), max));
  }

  private static Inbound poll(JsonFields fields, int max) throws JsonFault {
    Map<String, String> headers = new LinkedHashMap<>();
    if (fields.has("headers")) {
      JsonFields given = fields.object("headers");
      for (String name : given.names()) {
        headers.put(name, given.text(name));
      }
    }
    URI address = uri(fields, "address");
    Duration period = duration(fields, "period");
    Login login = login(fields);
    return fields.checked("", () -> new Inbound.Poll(address, period, login, headers, max));
  }

  private static Inbound mqtt(JsonFields fields, int max) throws JsonFault {
    URI broker = uri(fields, "broker");
    String topic = fields.text("topic");
    Login login = login(fields);
    String caFile = fields.text("caFile");
    return fields.checked("", () -> new Inbound.Mqtt(broker, topic, login, caFile, max));
  }

  private static Inbound tcp(JsonFields fields, int max) throws JsonFault {
    Framing.Form form = fields.word("form", Framing.Form.class, fields.text("form"));
    int start = integer(fields, "start");
    int end = integer(fields, "end");
    int length = integer(fields, "lengthBytes");
    String host = fields.text("host");
    int port = integer(fields, "port");
    return fields.checked(
        "", () -> new Inbound.Tcp(host, port, new Framing(form, start, end, length), max));
  }

  private static Inbound sftp(JsonFields fields, int max) throws JsonFault {
    String host = fields.text("host");
    int port = integer(fields, "port");
    Login login = login(fields);
    String keyFile = fields.text("keyFile");
    String hostKey = fields.text("hostKey");
    String folder = fields.text("folder");
    String pattern = fields.text("pattern");
    Duration period = duration(fields, "period");
    return fields.checked(
        "",
        () -> new Inbound.Sftp(host, port, login, keyFile, hostKey, folder, pattern, period, max));
  }

  private static Login login(JsonFields fields) throws JsonFault {
    return new Login(fields.text("user"), fields.text("password"));
  }

  private static int integer(JsonFields fields, String field) throws JsonFault {
    return (int) fields.number(field);
  }

  private static URI uri(JsonFields fields, String field) throws JsonFault {
    String text = fields.text(field);
    return fields.checked(field, () -> URI.create(text));
  }

  private static Duration duration(JsonFields fields, String field) throws JsonFault {
    try {
      return Duration.parse(fields.text(field));
    } catch (java.time.DateTimeException e) {
      throw fields.fault(field, "is no duration");
    }
  }
}

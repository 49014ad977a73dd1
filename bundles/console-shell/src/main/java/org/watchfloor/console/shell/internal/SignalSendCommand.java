package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

/** {@code rtcc:signal-send}: hands in one signal, as the source {@code shell~<user>}. */
@Service
@Command(
    scope = "rtcc",
    name = "signal-send",
    description = "Hands in one signal and prints the receipt. Audited.")
public final class SignalSendCommand extends RtccCommand {
  private static final int MAX_BYTES = 1 << 20;
  private static final int PATIENCE_SECONDS = 10;

  /** Fields of the known kinds that are text even if they look like a number. */
  private static final Set<String> TEXTS =
      Set.of("plate", "region", "make", "color", "body", "classification");

  @Option(
      name = "--file",
      description = "A .json file on the center's machine; other options are" + " not used then.")
  String file = "";

  @Option(name = "--kind", description = "Of the signal: gunshot.detected, plate.read, test.ping.")
  String kind = "";

  @Option(
      name = "--key",
      description = "The event's own key; the same key is kept once. Default: a new one.")
  String key = "";

  @Option(name = "--severity", description = "info, low, medium, high or critical.")
  String severity = "info";

  @Option(name = "--device", description = "Name of the sensor.")
  String device = "";

  @Option(name = "--lat", description = "Latitude, degrees north.")
  @Nullable Double latitude;

  @Option(name = "--lon", description = "Longitude, degrees east.")
  @Nullable Double longitude;

  @Option(
      name = "--field",
      description = "name=value of the kind's detail; may be given several times.",
      multiValued = true)
  @Nullable List<String> fields;

  @Reference(optional = true)
  @Nullable Ingest ingest;

  @Reference(optional = true)
  @Nullable Audit audit;

  Clock clock = Clock.systemUTC();

  @Override
  void run(PrintStream out) throws Exception {
    Signal signal = SignalJson.read(file.isEmpty() ? fromOptions() : fromFile());
    Caller caller = Caller.current();
    String name = caller.identity().name();
    Ingest way = need(ingest, "core-ingest");
    need(audit, "core-audit")
        .record(
            AuditRecord.done(
                name, caller.origin(), "signal.send", signal.kind() + " " + signal.vendorKey()));
    Receipt receipt = receipt(way, "shell~" + name, signal);
    if (json) {
      print(
          out,
          Json.object()
              .put("status", Json.word(receipt.status()))
              .put("number", receipt.number())
              .put("reason", receipt.reason()));
    } else if (receipt.onDisk()) {
      out.println(Json.word(receipt.status()) + ", number " + receipt.number());
    }
    if (!receipt.onDisk()) {
      throw new IllegalStateException(
          Json.word(receipt.status()) + ", not kept: " + receipt.reason());
    }
  }

  private static Receipt receipt(Ingest way, String source, Signal signal)
      throws InterruptedException, ExecutionException {
    try {
      return way.submit(source, signal)
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "no receipt within "
              + PATIENCE_SECONDS
              + " s. It may be on disk or not: send it again with --key "
              + signal.vendorKey()
              + ", it is kept once",
          e);
    }
  }

  private JsonNode fromFile() throws JsonFault {
    String text = ServerFile.named(file, ".json").read(MAX_BYTES);
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private ObjectNode fromOptions() {
    ObjectNode node = Json.object();
    if (kind.isEmpty()) {
      throw new IllegalArgumentException("kind: give --kind, or --file");
    }
    node.put("kind", kind);
    node.put("vendorKey", key.isEmpty() ? "shell-" + UUID.randomUUID() : key);
    node.put("occurredAt", clock.instant().toString());
    node.put("severity", severity);
    node.put("device", device);
    Double lat = latitude;
    Double lon = longitude;
    if ((lat == null) != (lon == null)) {
      throw new IllegalArgumentException("location: give --lat and --lon, or neither");
    }
    if (lat != null && lon != null) {
      ObjectNode location = node.putObject("location").put("type", "Point");
      location.putArray("coordinates").add(lon).add(lat);
    }
    ObjectNode detail = node.putObject("detail");
    for (String field : fields == null ? List.<String>of() : fields) {
      put(detail, field);
    }
    return node;
  }

  private static void put(ObjectNode detail, String field) {
    int equals = field.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("field: \"" + field + "\" is not name=value");
    }
    String name = field.substring(0, equals);
    String value = field.substring(equals + 1);
    detail.set(name, TEXTS.contains(name) ? detail.textNode(value) : plain(detail, value));
  }

  /** A number or true or false where it is written like one. */
  private static JsonNode plain(ObjectNode factory, String value) {
    try {
      JsonNode node = Json.parse(value.getBytes(StandardCharsets.UTF_8));
      return node.isNumber() || node.isBoolean() ? node : factory.textNode(value);
    } catch (JsonFault e) {
      return factory.textNode(value);
    }
  }
}

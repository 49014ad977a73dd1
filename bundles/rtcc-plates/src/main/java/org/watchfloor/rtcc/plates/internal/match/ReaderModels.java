package org.watchfloor.rtcc.plates.internal.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.plugin.api.signal.PlateRead;

/**
 * How each reader errs, learned from what people say of hits; a reader of which nothing is known is
 * taken for like the others. Thread-safe.
 */
public final class ReaderModels {
  private static final int VERSION = 1;

  /** Each takes about 100 kB; those beyond are taken for like the others. */
  private static final int MAX_READERS = 1_000;

  private static final int MAX_ID = 300;

  private final AtomicLong changes = new AtomicLong();
  private volatile ReaderModel pooled = new ReaderModel(null);
  private volatile Map<String, ReaderModel> readers = new ConcurrentHashMap<>();

  /** The reader of a signal: a source may have many cameras. */
  public static String id(String sourceId, String device) {
    String id = device.isBlank() ? sourceId : sourceId + "/" + device;
    return id.length() > MAX_ID ? id.substring(0, MAX_ID) : id;
  }

  Rates rates(String readerId) {
    ReaderModel model = readers.get(readerId);
    return (model == null ? pooled : model).rates();
  }

  /** Somebody has seen what plate it was: a hit confirmed, or a misread that was put right. */
  public void learn(String readerId, PlateRead read, String truth) {
    long code = PlateCode.of(PlateText.exact(truth).orElse(""));
    Observation seen = Observation.of(read, rates(readerId));
    if (code == PlateCode.NONE || seen.isNothing()) {
      return;
    }
    int more = PlateCode.length(code) - seen.length();
    if (Math.abs(more) > 1) {
      return;
    }
    for (ReaderModel model : both(readerId)) {
      if (more == 0) {
        model.learn(seen, code);
      } else {
        model.learnLength(more > 0);
      }
    }
    changes.incrementAndGet();
  }

  /**
   * Somebody has seen that it was not the listed plate: then one character of a read that says so
   * is wrong, and a read that says something else was likely right.
   */
  public void reject(String readerId, PlateRead read, String listed) {
    Observation seen = Observation.of(read, rates(readerId));
    if (seen.isNothing()) {
      return;
    }
    if (seen.text().equals(PlateText.exact(listed).orElse(""))) {
      both(readerId).forEach(model -> model.learnWrong(seen));
      changes.incrementAndGet();
    } else if (seen.isWhole()) {
      learn(readerId, read, seen.text());
    }
  }

  private Iterable<ReaderModel> both(String readerId) {
    Map<String, ReaderModel> now = readers;
    if (!now.containsKey(readerId) && now.size() >= MAX_READERS) {
      return List.of(pooled);
    }
    return List.of(pooled, now.computeIfAbsent(readerId, id -> new ReaderModel(pooled)));
  }

  /** Grows with each thing learned: whether to save. */
  public long changes() {
    return changes.get();
  }

  /** All that was learned, as JSON. */
  public byte[] write() {
    ObjectNode node = Json.object();
    node.put("version", VERSION);
    node.set("all", pooled.write());
    ObjectNode each = node.putObject("readers");
    new TreeMap<>(readers).forEach((id, model) -> each.set(id, model.write()));
    return Json.text(node).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Puts what was saved in the place of everything.
   *
   * @throws JsonFault if it is not from {@link #write} of this version; nothing has changed then
   */
  public void read(byte[] json) throws JsonFault {
    JsonNode node = Json.parse(json);
    if (node.path("version").asInt() != VERSION) {
      throw new JsonFault("version", "is not " + VERSION);
    }
    ReaderModel all = new ReaderModel(null);
    all.read(node.path("all"));
    Map<String, ReaderModel> each = new ConcurrentHashMap<>();
    for (var reader : node.path("readers").properties()) {
      ReaderModel model = new ReaderModel(all);
      model.read(reader.getValue());
      each.put(reader.getKey(), model);
    }
    pooled = all;
    readers = each;
  }
}

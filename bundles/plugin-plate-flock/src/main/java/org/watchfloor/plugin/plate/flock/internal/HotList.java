package org.watchfloor.plugin.plate.flock.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;

/**
 * A custom hot list at Flock (vendor's OpenAPI, tag "Custom Hotlists"), found by its name. Not
 * thread-safe.
 */
final class HotList {
  /** Entries of a page and of a batch, the vendor's limit. */
  static final int BATCH = 3_000;

  private static final int MAX_PAGES = 1_000;

  private final Api api;
  private final String id;

  private HotList(Api api, String id) {
    this.api = api;
    this.id = id;
  }

  /** An entry that is there, with the name that Flock gives it. */
  record There(String id, Entry entry) {}

  /** Makes it without entries if there is none of that name. */
  static HotList named(Api api, String name) throws Refusal {
    for (JsonObject one : api.get("/hotlists")) {
      if (name.equals(String.valueOf(one.value("name")))) {
        return new HotList(api, id(one));
      }
    }
    List<JsonObject> made = api.post("/hotlists", Map.of("name", name, "entries", List.of()));
    if (made.size() != 1) {
      throw new Refusal(Refusal.NONE, -1, "a hot list was made and answered without an id");
    }
    return new HotList(api, id(made.get(0)));
  }

  /** All entries by {@link Entry#key}. */
  Map<String, There> entries() throws Refusal {
    Map<String, There> all = new HashMap<>();
    String cursor = "";
    for (int page = 0; page < MAX_PAGES; page++) {
      String query = "?limit=" + BATCH + (cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor));
      List<JsonObject> answer = api.get(path("") + query);
      if (answer.size() != 1) {
        throw new Refusal(Refusal.NONE, -1, "a page of hot list entries is no object");
      }
      try {
        for (JsonObject one : answer.get(0).objects("entries")) {
          There there = new There(one.text("id"), Entry.of(one));
          all.put(there.entry().key(), there);
        }
        cursor = answer.get(0).optionalText("nextPage").orElse("");
      } catch (MalformedMessage e) {
        throw new Refusal(Refusal.NONE, -1, "a page of hot list entries: " + e.getMessage());
      }
      if (cursor.isEmpty()) {
        return all;
      }
    }
    throw new Refusal(Refusal.NONE, -1, "the hot list has more than " + MAX_PAGES + " pages");
  }

  void remove(List<There> gone) throws Refusal {
    inBatches(gone, "/deleteBatch", "ids", There::id);
  }

  void add(List<Entry> more) throws Refusal {
    inBatches(more, "/addBatch", "entries", Entry::json);
  }

  private <T> void inBatches(List<T> all, String act, String field, Function<T, Object> form)
      throws Refusal {
    for (int i = 0; i < all.size(); i += BATCH) {
      List<Object> batch = new ArrayList<>();
      all.subList(i, Math.min(all.size(), i + BATCH)).forEach(one -> batch.add(form.apply(one)));
      api.post(path(act), Map.of(field, batch));
    }
  }

  private String path(String act) {
    return "/hotlists/" + id + "/entries" + act;
  }

  private static String id(JsonObject one) throws Refusal {
    String id = String.valueOf(one.value("id"));
    if (!id.matches("[A-Za-z0-9-]{1,64}")) { // it goes into an address
      throw new Refusal(Refusal.NONE, -1, "a hot list was answered without an id");
    }
    return id;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

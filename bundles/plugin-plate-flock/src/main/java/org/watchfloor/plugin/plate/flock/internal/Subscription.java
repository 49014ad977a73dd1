package org.watchfloor.plugin.plate.flock.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;

/**
 * The organisation's subscription to hot list alerts: found by its callback address, so that a
 * center that starts again, or forgets, does not make another one. One thread at a time.
 */
final class Subscription {
  private static final String PATH = "/integrations/lpr/alerts/subscriptions";
  static final String HEADER = "X-Watchfloor-Secret";

  private final Settings settings;
  private final Api api;
  private volatile String id = "";

  Subscription(Settings settings, Api api) {
    this.settings = settings;
    this.api = api;
  }

  /** Empty before {@link #renew}. */
  String id() {
    return id;
  }

  /** Makes it, or brings the one that is there up to date: the secret may be another one. */
  void renew() throws Refusal {
    String found = find();
    if (!found.isEmpty()) {
      update(found);
      return;
    }
    try {
      id = idOf(api.post(PATH, wanted()));
    } catch (Refusal e) {
      if (e.status() != 409) {
        throw e;
      }
      // made by another node or a request that was repeated on the way
      found = find();
      if (found.isEmpty()) {
        throw e;
      }
      update(found);
    }
  }

  /** Looks whether it is still there and on; brings it back if not. */
  void check() throws Refusal {
    try {
      List<JsonObject> answer = api.get(PATH + "/" + id);
      if (answer.size() == 1 && isOurs(answer.get(0)) && isOn(answer.get(0))) {
        return;
      }
    } catch (Refusal e) {
      if (e.status() != 404) {
        throw e;
      }
    }
    renew();
  }

  /** Deletes it, if it is there. */
  void remove() throws Refusal {
    String found = find();
    if (!found.isEmpty()) {
      try {
        api.delete(PATH + "/" + found);
      } catch (Refusal e) {
        if (e.status() != 404) {
          throw e;
        }
      }
    }
    id = "";
  }

  private void update(String found) throws Refusal {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", found);
    body.putAll(wanted());
    api.put(PATH, body);
    id = found;
  }

  private String find() throws Refusal {
    for (JsonObject one : api.get(PATH)) {
      if (isOurs(one)) {
        return idOf(List.of(one));
      }
    }
    return "";
  }

  private boolean isOurs(JsonObject one) {
    try {
      return one.optionalText("callbackUrl").orElse("").equals(settings.callback().toString());
    } catch (MalformedMessage e) {
      return false;
    }
  }

  private static boolean isOn(JsonObject one) {
    try {
      return !one.has("enabled") || one.flag("enabled");
    } catch (MalformedMessage e) {
      return false;
    }
  }

  private static String idOf(List<JsonObject> answer) throws Refusal {
    try {
      String id = answer.isEmpty() ? "" : answer.get(0).text("id");
      if (id.matches("[A-Za-z0-9-]{1,64}")) { // it goes into an address
        return id;
      }
    } catch (MalformedMessage e) {
      // said below
    }
    throw new Refusal(Refusal.NONE, -1, "a subscription was answered without an id");
  }

  /** JSON is asked for: the names of the XML form's elements are not published. */
  private Map<String, Object> wanted() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", "Watchfloor");
    body.put("callbackUrl", settings.callback().toString());
    body.put(
        "credentials",
        Map.of(
            "scheme", "apiKey", "apiKey", Map.of("key", settings.secret(), "headerName", HEADER)));
    body.put("contentType", "application/json");
    body.put("customHotlistAudienceFilter", settings.audience());
    body.put("enabledFirstResponderJurisdictionAlerts", settings.jurisdiction());
    body.put("enabled", true);
    return body;
  }
}

package org.watchfloor.plugin.simulator.internal;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.plugin.simulator.city.CityCamera;

/**
 * Puts the city's cameras and its hot list into the center, where they are not there already.
 * Idempotent. Not thread-safe.
 */
final class Inventory {
  static final String HOT_LIST = "demo-stolen";
  private static final String CAMERAS = "/api/v1/cameras";
  private static final String HOT_LISTS = "/api/v1/plates/hotlists";
  private static final int PAGE = 1_000;
  private static final long MAX_TOKEN_FILE = 64 << 10;

  private final CenterClient client;
  private final Clock clock;

  Inventory(CenterClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** The center answers with something that stops this for good. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /** Whether the center says that it is ready; false also while it is away. */
  boolean ready() {
    try {
      return client.get("/health/ready", Optional.empty()).good();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * How many cameras were added.
   *
   * @throws IOException if it is worth trying again
   * @throws Refused if it is not
   */
  int complete(Path tokenFile, List<CityCamera> cameras, Map<String, Vehicle> stolen)
      throws IOException, Refused {
    Optional<String> token = Optional.of(token(tokenFile));
    Set<String> present = present(token);
    List<CityCamera> missing =
        cameras.stream().filter(camera -> !present.contains(camera.id())).toList();
    if (!missing.isEmpty()) {
      checked(
          CAMERAS,
          client.send("PUT", CAMERAS, Messages.cameras(missing), "application/json", token));
    }
    if (!hotListThere(token)) {
      String owner = URLEncoder.encode("Demo City Police", StandardCharsets.UTF_8);
      String path = HOT_LISTS + "/" + HOT_LIST + "?owner=" + owner.replace("+", "%20");
      byte[] csv = Messages.hotList(stolen, clock.instant());
      checked(HOT_LISTS, client.send("PUT", path, csv, "text/csv", token));
    }
    return missing.size();
  }

  private Set<String> present(Optional<String> token) throws IOException, Refused {
    Set<String> present = new HashSet<>();
    String cursor = "";
    do {
      Map<String, Object> page =
          checked(CAMERAS, client.get(CAMERAS + "?limit=" + PAGE + cursor, token));
      items(page, "id", present);
      Object next = page.get("next");
      cursor =
          next == null
              ? ""
              : "&cursor=" + URLEncoder.encode(next.toString(), StandardCharsets.UTF_8);
    } while (!cursor.isEmpty());
    return present;
  }

  private boolean hotListThere(Optional<String> token) throws IOException, Refused {
    Set<String> names = new HashSet<>();
    items(checked(HOT_LISTS, client.get(HOT_LISTS, token)), "name", names);
    return names.contains(HOT_LIST);
  }

  private static void items(Map<String, Object> page, String field, Set<String> into) {
    if (page.get("items") instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> map && map.get(field) != null) {
          into.add(String.valueOf(map.get(field)));
        }
      }
    }
  }

  private static Map<String, Object> checked(String path, CenterClient.Reply reply)
      throws IOException, Refused {
    if (reply.good()) {
      return Messages.object(reply.body());
    }
    if (reply.busy() || reply.status() == 404 || reply.status() >= 500) {
      throw new IOException("the center answers " + path + " with " + reply.status());
    }
    String help = reply.status() == 401 || reply.status() == 403 ? "; token.file is not good" : "";
    throw new Refused("the center refuses " + path + " with " + reply.status() + help);
  }

  private static String token(Path file) throws IOException, Refused {
    if (!Files.isRegularFile(file)) {
      throw new Refused("token.file: there is no " + file);
    }
    if (Files.size(file) > MAX_TOKEN_FILE) {
      throw new Refused("token.file: " + file + " is larger than 64 KiB");
    }
    Object token;
    try {
      token = Messages.object(Files.readAllBytes(file)).get("token");
    } catch (IOException e) {
      // Without the cause: its message may repeat the content.
      throw new Refused("token.file: " + file + " is not a JSON object");
    }
    if (token instanceof String text && text.matches("[\\x21-\\x7e]{8,512}")) {
      return text;
    }
    throw new Refused("token.file: " + file + " has no field token");
  }
}

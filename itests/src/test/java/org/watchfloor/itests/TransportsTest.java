package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;
import org.watchfloor.harness.Shell;

/**
 * Every way in of decoder plugins with a real peer: a message arrives on the event stream, a broken
 * one is kept as a dead letter, a burst is whole, and a center that is killed loses nothing that
 * its peer can keep.
 */
class TransportsTest {
  private static final int BURST = 500;
  private static final int KILLS = 3;
  private static final String PLUGIN = "signal-feed";

  @TempDir Path folder;

  @BeforeAll
  static void enoughTime() {
    Need.time("seven ways in and a kill take two minutes");
  }

  @Test
  void eachWayInTakesMessagesBrokenOnesAndBursts() throws Exception {
    try (FeedPeers peers = new FeedPeers(folder);
        Center center = Center.start("start", folder.resolve("home"))) {
      Shell.admin(center, "feature:install watchfloor-plugin-" + PLUGIN);
      for (FeedPeer peer : peers.all()) {
        center.configure(
            "org.watchfloor.source." + PLUGIN + "~" + peer.name() + ".cfg", peer.configuration());
      }
      for (FeedPeer peer : peers.all()) {
        center.awaitSource(PLUGIN + "~" + peer.name(), "online");
      }
      for (FeedPeer peer : peers.all()) {
        one(center, peer);
        broken(center, peer);
        burst(center, peer);
      }
      removed(center, peers);
    }
  }

  private static void one(Center center, FeedPeer peer) throws Exception {
    try (EventStream events = EventStream.open(center, "?kinds=feed.test")) {
      peer.send(center, List.of(FeedPeer.signal(peer.name() + "-one")));
      EventStream.Event event =
          events.await(peer.name() + "-one", 30, e -> key(e.data()).equals(peer.name() + "-one"));
      assertThat(event.data().get("sourceId").asText()).isEqualTo(PLUGIN + "~" + peer.name());
    }
  }

  private static void broken(Center center, FeedPeer peer) throws Exception {
    String source = PLUGIN + "~" + peer.name();
    peer.send(center, List.of("{\"vendorKey\":\"" + peer.name() + "-broken\"}"));
    Center.await(source + " has counted it", () -> figure(center, source, "malformed") == 1);
    Center.await("the dead letter of " + source, () -> deadLetters(center).contains(source));
    assertThat(center.sourceState(source)).isEqualTo("online");
  }

  private static String deadLetters(Center center) {
    try {
      return Shell.admin(center, "rtcc:deadletter-list");
    } catch (Exception e) {
      return "unknown: " + e;
    }
  }

  private static void burst(Center center, FeedPeer peer) throws Exception {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < BURST; i++) {
      messages.add(FeedPeer.signal(peer.name() + "-" + i));
    }
    long began = System.nanoTime();
    peer.send(center, messages);
    String source = PLUGIN + "~" + peer.name();
    // the one before counts too
    Center.await("the burst of " + source, () -> figure(center, source, "signals") >= BURST + 1);
    System.out.printf(
        "%s: %d messages in %.1f s%n", peer.name(), BURST, (System.nanoTime() - began) / 1e9);
    Map<String, Integer> found = found(center);
    for (int i = 0; i < BURST; i++) {
      assertThat(found).containsEntry(peer.name() + "-" + i, 1);
    }
  }

  /** Nothing listens any more once the configurations are gone. */
  private static void removed(Center center, FeedPeers peers) throws Exception {
    for (FeedPeer peer : peers.all()) {
      Files.delete(
          center
              .home()
              .resolve("etc/org.watchfloor.source." + PLUGIN + "~" + peer.name() + ".cfg"));
    }
    for (FeedPeer peer : peers.all()) {
      center.awaitSource(PLUGIN + "~" + peer.name(), "absent");
      Center.await(peer.name() + " is left alone", peer::isLeftAlone);
    }
  }

  @Test
  void aCenterThatIsKilledLosesNothingOfABrokerOrAFolder() throws Exception {
    Path home = folder.resolve("home");
    int https = Center.freePort();
    int ssh = Center.freePort();
    Random random = new Random(20261124);
    int sent = 0;
    try (FeedPeers peers = new FeedPeers(folder)) {
      List<FeedPeer> keepers = peers.keepers();
      Center center = Center.start("start", home, https, ssh);
      try {
        Shell.admin(center, "feature:install watchfloor-plugin-" + PLUGIN);
        for (FeedPeer peer : keepers) {
          center.configure(
              "org.watchfloor.source." + PLUGIN + "~" + peer.name() + ".cfg", peer.configuration());
          center.awaitSource(PLUGIN + "~" + peer.name(), "online");
        }
        for (int kill = 0; kill < KILLS; kill++) {
          for (FeedPeer peer : keepers) {
            center.awaitSource(PLUGIN + "~" + peer.name(), "online");
          }
          for (FeedPeer peer : keepers) {
            peer.send(center, numbered(peer, sent));
          }
          sent += BURST;
          TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(600)); // in the middle of it
          center.kill9();
          System.out.printf("kill %d: %d messages sent to each%n", kill + 1, sent);
          center = Center.start("start", home, https, ssh);
        }
        everythingIsThereOnce(center, keepers, sent);
      } finally {
        center.kill9();
      }
    }
  }

  private static List<String> numbered(FeedPeer peer, int from) {
    List<String> messages = new ArrayList<>();
    for (int i = from; i < from + BURST; i++) {
      messages.add(FeedPeer.signal(peer.name() + "-" + i));
    }
    return messages;
  }

  private static void everythingIsThereOnce(Center center, List<FeedPeer> peers, int sent)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    Map<String, Integer> found = found(center);
    while (found.size() < peers.size() * sent && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(500);
      found = found(center);
    }
    for (FeedPeer peer : peers) {
      for (int i = 0; i < sent; i++) {
        assertThat(found).containsEntry(peer.name() + "-" + i, 1);
      }
      Center.await(peer.name() + " holds nothing back", peer::isEmpty);
    }
    assertThat(found).hasSize(peers.size() * sent);
  }

  /** How often each vendor key of this test is in the journal. */
  private static Map<String, Integer> found(Center center) throws Exception {
    Map<String, Integer> found = new HashMap<>();
    for (long after = 0; ; ) {
      JsonNode page = center.get("/api/v1/signals?kind=feed.test&limit=1000&after=" + after);
      for (JsonNode item : page.get("items")) {
        found.merge(key(item), 1, Integer::sum);
      }
      if (!page.hasNonNull("next")) {
        return found;
      }
      after = Long.parseLong(page.get("next").asText());
    }
  }

  private static String key(JsonNode entry) {
    return entry.path("signal").path("vendorKey").asText();
  }

  private static long figure(Center center, String source, String name) {
    try {
      for (JsonNode item : center.get("/api/v1/sources").get("items")) {
        if (item.get("id").asText().equals(source)) {
          return item.get(name).asLong();
        }
      }
      return -1;
    } catch (Exception e) {
      return -1;
    }
  }
}

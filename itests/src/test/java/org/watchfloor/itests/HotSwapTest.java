package org.watchfloor.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.maven;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.features;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.FrameworkWiring;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.harness.AlprMessage;
import org.watchfloor.harness.Loopback;
import org.watchfloor.rtcc.api.plates.LookUp;
import org.watchfloor.rtcc.api.plates.PlateReads;
import org.watchfloor.rtcc.api.plates.ReadQuery;
import org.watchfloor.rtcc.api.plates.ReadRecord;

/**
 * Updates a plugin to its next version while a reader posts 200 reads/s: each read that got 2xx is
 * in the history once, and no other bundle is touched.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotSwapTest {
  private static final String SOURCE = "plate-openalpr~swap";
  private static final String SECRET = "a-secret-of-this-test";
  private static final String PLUGIN = "org.watchfloor.plugin-plate-openalpr";
  private static final String PLUGIN_FOLDER = "bundles/plugin-plate-openalpr";
  private static final int READS_PER_SECOND = 200;
  private static final int UPDATES = 5;

  @Inject private BundleContext context;
  @Inject private SourceRegistry sources;
  @Inject private PlateReads plates;

  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicReference<Throwable> broken = new AtomicReference<>();

  @Configuration
  public Option[] distribution() throws Exception {
    String version = System.getProperty("watchfloor.version");
    return options(
        Container.distribution(),
        systemProperty("watchfloor.next.jar").value(Container.builtJar(PLUGIN_FOLDER).toString()),
        editConfigurationFilePut("etc/org.watchfloor.source." + SOURCE + ".cfg", ".secret", SECRET),
        features(
            maven("org.watchfloor", "features", version).classifier("features").type("xml"),
            "watchfloor-plugin-plate-openalpr"));
  }

  @Test
  public void anUpdateUnderLoadLosesNothingAndTouchesNobody() throws Exception {
    Container.await("the source is online", () -> sourceIs(SourceState.ONLINE));
    Bundle plugin = plugin();
    ConcurrentLinkedQueue<String> touched = new ConcurrentLinkedQueue<>();
    SynchronousBundleListener watcher =
        event -> {
          if (event.getBundle().getBundleId() != plugin.getBundleId()
              && (event.getType() & (BundleEvent.STOPPED | BundleEvent.UNRESOLVED)) != 0) {
            touched.add(event.getBundle().getSymbolicName());
          }
        };
    context.addBundleListener(watcher);
    ScheduledExecutorService reader = Executors.newScheduledThreadPool(8);
    for (int i = 0; i < 8; i++) {
      long period = 8_000_000L / READS_PER_SECOND;
      reader.scheduleAtFixedRate(this::post, i * period / 8, period, TimeUnit.MICROSECONDS);
    }
    for (int i = 1; i <= UPDATES; i++) {
      TimeUnit.SECONDS.sleep(3);
      update(plugin, "0.1." + i);
    }
    TimeUnit.SECONDS.sleep(3);
    reader.shutdown();
    assertTrue(reader.awaitTermination(60, TimeUnit.SECONDS));
    context.removeBundleListener(watcher);
    assertNull("the reader itself", broken.get());

    assertEquals("0.1." + UPDATES, plugin.getVersion().toString());
    assertEquals("bundles touched beside the plugin", List.of(), List.copyOf(touched));
    report();
    everyAcknowledgedReadIsThereOnce();
  }

  private void update(Bundle plugin, String version) throws Exception {
    byte[] next = NextVersion.of(Path.of(System.getProperty("watchfloor.next.jar")), version);
    plugin.update(new ByteArrayInputStream(next));
    Bundle system = context.getBundle(0);
    system.adapt(FrameworkWiring.class).refreshBundles(Set.of(plugin));
  }

  private void post() {
    int n = sent.incrementAndGet();
    String plate = String.format("S%05d", n);
    try {
      HttpResponse<Void> answer =
          Client.HTTP.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "https://localhost:"
                              + System.getProperty("rtcc.https.port")
                              + "/hooks/"
                              + SOURCE
                              + "/"
                              + SECRET))
                  .timeout(Duration.ofSeconds(20))
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofByteArray(
                          AlprMessage.group("swap-" + n, plate, Instant.now())))
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() / 100 == 2) {
        acknowledged.put(plate, System.nanoTime());
      } else {
        refused.incrementAndGet();
      }
    } catch (Exception e) {
      refused.incrementAndGet();
    } catch (Error e) { // a scheduler would swallow it and stop
      broken.compareAndSet(null, e);
      throw e;
    }
  }

  private void report() {
    List<Long> times = new ArrayList<>(acknowledged.values());
    times.sort(null);
    long longest = 0;
    for (int i = 1; i < times.size(); i++) {
      longest = Math.max(longest, times.get(i) - times.get(i - 1));
    }
    System.out.printf(
        "hot swap: %d reads sent, %d acknowledged, %d to be sent again, %d updates, longest pause between two acknowledgements %d ms%n",
        sent.get(), acknowledged.size(), refused.get(), UPDATES, longest / 1_000_000);
    assertTrue("acknowledged " + acknowledged.size(), acknowledged.size() > sent.get() / 2);
  }

  private void everyAcknowledgedReadIsThereOnce() throws Exception {
    Map<String, Integer> found = new HashMap<>();
    Container.await(
        "every acknowledged read is in the history",
        () -> {
          found.clear();
          for (int hundreds = 0; hundreds <= sent.get() / 100; hundreds++) {
            String pattern = String.format("S%03d*", hundreds);
            for (ReadRecord read :
                plates.search(
                    new ReadQuery(pattern, Optional.empty(), Optional.empty(), 1_000),
                    new LookUp("hot swap test", "itest"),
                    Actor.SYSTEM)) {
              found.merge(read.read().plate(), 1, Integer::sum);
            }
          }
          return found.keySet().containsAll(acknowledged.keySet());
        });
    found.forEach((plate, times) -> assertEquals(plate, 1, times.intValue()));
  }

  private boolean sourceIs(SourceState state) {
    return sources.source(SOURCE).map(s -> s.state() == state).orElse(false);
  }

  private Bundle plugin() {
    return Stream.of(context.getBundles())
        .filter(bundle -> PLUGIN.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }

  /** Made when the test runs inside the container, not when it is configured outside. */
  private static final class Client {
    static final HttpClient HTTP = Loopback.client();

    private Client() {}
  }
}

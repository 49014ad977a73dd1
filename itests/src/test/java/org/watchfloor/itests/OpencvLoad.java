package org.watchfloor.itests;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.plugin.api.plate.PlateReader;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.cameras.Camera;

/**
 * A street, for the plugin that looks through a camera of another plugin: a piece of work is a
 * picture that its reader was asked to read while its source looks at the camera. A vehicle is told
 * when it has passed, seconds after it was seen, so reads on the bus would say nothing of a pause;
 * that they come, before an update and after it, is awaited.
 */
final class OpencvLoad extends PluginLoad {
  private static final String CAMERA = "life-street";
  private static final String CAMERA_SOURCE = "camera-mjpeg~street";
  private static final GeoPoint PLACE = GeoPoint.of(35.9, -78.9);

  private final Platform platform;
  private final StreetCamera device;
  private final Bundle cameraPlugin;
  private final Path cameraFile;
  private final long head;
  private int sent;

  private OpencvLoad(
      String plugin, Platform platform, StreetCamera device, Bundle cameraPlugin, Path cameraFile) {
    super(plugin);
    this.platform = platform;
    this.device = device;
    this.cameraPlugin = cameraPlugin;
    this.cameraFile = cameraFile;
    this.head = platform.bus().head();
  }

  /** With its camera online and in the inventory. */
  static OpencvLoad open(String plugin, Platform platform) throws Exception {
    Path streets = Path.of(System.getProperty("watchfloor.streets"));
    Path jar = Path.of(System.getProperty("watchfloor.jar.camera-mjpeg"));
    Path etc = Path.of(System.getProperty("karaf.etc"));
    OpencvLoad load =
        new OpencvLoad(
            plugin,
            platform,
            new StreetCamera(Streets.read(streets)),
            platform.context().installBundle("street:camera-mjpeg", Files.newInputStream(jar)),
            etc.resolve("org.watchfloor.source." + CAMERA_SOURCE + ".cfg"));
    try {
      load.setUpCamera();
      return load;
    } catch (Exception | Error e) {
      load.close();
      throw e;
    }
  }

  private void setUpCamera() throws Exception {
    cameraPlugin.start();
    Files.writeString(cameraFile, "stream.url = " + device.url() + "\n");
    Container.await(CAMERA_SOURCE + " is online", this::cameraIsOnline);
    Camera camera =
        new Camera(
            CAMERA,
            "Street",
            Camera.Ownership.OWNED,
            "",
            PLACE,
            0,
            360,
            50,
            Optional.of(CAMERA_SOURCE));
    platform.cameras().put(List.of(camera), Actor.SYSTEM);
  }

  private boolean cameraIsOnline() {
    return platform
        .sources()
        .source(CAMERA_SOURCE)
        .map(source -> source.state() == SourceState.ONLINE)
        .orElse(false);
  }

  @Override
  String configuration(Path etc) {
    return "camera = " + CAMERA + "\nregion = " + Streets.REGION + "\nconfidence.min = 0\n";
  }

  @Override
  boolean work(int number) {
    int before = sent;
    sent = device.sent();
    return sent > before && read(device.street());
  }

  /** False where nobody reads now. */
  private boolean read(byte[] street) {
    BundleContext context = platform.context();
    ServiceReference<PlateReader> reference = context.getServiceReference(PlateReader.class);
    PlateReader reader = reference == null ? null : context.getService(reference);
    if (reader == null) {
      return false;
    }
    try {
      reader.read(street, Streets.REGION);
      return true;
    } finally {
      context.ungetService(reference);
    }
  }

  /** And a vehicle that was not seen before this began. */
  @Override
  void awaitSome() throws Exception {
    Instant began = Instant.now();
    super.awaitSome();
    Container.await(
        "a vehicle is told by " + source(),
        () -> reads().stream().anyMatch(read -> read.occurredAt().isAfter(began)));
  }

  private List<Signal> reads() {
    List<Signal> reads = new ArrayList<>();
    long after = head;
    while (true) {
      long before = after;
      for (BusEntry entry :
          platform.bus().read(after, Filter.of(EntryType.SIGNAL, "plate.read"), 1_000)) {
        after = entry.number();
        if (entry instanceof SignalEntry signal && signal.sourceId().equals(source())) {
          reads.add(signal.signal());
        }
      }
      if (after == before) {
        return reads;
      }
    }
  }

  /** Nobody acknowledges pictures; but no vehicle may be told twice. */
  @Override
  void everythingAcknowledgedIsThereOnce() {
    List<String> keys = reads().stream().map(Signal::vendorKey).toList();
    assertEquals("reads, each once", new HashSet<>(keys).size(), keys.size());
  }

  @Override
  String report() {
    return super.report() + ", " + reads().size() + " vehicles told";
  }

  @Override
  public void close() {
    super.close();
    try {
      Files.deleteIfExists(cameraFile);
      cameraPlugin.uninstall();
    } catch (IOException | BundleException e) {
      throw new IllegalStateException("the street's camera could not be taken away", e);
    } finally {
      device.close();
    }
  }
}

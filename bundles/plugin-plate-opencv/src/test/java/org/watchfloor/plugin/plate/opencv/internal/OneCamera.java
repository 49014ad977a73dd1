package org.watchfloor.plugin.plate.opencv.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.watchfloor.plugin.api.camera.CameraPictures;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.testkit.FakeDevice;

/**
 * The platform's cameras, each in the hands of a test. A picture has its plate written at its end.
 */
final class OneCamera implements CameraPictures {
  static final GeoPoint PLACE = GeoPoint.of(35.9, -78.9);
  private final Map<String, Device> devices = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();

  Device add() {
    Device device = new Device("cam-" + number.incrementAndGet());
    devices.put(device.id, device);
    return device;
  }

  static Picture picture(String plate) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0});
    bytes.writeBytes(plate.getBytes(StandardCharsets.US_ASCII));
    return Picture.ofJpeg(Clock.systemUTC().instant(), bytes.toByteArray());
  }

  @Override
  public CompletionStage<Picture> snapshot(String cameraId, Duration deadline) {
    Device device = devices.get(cameraId);
    if (device == null || device.off) {
      return CompletableFuture.failedFuture(new IOException("camera " + cameraId + " is off"));
    }
    device.contacts.incrementAndGet();
    return device.mode == FakeDevice.Mode.SILENT
        ? new CompletableFuture<>()
        : CompletableFuture.completedFuture(picture(""));
  }

  @Override
  public AutoCloseable watch(String cameraId, Consumer<Picture> onPicture, Consumer<String> onEnd) {
    Device device = devices.get(cameraId);
    Viewer viewer = new Viewer(onPicture, onEnd);
    device.viewers.add(viewer);
    return () -> device.viewers.remove(viewer);
  }

  @Override
  public Optional<GeoPoint> place(String cameraId) {
    return Optional.of(PLACE);
  }

  private record Viewer(Consumer<Picture> onPicture, Consumer<String> onEnd) {}

  /** One camera. */
  static final class Device implements FakeDevice {
    final String id;
    private final List<Viewer> viewers = new CopyOnWriteArrayList<>();
    private final AtomicInteger contacts = new AtomicInteger();
    private volatile Mode mode = Mode.GOOD;
    private volatile boolean off;

    private Device(String id) {
      this.id = id;
    }

    /** A vehicle passes: four pictures at the pace of a camera. */
    void pass(String plate) throws InterruptedException {
      for (int i = 0; i < 4; i++) {
        show(plate);
        Thread.sleep(100);
      }
    }

    void show(String plate) {
      Picture picture = picture(plate);
      viewers.forEach(viewer -> viewer.onPicture.accept(picture));
    }

    void end(String reason) {
      viewers.forEach(viewer -> viewer.onEnd.accept(reason));
    }

    int viewers() {
      return viewers.size();
    }

    @Override
    public void behave(Mode how) {
      mode = how;
    }

    @Override
    public int contacts() {
      return contacts.get();
    }

    @Override
    public void close() {
      off = true;
    }
  }
}

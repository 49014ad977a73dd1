package org.watchfloor.plugin.plate.dahua.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.watchfloor.testkit.EventDevice;
import org.watchfloor.testkit.Samples;
import org.watchfloor.testkit.StreamingDevice;

/** A camera on loopback with its stream of events. */
final class DahuaDevice implements EventDevice {
  static final String USER = "rtcc";

  final StreamingDevice stream;
  private final AtomicInteger events = new AtomicInteger(1_000_000);
  private final String junction;
  private volatile byte[] last = new byte[0];

  DahuaDevice(String password) throws IOException {
    junction = new String(Samples.own(DahuaDevice.class, "junction.txt"), StandardCharsets.UTF_8);
    stream =
        new StreamingDevice(
            "/cgi-bin/", "multipart/x-mixed-replace; boundary=myboundary", USER, password);
  }

  @Override
  public List<String> happen(int times) {
    List<String> keys = new ArrayList<>();
    List<byte[]> bodies = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      int id = events.incrementAndGet();
      keys.add("TrafficJunction/" + id + "/2026-11-24T14:05:07.305Z/ABC1234");
      String event = junction.replace(" : 516", " : " + id);
      last = Bodies.part("text/plain", Bodies.text(event));
      bodies.add(last);
      if (bodies.size() == 100) {
        stream.send(Bodies.join(bodies.toArray(new byte[0][])));
        bodies.clear();
      }
    }
    stream.send(Bodies.join(bodies.toArray(new byte[0][])));
    return keys;
  }

  @Override
  public void repeat() {
    stream.send(last);
  }

  @Override
  public void cut() {
    stream.cut();
  }

  @Override
  public Optional<Set<String>> acknowledged() {
    return Optional.empty();
  }

  @Override
  public void behave(Mode mode) {
    stream.behave(mode);
  }

  @Override
  public int contacts() {
    return stream.contacts();
  }

  @Override
  public void close() {
    stream.close();
  }
}

package org.watchfloor.plugin.plate.hikvision.internal;

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

/** A camera on loopback with its stream of alerts. */
final class HikvisionDevice implements EventDevice {
  static final String USER = "rtcc";

  private final StreamingDevice stream;
  private final AtomicInteger events = new AtomicInteger();
  private final String alert;
  private volatile byte[] last = new byte[0];

  HikvisionDevice(String password) throws IOException {
    String own = new String(Samples.own(HikvisionDevice.class, "anpr.xml"), StandardCharsets.UTF_8);
    alert = own.replace("<picNum>2", "<picNum>0");
    stream =
        new StreamingDevice(
            "/ISAPI/Event/notification/alertStream",
            "multipart/mixed; boundary=boundary",
            USER,
            password);
  }

  String address() {
    return stream.address();
  }

  /** Bytes of the stream, as they are. */
  void send(byte[] bytes) {
    stream.send(bytes);
  }

  @Override
  public List<String> happen(int times) {
    List<String> keys = new ArrayList<>();
    List<byte[]> bodies = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      String key = "20261124-0000-" + (1_000_000 + events.incrementAndGet());
      keys.add(key);
      last = Bodies.xml(Bodies.text(alert.replace("20261124-0000-0001", key)));
      bodies.add(last);
      if (bodies.size() == 100) {
        send(Bodies.join(bodies.toArray(new byte[0][])));
        bodies.clear();
      }
    }
    send(Bodies.join(bodies.toArray(new byte[0][])));
    return keys;
  }

  @Override
  public void repeat() {
    send(last);
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

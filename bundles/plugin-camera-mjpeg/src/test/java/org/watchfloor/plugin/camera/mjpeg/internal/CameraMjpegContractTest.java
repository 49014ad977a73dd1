package org.watchfloor.plugin.camera.mjpeg.internal;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.watchfloor.plugin.api.source.SourcePlugin;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.FakeDevice;
import org.watchfloor.testkit.SourceContract;

class CameraMjpegContractTest extends SourceContract<CameraMjpegConfig> {
  private static final String SECRET = "s3cret-of-the-camera";

  @Override
  protected SourcePlugin<CameraMjpegConfig> plugin() {
    return new CameraMjpegPlugin();
  }

  @Override
  protected FakeDevice newDevice() throws Exception {
    return new Device(TestCamera.http());
  }

  @Override
  protected CameraMjpegConfig goodConfig(FakeDevice device) {
    String address = ((Device) device).camera.address("/jpg?token=" + SECRET);
    return config(
        Map.of("snapshot_url", address, "user", "ann", "_password", SECRET, "timeout_seconds", 30));
  }

  @Override
  protected Map<String, CameraMjpegConfig> badConfigs() {
    return Map.of(
        "snapshot.url", config(Map.of()),
        "stream.url", config(Map.of("stream_url", "http://ann:" + SECRET + "@cam/mjpg")),
        "user", config(Map.of("snapshot_url", "http://cam/", "_password", SECRET)),
        "max.bytes", config(Map.of("snapshot_url", "http://cam/", "max_bytes", 1)),
        "trust.certificate",
            config(Map.of("snapshot_url", "https://cam/", "trust_certificate", "ab")));
  }

  @Override
  protected String folder() {
    return "camera-mjpeg";
  }

  @Override
  protected String secret() {
    return SECRET;
  }

  private static CameraMjpegConfig config(Map<String, Object> values) {
    return Configs.of(CameraMjpegConfig.class, values);
  }

  /** A camera with a sign-in. */
  private static final class Device implements FakeDevice {
    private static final String PROOF =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("ann:" + SECRET).getBytes(StandardCharsets.UTF_8));

    private final TestCamera camera;
    private final AtomicBoolean closed = new AtomicBoolean();

    Device(TestCamera camera) {
      this.camera = camera;
      behave(Mode.GOOD);
    }

    @Override
    public void behave(Mode mode) {
      switch (mode) {
        case GOOD -> camera.answers(exchange -> answer(exchange, PROOF));
        case WRONG_PASSWORD -> camera.answers(exchange -> answer(exchange, "another"));
        case SILENT -> camera.answers(exchange -> camera.stall.await());
        default -> throw new IllegalArgumentException(mode.name());
      }
    }

    private static void answer(HttpExchange exchange, String proof) throws Exception {
      if (proof.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        TestCamera.send(exchange, 200, "image/jpeg", Samples.jpeg(1));
      } else {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"cam\"");
        TestCamera.send(exchange, 401, "text/plain", new byte[0]);
      }
    }

    @Override
    public int contacts() {
      return camera.requests.get();
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        camera.close();
      }
    }
  }
}

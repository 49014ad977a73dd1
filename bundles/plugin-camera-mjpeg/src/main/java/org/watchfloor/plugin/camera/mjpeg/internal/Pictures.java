package org.watchfloor.plugin.camera.mjpeg.internal;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceException.Kind;
import org.watchfloor.toolkit.http.DeviceHttp;
import org.watchfloor.toolkit.http.Target;
import org.watchfloor.toolkit.multipart.MultipartReader;
import org.watchfloor.toolkit.multipart.Part;
import org.watchfloor.toolkit.multipart.PartTooLarge;

/** JPEGs of one camera, by snapshot or out of its stream. Thread-safe; calls block. */
final class Pictures {
  private static final String SNAPSHOT = "snapshot.url";
  private static final String STREAM = "stream.url";

  private final Settings settings;
  private final DeviceHttp http;

  Pictures(Settings settings, DeviceHttp http) {
    this.settings = settings;
    this.http = http;
  }

  /** One try at one picture. */
  Attempt attempt() {
    return new Attempt();
  }

  /** The stream; there must be an address for it. */
  Stream open() throws SourceException {
    Stream stream = new Stream(settings.stream().orElseThrow());
    boolean good = false;
    try {
      stream.begin();
      good = true;
      return stream;
    } finally {
      if (!good) {
        stream.close();
      }
    }
  }

  /** The answer's type as a camera calls it, cut to what is fit for a screen. */
  private static String type(DeviceHttp.Exchange exchange) {
    String type = exchange.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.matches("[a-z0-9.+/-]{1,64}") ? type : "something without a type";
  }

  private DeviceHttp.Exchange exchange(String key, URI address) {
    return http.exchange(new Target(key, address, false));
  }

  private static SourceException retry(String words) {
    return new SourceException(Kind.RETRY, words);
  }

  /**
   * One try at one JPEG: the snapshot, or the first picture of the stream where there is no
   * snapshot. For one thread, but closed from any, which ends the try.
   */
  final class Attempt implements AutoCloseable {
    private final Runnable closer;
    private final Getter getter;

    private Attempt() {
      if (settings.snapshot().isPresent()) {
        DeviceHttp.Exchange snapshot = exchange(SNAPSHOT, settings.snapshot().get());
        this.closer = snapshot::close;
        this.getter = () -> snapshot(snapshot);
      } else {
        Stream stream = new Stream(settings.stream().orElseThrow());
        this.closer = stream::close;
        this.getter =
            () -> {
              stream.begin();
              return stream.next();
            };
      }
    }

    byte[] picture() throws SourceException {
      return getter.get();
    }

    @Override
    public void close() {
      closer.run();
    }
  }

  /** What an attempt does. */
  private interface Getter {
    byte[] get() throws SourceException;
  }

  private byte[] snapshot(DeviceHttp.Exchange exchange) throws SourceException {
    exchange.open();
    byte[] body;
    try {
      body = exchange.body().readNBytes(settings.maxBytes() + 1);
    } catch (IOException e) {
      throw exchange.fault(e);
    }
    if (body.length > settings.maxBytes()) {
      throw retry(
          "snapshot.url: the picture is larger than max.bytes (" + settings.maxBytes() + ")");
    }
    if (!Jpeg.whole(body)) {
      throw retry(
          "snapshot.url: the camera answered with "
              + type(exchange)
              + " of "
              + body.length
              + " bytes, which is "
              + (Jpeg.begins(body) ? "a JPEG that is cut off" : "no JPEG"));
    }
    return body;
  }

  /** A stream; for one thread, but closed from any, which ends a read that waits. */
  final class Stream implements AutoCloseable {
    private final DeviceHttp.Exchange exchange;
    private @Nullable MultipartReader parts;

    private Stream(URI address) {
      this.exchange = exchange(STREAM, address);
    }

    private void begin() throws SourceException {
      exchange.open();
      try {
        parts =
            MultipartReader.refusing(exchange.body(), exchange.contentType(), settings.maxBytes());
      } catch (IOException e) {
        throw retry(
            "stream.url: the camera sends no multipart with a boundary but " + type(exchange));
      }
    }

    /** The next picture; parts that say to be something else (events, sound) are passed over. */
    byte[] next() throws SourceException {
      try {
        while (true) {
          Part part = parts == null ? null : parts.next();
          if (part == null) {
            throw new EOFException("the camera ended the stream");
          }
          byte[] body = part.toByteArray();
          if (Jpeg.whole(body)) {
            return body;
          }
          if (part.contentType().isEmpty() || part.contentType().startsWith("image/")) {
            throw new IOException(
                "a part of "
                    + body.length
                    + " bytes of the stream is "
                    + (Jpeg.begins(body) ? "a JPEG that is cut off" : "no JPEG"));
          }
        }
      } catch (PartTooLarge e) {
        throw retry("stream.url: a picture is larger than max.bytes (" + settings.maxBytes() + ")");
      } catch (IOException e) {
        throw exchange.fault(e);
      }
    }

    @Override
    public void close() {
      exchange.close();
    }
  }
}

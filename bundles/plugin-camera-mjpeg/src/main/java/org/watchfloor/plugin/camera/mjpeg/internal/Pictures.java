package org.watchfloor.plugin.camera.mjpeg.internal;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceException.Kind;

/** JPEGs of one camera, by snapshot or out of its stream. Thread-safe; calls block. */
final class Pictures {
  private final Settings settings;
  private final CameraHttp http;

  Pictures(Settings settings, CameraHttp http) {
    this.settings = settings;
    this.http = http;
  }

  /** One JPEG: the snapshot, or the first picture of the stream where there is no snapshot. */
  byte[] one() throws SourceException {
    if (settings.snapshot().isPresent()) {
      return snapshot(settings.snapshot().get());
    }
    try (Stream stream = open()) {
      return stream.next();
    }
  }

  /** The stream; there must be an address for it. */
  Stream open() throws SourceException {
    CameraHttp.Answer answer = http.get("stream.url", settings.stream().orElseThrow());
    boolean good = false;
    try {
      Stream stream = new Stream(answer);
      good = true;
      return stream;
    } catch (IOException e) {
      throw new SourceException(
          Kind.RETRY, "stream.url: " + e.getMessage() + " but " + type(answer));
    } finally {
      if (!good) {
        answer.close();
      }
    }
  }

  private byte[] snapshot(URI address) throws SourceException {
    try (CameraHttp.Answer answer = http.get("snapshot.url", address)) {
      byte[] body;
      try {
        body = answer.body().readNBytes(settings.maxBytes() + 1);
      } catch (IOException e) {
        throw answer.fault(e);
      }
      if (body.length > settings.maxBytes()) {
        throw retry(
            "snapshot.url: the picture is larger than max.bytes (" + settings.maxBytes() + ")");
      }
      if (!Jpeg.begins(body)) {
        throw retry(
            "snapshot.url: the camera answered with "
                + type(answer)
                + " of "
                + body.length
                + " bytes, which is no JPEG");
      }
      return body;
    }
  }

  /** The answer's type as a camera calls it, cut to what is fit for a screen. */
  private static String type(CameraHttp.Answer answer) {
    String type = answer.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.matches("[a-z0-9.+/-]{1,64}") ? type : "something without a type";
  }

  private static SourceException retry(String words) {
    return new SourceException(Kind.RETRY, words);
  }

  /** An open stream; for one thread, but closed from any, which ends a read that waits. */
  final class Stream implements AutoCloseable {
    private final CameraHttp.Answer answer;
    private final MultipartReader parts;

    private Stream(CameraHttp.Answer answer) throws IOException {
      this.answer = answer;
      this.parts =
          new MultipartReader(answer.body(), answer.contentType(), settings.maxBytes());
    }

    /** The next picture; parts that say to be something else (events, sound) are passed over. */
    byte[] next() throws SourceException {
      try {
        while (true) {
          MultipartReader.Part part = parts.next();
          if (part == null) {
            throw new EOFException("the camera ended the stream");
          }
          if (Jpeg.begins(part.body())) {
            return part.body();
          }
          if (part.contentType().isEmpty() || part.contentType().startsWith("image/")) {
            throw new IOException(
                "a part of " + part.body().length + " bytes of the stream is no JPEG");
          }
        }
      } catch (IOException e) {
        throw answer.fault(e);
      }
    }

    @Override
    public void close() {
      answer.close();
    }
  }
}

package org.watchfloor.console.rest.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;

/** Pictures and sound by the hash of their content. */
final class MediaResource implements Resource {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final String ANY = "application/octet-stream";

  private final Parts parts;
  private final Looks looks;

  MediaResource(Parts parts, Looks looks) {
    this.parts = parts;
    this.looks = looks;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/media/{sha256}", Need.of(Role.VIEWER), "A picture or a sound", this::content)
            .answering(200, ANY));
  }

  private Answer content(Call call) throws Exception {
    String sha256 = call.path("sha256");
    if (!SHA256.matcher(sha256).matches()) {
      throw Problem.field("sha256", "is not 64 lower-case hexadecimal digits");
    }
    looks.record(call.actor(), "media.view", sha256);
    try (InputStream in =
        parts.media().open(sha256).orElseThrow(() -> Problem.notFound("media", sha256))) {
      write(in, sha256, call.response());
    }
    return new Answer.Taken();
  }

  private static void write(InputStream in, String sha256, HttpServletResponse response)
      throws IOException {
    byte[] head = in.readNBytes(12);
    String type = type(head);
    // what a vendor says of its content is not believed: what is no picture or sound is a download
    String disposition = type.equals(ANY) ? "attachment" : "inline";
    response.setContentType(type);
    response.setHeader("Content-Disposition", disposition + "; filename=\"" + name(sha256, type));
    // the name is the content, so it can never be another one
    response.setHeader("Cache-Control", "private, max-age=31536000, immutable");
    new SequenceInputStream(new ByteArrayInputStream(head), in)
        .transferTo(response.getOutputStream());
  }

  private static String name(String sha256, String type) {
    String end = type.equals(ANY) ? "bin" : type.substring(type.indexOf('/') + 1);
    return sha256.substring(0, 16) + "." + end + "\"";
  }

  /** By the first bytes: ITU-T T.81 B.2.1, PNG (ISO 15948) 5.2, RIFF WAVE. */
  static String type(byte[] head) {
    if (begins(head, 0, 0xFF, 0xD8, 0xFF)) {
      return "image/jpeg";
    }
    if (begins(head, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
      return "image/png";
    }
    if (begins(head, 0, 'R', 'I', 'F', 'F') && begins(head, 8, 'W', 'A', 'V', 'E')) {
      return "audio/wav";
    }
    return ANY;
  }

  private static boolean begins(byte[] head, int at, int... bytes) {
    if (head.length < at + bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((head[at + i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}

package org.watchfloor.plugin.api.media;

import java.util.regex.Pattern;

/**
 * Points at content in the center's media store.
 *
 * @param sha256 of the content, 64 lower-case hexadecimal digits
 * @param contentType MIME type, for instance {@code image/jpeg}
 * @param role what it shows: {@code plate}, {@code vehicle}, {@code scene}, {@code sound}
 * @param length in bytes
 */
public record MediaRef(String sha256, String contentType, String role, long length) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern TYPE = Pattern.compile("[a-z]+/[a-z0-9.+-]{1,64}");
  private static final Pattern ROLE = Pattern.compile("[a-z][a-z-]{0,31}");

  public MediaRef {
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256: is not 64 lower-case hexadecimal digits");
    }
    if (!TYPE.matcher(contentType).matches()) {
      throw new IllegalArgumentException("contentType: \"" + contentType + "\" is no MIME type");
    }
    if (!ROLE.matcher(role).matches()) {
      throw new IllegalArgumentException("role: \"" + role + "\" is not a lower-case word");
    }
    if (length < 0) {
      throw new IllegalArgumentException("length: " + length + " is negative");
    }
  }
}

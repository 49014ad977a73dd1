package org.watchfloor.camel.routing.internal;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.SftpException;
import java.util.Locale;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/** What a look into a folder on an SFTP server came to. */
record SftpFolder(Inbound.Sftp inbound, LinkState link) implements FileLooks.Folder {
  @Override
  public String trouble() {
    return "";
  }

  @Override
  public String trouble(Exception cause) {
    for (Throwable part = cause; part != null; part = part.getCause()) {
      if (part instanceof JSchHostKeyException) {
        giveUp(
            SourceException.Kind.CONFIG,
            "hostKey: "
                + server()
                + " shows another key; if its administrator has changed it, write the new one");
      } else if (part instanceof JSchException && isSignIn(part)) {
        giveUp(
            SourceException.Kind.AUTH,
            server() + " refuses the user, the password or the key file");
      } else if (part instanceof SftpException e) {
        return "the folder "
            + inbound.folder()
            + " on "
            + server()
            + (e.id == 2 ? " is not there" : " cannot be read: " + Troubles.words(e));
      }
    }
    return server() + " cannot be reached: " + Troubles.words(cause);
  }

  private void giveUp(SourceException.Kind kind, String reason) {
    link.fail(new SourceException(kind, reason));
  }

  /** JSch has no type for it. */
  private static boolean isSignIn(Throwable e) {
    String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return words.startsWith("auth")
        || words.contains("too many authentication")
        || words.contains("invalid privatekey")
        || words.startsWith("userauth");
  }

  private String server() {
    return inbound.host() + ":" + inbound.port();
  }
}

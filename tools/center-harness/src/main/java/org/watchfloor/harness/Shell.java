package org.watchfloor.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/** An administrator's SSH client. */
public final class Shell {
  private Shell() {}

  /** Runs one command; what it printed. */
  public static String run(Center center, String user, String password, String command)
      throws Exception {
    SshClient client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier((session, address, key) -> true);
    client.start();
    try (ClientSession session =
        client
            .connect(user, "127.0.0.1", center.sshPort())
            .verify(Duration.ofSeconds(10))
            .getSession()) {
      session.addPasswordIdentity(password);
      session.auth().verify(Duration.ofSeconds(20));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ChannelExec channel = session.createExecChannel(command)) {
        channel.setOut(out);
        channel.setErr(out);
        channel.open().verify(Duration.ofSeconds(10));
        channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), Duration.ofSeconds(60));
      }
      return out.toString(StandardCharsets.UTF_8).replaceAll("\u001B\\[[;\\d?]*[A-Za-z]", "");
    } finally {
      client.stop();
    }
  }

  public static String admin(Center center, String command) throws Exception {
    return run(
        center,
        center.initialAdmin().get("user").asText(),
        center.initialAdmin().get("password").asText(),
        command);
  }
}

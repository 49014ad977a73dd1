package org.watchfloor.camel.routing.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/** Folders on SFTP servers. Thread-safe. */
@Component(service = SftpTransport.class)
public final class SftpTransport implements Transport<Inbound.Sftp> {
  private static final Logger LOG = LoggerFactory.getLogger(SftpTransport.class);

  private final Workshop workshop;

  @Activate
  public SftpTransport(@Reference Workshop workshop) {
    this.workshop = workshop;
  }

  @Override
  public AutoCloseable open(String sourceId, Inbound.Sftp inbound, GuardedDecoder decoder)
      throws SourceException {
    check(inbound);
    Intake intake = Intakes.make("sftp", sourceId, decoder, workshop);
    LinkState link = new LinkState(sourceId, decoder, "is not connected to its server yet");
    boolean open = false;
    try {
      SettledFiles<SftpRemoteFile> files = new SettledFiles<>(sourceId);
      FileLooks looks =
          new FileLooks(inbound.period().toMillis(), new SftpFolder(inbound, link), link, files);
      FileStep step = new FileStep(intake, workshop, inbound.maxBytes());
      intake
          .context()
          .addRoutes(
              FileRoute.of(endpoint(intake, inbound), inbound.pattern(), files, looks, step));
      intake.start();
      open = true;
    } catch (Exception e) {
      throw new SourceException(
          SourceException.Kind.RETRY,
          "the server " + inbound.host() + " cannot be asked: " + Troubles.words(e),
          e);
    } finally {
      if (!open) {
        intake.close();
      }
    }
    LOG.info(
        "{}: takes files {} of {} on {}:{}",
        sourceId,
        inbound.pattern(),
        inbound.folder(),
        inbound.host(),
        inbound.port());
    return () -> {
      link.close();
      intake.close();
    };
  }

  private static void check(Inbound.Sftp inbound) throws SourceException {
    if (inbound.login().isNone()) {
      throw config("user: SFTP needs a user");
    }
    if (!inbound.keyFile().isEmpty() && !Files.isReadable(Path.of(inbound.keyFile()))) {
      throw config("keyFile: \"" + inbound.keyFile() + "\" is no readable file");
    }
    if (!inbound.hostKey().trim().matches("[a-z0-9@.-]+ [A-Za-z0-9+/=]+( .*)?")) {
      throw config(
          "hostKey: is no key like ssh-ed25519 AAAA…; ssh-keyscan "
              + inbound.host()
              + " shows it, and it must be compared with what the server's administrator says");
    }
  }

  private static SourceException config(String message) {
    return new SourceException(SourceException.Kind.CONFIG, message);
  }

  private SftpEndpoint endpoint(Intake intake, Inbound.Sftp inbound) throws Exception {
    SftpComponent component = new SftpComponent();
    intake.context().addComponent("sftp", component);
    int timeout = workshop.config().timeout_ms();
    SftpConfiguration config = new SftpConfiguration();
    config.setHost(inbound.host());
    config.setPort(inbound.port());
    config.setUsername(inbound.login().user());
    if (inbound.keyFile().isEmpty()) {
      config.setPassword(inbound.login().password());
      config.setPreferredAuthentications("password,keyboard-interactive");
    } else {
      config.setPrivateKeyFile(inbound.keyFile());
      config.setPrivateKeyPassphrase(inbound.login().password());
      config.setPreferredAuthentications("publickey");
    }
    String[] key = inbound.hostKey().trim().split(" +");
    config.setStrictHostKeyChecking("yes");
    config.setUseUserKnownHostsFile(false);
    config.setKnownHosts(
        (name(inbound) + " " + key[0] + " " + key[1] + "\n").getBytes(StandardCharsets.UTF_8));
    config.setServerHostKeys(algorithms(key[0]));
    config.setServerMessageLoggingLevel(LoggingLevel.TRACE);
    config.setJschLoggingLevel(LoggingLevel.OFF);
    config.setConnectTimeout(timeout);
    config.setSoTimeout(timeout);
    config.setStepwise(false);
    config.setStreamDownload(true); // FileStep reads it, within the limit
    config.setThrowExceptionOnConnectFailed(true);
    config.setDirectory(inbound.folder());
    SftpEndpoint endpoint = new SftpEndpoint("sftp:" + intake.sourceId(), component, config);
    endpoint.setCamelContext(intake.context());
    endpoint.setMaximumReconnectAttempts(1); // FileLooks tries again, with growing pauses
    endpoint.setReconnectDelay(1);
    return endpoint;
  }

  /** As in known_hosts: sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT". */
  private static String name(Inbound.Sftp inbound) {
    return inbound.port() == 22 ? inbound.host() : "[" + inbound.host() + "]:" + inbound.port();
  }

  /** Only the key that is known is asked for. An RSA key signs with SHA-2, RFC 8332. */
  private static String algorithms(String type) {
    return type.equals("ssh-rsa") ? "rsa-sha2-512,rsa-sha2-256" : type;
  }
}

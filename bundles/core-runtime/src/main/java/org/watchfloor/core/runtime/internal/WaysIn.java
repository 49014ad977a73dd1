package org.watchfloor.core.runtime.internal;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * Tries ways in without taking anything through them: a device that sends meanwhile finds nobody
 * there, a file stays where it is, and a way in that a running source has open is left alone.
 */
final class WaysIn {
  private final Map<String, List<Inbound>> running;
  private final Duration patience;

  /**
   * @param running ways in that are open, by source
   * @param patience for a server to answer
   */
  WaysIn(Map<String, List<Inbound>> running, Duration patience) {
    this.running = running;
    this.patience = patience;
  }

  /**
   * Blocks for the patience at most.
   *
   * @return what could not be tried, in words; empty if everything was
   * @throws SourceException as opening it would
   */
  String probe(Inbound inbound) throws SourceException {
    if (inbound instanceof Inbound.Tcp tcp) {
      return port(inbound, tcp.host(), tcp.port());
    } else if (inbound instanceof Inbound.Udp udp) {
      return port(inbound, udp.host(), udp.port());
    } else if (inbound instanceof Inbound.Files files) {
      return folder(files);
    } else if (inbound instanceof Inbound.Poll poll) {
      return server(poll.address(), poll.address().getScheme().equals("https") ? 443 : 80);
    } else if (inbound instanceof Inbound.Mqtt mqtt) {
      return server(mqtt.broker(), mqtt.broker().getScheme().equals("ssl") ? 8883 : 1883);
    } else if (inbound instanceof Inbound.Sftp sftp) {
      return server(sftp.host(), sftp.port());
    }
    return "the vendor has to send to the webhook, which a test cannot try";
  }

  private String port(Inbound inbound, String host, int port) throws SourceException {
    boolean tcp = inbound instanceof Inbound.Tcp;
    Optional<String> holder = holder(tcp, port);
    if (holder.isPresent()) {
      return "port %d is not tried: the source %s has it open".formatted(port, holder.get());
    }
    try {
      InetAddress address = InetAddress.getByName(host);
      if (tcp) {
        // closed at once: whoever connects meanwhile is refused, not heard and forgotten
        new ServerSocket(port, 1, address).close();
      } else {
        new DatagramSocket(port, address).close();
      }
      return "";
    } catch (IOException e) {
      throw new SourceException(
          SourceException.Kind.CONFIG,
          "%s port %d of %s cannot be opened: %s"
              .formatted(tcp ? "TCP" : "UDP", port, host, e.getMessage()));
    }
  }

  private Optional<String> holder(boolean tcp, int port) {
    return running.entrySet().stream()
        .filter(source -> source.getValue().stream().anyMatch(way -> isPort(way, tcp, port)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isPort(Inbound way, boolean tcp, int port) {
    return way instanceof Inbound.Tcp other
        ? tcp && other.port() == port
        : way instanceof Inbound.Udp udp && !tcp && udp.port() == port;
  }

  private static String folder(Inbound.Files files) throws SourceException {
    Path folder;
    try {
      folder = Path.of(files.folder());
    } catch (InvalidPathException e) {
      throw new SourceException(
          SourceException.Kind.CONFIG, "the folder " + files.folder() + " is no path");
    }
    String fault = "";
    if (!folder.isAbsolute()) {
      fault = "is no absolute path";
    } else if (!Files.isDirectory(folder)) {
      fault = Files.exists(folder) ? "is no folder" : "does not exist";
    } else if (!Files.isReadable(folder) || !Files.isWritable(folder)) {
      fault = "must be readable and writable for the center, which moves files it has taken";
    }
    if (!fault.isEmpty()) {
      throw new SourceException(SourceException.Kind.CONFIG, "the folder " + folder + " " + fault);
    }
    return "";
  }

  private String server(URI address, int usualPort) throws SourceException {
    int port = address.getPort() < 0 ? usualPort : address.getPort();
    return server(String.valueOf(address.getHost()), port);
  }

  private String server(String host, int port) throws SourceException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
      return host + ":" + port + " answers; signing in is not tried before the source is saved";
    } catch (IOException | IllegalArgumentException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new SourceException(
          SourceException.Kind.RETRY, host + ":" + port + " cannot be reached: " + why);
    }
  }
}

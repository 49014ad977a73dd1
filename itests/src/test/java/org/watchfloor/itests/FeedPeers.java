package org.watchfloor.itests;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.watchfloor.harness.Center;

/** A real peer for each way in, on loopback and in temporary folders. */
final class FeedPeers implements AutoCloseable {
  private static final String SECRET = "a-secret-of-this-test";
  private static final String TOPIC = "city/feed/one";

  private final Broker broker;
  private final SshServer sftp;
  private final HttpServer vendor;
  private final ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
  private final FeedPeer mqtt;
  private final FeedPeer folder;
  private final List<FeedPeer> all;

  FeedPeers(Path root) throws Exception {
    broker = Broker.start(root.resolve("broker"));
    mqtt = new Mqtt();
    folder = new Folder("files", Files.createDirectories(root.resolve("drop")), Map.of());
    Path remote = Files.createDirectories(root.resolve("remote"));
    sftp = SshServer.setUpDefaultServer();
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    all =
        List.of(
            new Webhook(),
            poll(),
            mqtt,
            new Tcp(Center.freePort()),
            new Udp(Center.freePort()),
            folder,
            sftp(remote));
  }

  List<FeedPeer> all() {
    return all;
  }

  /** Those that keep a message until it is acknowledged. */
  List<FeedPeer> keepers() {
    return List.of(mqtt, folder);
  }

  private FeedPeer poll() {
    vendor.createContext(
        "/",
        exchange -> {
          String head = answers.peek();
          String etag = head == null ? "\"none\"" : "\"" + head.hashCode() + "\"";
          boolean known = etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
          if (known) {
            answers.poll(); // the center has it on disk
          }
          head = answers.peek();
          exchange
              .getResponseHeaders()
              .add("ETag", head == null ? "\"none\"" : "\"" + head.hashCode() + "\"");
          byte[] body = head == null ? new byte[0] : head.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(head == null ? 304 : 200, head == null ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    vendor.start();
    return new Poll();
  }

  private FeedPeer sftp(Path remote) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair key = generator.generateKeyPair();
    sftp.setHost("127.0.0.1");
    sftp.setPort(0);
    sftp.setKeyPairProvider(KeyPairProvider.wrap(key));
    sftp.setPasswordAuthenticator((user, password, session) -> password.equals(SECRET));
    sftp.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
    sftp.setFileSystemFactory(new VirtualFileSystemFactory(remote));
    sftp.start();
    Map<String, String> keys =
        Map.of(
            "host", "127.0.0.1",
            "port", String.valueOf(sftp.getPort()),
            "user", "feed",
            ".password", SECRET,
            "host.key", PublicKeyEntry.toString(key.getPublic()),
            "folder", "/",
            "period.seconds", "1");
    return new Folder("sftp", remote, keys);
  }

  @Override
  public void close() throws Exception {
    broker.close();
    vendor.stop(0);
    sftp.stop(true);
  }

  private static boolean isFree(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (IOException e) {
      return true;
    }
  }

  private record Webhook() implements FeedPeer {
    @Override
    public String name() {
      return "webhook";
    }

    @Override
    public Map<String, String> configuration() {
      return Map.of("transport", "webhook", ".secret", SECRET);
    }

    @Override
    public void send(Center center, List<String> messages) throws Exception {
      for (String message : messages) {
        center.hook("signal-feed~webhook/" + SECRET, message.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Answers one message after the other, each until the center names it in its next request. */
  private final class Poll implements FeedPeer {
    @Override
    public String name() {
      return "poll";
    }

    @Override
    public Map<String, String> configuration() {
      String url = "http://127.0.0.1:" + vendor.getAddress().getPort() + "/feed";
      return Map.of("transport", "poll", "url", url, "period.seconds", "1");
    }

    @Override
    public void send(Center center, List<String> messages) {
      // at one request a second a burst of single messages would take minutes: an array is one too
      answers.add(messages.size() == 1 ? messages.get(0) : "[" + String.join(",", messages) + "]");
    }

    @Override
    public boolean isEmpty() {
      return answers.isEmpty();
    }
  }

  private final class Mqtt implements FeedPeer {
    @Override
    public String name() {
      return "mqtt";
    }

    @Override
    public Map<String, String> configuration() {
      return Map.of("transport", "mqtt", "broker", broker.address(), "topic", "city/feed/+");
    }

    @Override
    public void send(Center center, List<String> messages) throws Exception {
      try (MqttClient client =
          new MqttClient(broker.address(), "a-sender", new MemoryPersistence())) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMaxInflight(messages.size());
        client.connect(options);
        for (String message : messages) {
          client.publish(TOPIC, message.getBytes(StandardCharsets.UTF_8), 1, false);
        }
        client.disconnect();
      }
    }
  }

  private record Tcp(int port) implements FeedPeer {
    @Override
    public String name() {
      return "tcp";
    }

    @Override
    public Map<String, String> configuration() {
      return Map.of("transport", "tcp", "port", String.valueOf(port));
    }

    @Override
    public void send(Center center, List<String> messages) throws Exception {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        String lines = String.join("\n", messages) + "\n";
        socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
        socket.shutdownOutput();
        // the center closes when it has read to the end
        socket.setSoTimeout(60_000);
        if (socket.getInputStream().read() >= 0) {
          throw new IllegalStateException("a feed has no reply");
        }
      }
    }

    @Override
    public boolean isLeftAlone() {
      return isFree(port);
    }
  }

  private record Udp(int port) implements FeedPeer {
    @Override
    public String name() {
      return "udp";
    }

    @Override
    public Map<String, String> configuration() {
      return Map.of("transport", "udp", "port", String.valueOf(port));
    }

    @Override
    public void send(Center center, List<String> messages) throws Exception {
      AtomicInteger sent = new AtomicInteger();
      try (DatagramSocket socket = new DatagramSocket()) {
        for (String message : messages) {
          byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
          socket.send(
              new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
          // no faster than a busy machine empties the operating system's buffer
          if (sent.incrementAndGet() % 20 == 0) {
            TimeUnit.MILLISECONDS.sleep(20);
          }
        }
      }
    }

    @Override
    public boolean isLeftAlone() {
      try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
        return socket.isBound();
      } catch (IOException e) {
        return false;
      }
    }
  }

  private record Folder(String name, Path path, Map<String, String> more) implements FeedPeer {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Override
    public Map<String, String> configuration() {
      Map<String, String> keys = new java.util.HashMap<>(more);
      keys.put("transport", name);
      keys.putIfAbsent("folder", path.toString());
      return keys;
    }

    @Override
    public void send(Center center, List<String> messages) throws Exception {
      for (String message : messages) {
        Path part = path.resolve(NUMBER.incrementAndGet() + ".part");
        Files.writeString(part, message);
        Files.move(part, path.resolve(part.getFileName().toString().replace(".part", ".json")));
      }
    }

    @Override
    public boolean isEmpty() {
      try (Stream<Path> left = Files.list(path)) {
        return left.noneMatch(Files::isRegularFile);
      } catch (IOException e) {
        return false;
      }
    }
  }
}

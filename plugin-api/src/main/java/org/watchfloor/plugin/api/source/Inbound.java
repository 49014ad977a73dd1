package org.watchfloor.plugin.api.source;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A way in that a decoder plugin asks the platform for. More transports come with minor versions of
 * this API; plugins make these and never switch over them.
 *
 * <p>On every way, the vendor is acknowledged (where the transport knows that) once all signals of
 * a message are on disk; a message that breaks its format is kept as a dead letter and acknowledged
 * too, because sending it again would not help; while the center cannot take more, the transport
 * stops to read.
 */
public sealed interface Inbound
    permits Inbound.Webhook,
        Inbound.Poll,
        Inbound.Mqtt,
        Inbound.Tcp,
        Inbound.Udp,
        Inbound.Files,
        Inbound.Sftp {

  /** Largest message accepted, bytes; a larger one is refused and counted. */
  int maxBytes();

  /**
   * {@code POST /hooks/<source id>} on the center's HTTPS port.
   *
   * @param secret how the vendor proves itself
   * @param maxBytes larger bodies are answered 413
   */
  record Webhook(WebhookSecret secret, int maxBytes) implements Inbound {
    public Webhook {
      InboundChecks.maxBytes(maxBytes);
    }
  }

  /**
   * {@code GET} of an address again and again. 401 and 403 mean wrong credentials, any other status
   * but 2xx that the vendor is not there now; 304 holds nothing new.
   *
   * @param address {@code http} or {@code https}
   * @param period from the end of one request to the next, 1 s to 24 h
   * @param login HTTP Basic
   * @param headers sent with each request; their values are treated as secret
   */
  record Poll(URI address, Duration period, Login login, Map<String, String> headers, int maxBytes)
      implements Inbound {
    public Poll {
      InboundChecks.scheme("address", address, "http", "https");
      InboundChecks.period(period);
      InboundChecks.maxBytes(maxBytes);
      headers = Map.copyOf(headers);
    }

    /** Never shows the values of headers. */
    @Override
    public String toString() {
      return "Poll[" + address + " every " + period + " " + login + " " + headers.keySet() + "]";
    }
  }

  /**
   * A subscription at an MQTT broker (MQTT 3.1.1 or 5), quality of service 1, with a session that
   * the broker keeps while the center is away.
   *
   * @param broker {@code tcp://host:1883} or {@code ssl://host:8883}
   * @param topic may hold the wildcards {@code +} and {@code #}; the decoder finds the topic of a
   *     message in its header {@code mqtt-topic}
   * @param caFile PEM file of the authority that signed the broker's certificate; empty for those
   *     that Java trusts
   */
  record Mqtt(URI broker, String topic, Login login, String caFile, int maxBytes)
      implements Inbound {
    public Mqtt {
      InboundChecks.scheme("broker", broker, "tcp", "ssl");
      InboundChecks.notBlank("topic", topic);
      InboundChecks.maxBytes(maxBytes);
    }
  }

  /**
   * A port that devices connect to.
   *
   * @param host address to listen on, {@code 127.0.0.1} unless the administrator says otherwise
   * @param port 1 to 65535
   * @param framing where messages begin and end; a reply of the decoder is sent back in the same
   *     frame
   */
  record Tcp(String host, int port, Framing framing, int maxBytes) implements Inbound {
    public Tcp {
      InboundChecks.notBlank("host", host);
      InboundChecks.port(port);
      InboundChecks.maxBytes(maxBytes);
    }
  }

  /**
   * A port that devices send datagrams to, one message each. Nothing is acknowledged: what the
   * center cannot take is lost, and counted.
   *
   * @param host address to listen on
   * @param port 1 to 65535
   * @param maxBytes at most 65,507, the largest that UDP carries
   */
  record Udp(String host, int port, int maxBytes) implements Inbound {
    public Udp {
      InboundChecks.notBlank("host", host);
      InboundChecks.port(port);
      InboundChecks.maxBytes(maxBytes);
    }
  }

  /**
   * Files that appear in a folder of the center's machine, one message each. A file is taken once
   * its length has stopped changing, and moved to the sub-folder {@code done} once its signals are
   * on disk, or to {@code failed}.
   *
   * @param folder absolute path
   * @param pattern of names, with {@code *} and {@code ?}
   */
  record Files(String folder, String pattern, int maxBytes) implements Inbound {
    public Files {
      InboundChecks.notBlank("folder", folder);
      InboundChecks.notBlank("pattern", pattern);
      InboundChecks.maxBytes(maxBytes);
    }
  }

  /**
   * Files of a folder on an SFTP server, one message each; moved to the sub-folder {@code done}
   * there once their signals are on disk, or to {@code failed}.
   *
   * @param host of the server
   * @param port 22 in most cases
   * @param keyFile private key on the center's machine; empty for sign-in by password
   * @param hostKey the server's key as in {@code known_hosts}: {@code ssh-ed25519 AAAA…}; a server
   *     with another one is not spoken to
   * @param folder on the server
   * @param pattern of names, with {@code *} and {@code ?}
   * @param period between two looks, 1 s to 24 h
   */
  record Sftp(
      String host,
      int port,
      Login login,
      String keyFile,
      String hostKey,
      String folder,
      String pattern,
      Duration period,
      int maxBytes)
      implements Inbound {
    public Sftp {
      InboundChecks.notBlank("host", host);
      InboundChecks.port(port);
      InboundChecks.notBlank("hostKey", hostKey);
      InboundChecks.notBlank("folder", folder);
      InboundChecks.notBlank("pattern", pattern);
      InboundChecks.period(period);
      InboundChecks.maxBytes(maxBytes);
    }
  }

  /** A webhook that takes bodies of up to 1 MiB. */
  static Inbound webhook(WebhookSecret secret) {
    return new Webhook(secret, InboundChecks.USUAL_BYTES);
  }

  /** Polls an address that needs no sign-in, answers of up to 1 MiB. */
  static Inbound poll(URI address, Duration period) {
    return new Poll(address, period, Login.NONE, Map.of(), InboundChecks.USUAL_BYTES);
  }

  /** Subscribes with messages of up to 1 MiB. */
  static Inbound mqtt(URI broker, String topic, Login login) {
    return new Mqtt(broker, topic, login, "", InboundChecks.USUAL_BYTES);
  }

  /** Listens for connections on loopback, messages of up to 1 MiB. */
  static Inbound tcp(int port, Framing framing) {
    return new Tcp(InboundChecks.LOOPBACK, port, framing, InboundChecks.USUAL_BYTES);
  }

  /** Listens for datagrams on loopback. */
  static Inbound udp(int port) {
    return new Udp(InboundChecks.LOOPBACK, port, 65_507);
  }

  /** Takes files of up to 1 MiB. */
  static Inbound files(String folder, String pattern) {
    return new Files(folder, pattern, InboundChecks.USUAL_BYTES);
  }
}

package org.watchfloor.plugin.signal.feed.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What an administrator sets for one feed. */
@ObjectClassDefinition(
    name = "Signal feed",
    description =
        "Signals of any kind in Watchfloor's own JSON, over a transport of your choice. A help text"
            + " begins with the transports that its key is for.")
@interface SignalFeedConfig {
  @AttributeDefinition(
      name = "Transport",
      description = "Over which way the messages come; each way needs the keys that name " + "it.",
      options = {
        @Option(label = "Webhook", value = "webhook"),
        @Option(label = "Polled address", value = "poll"),
        @Option(label = "MQTT broker", value = "mqtt"),
        @Option(label = "TCP port", value = "tcp"),
        @Option(label = "UDP port", value = "udp"),
        @Option(label = "Folder", value = "files"),
        @Option(label = "SFTP server", value = "sftp")
      })
  String transport() default "webhook";

  @AttributeDefinition(
      name = "Secret",
      description =
          "webhook: what the sender proves itself with, at least 8 characters; "
              + "letters, digits and hyphens go into every URL.",
      type = AttributeType.PASSWORD,
      required = false)
  String _secret() default "";

  @AttributeDefinition(
      name = "Proof",
      description =
          "webhook: where the secret stands; path = last part of the URL, header "
              + "= the header named below, hmac = that header carries the hexadecimal "
              + "HMAC-SHA256 of the body.",
      options = {
        @Option(label = "Last part of the URL", value = "path"),
        @Option(label = "A header", value = "header"),
        @Option(label = "HMAC-SHA256 of the body in a header", value = "hmac")
      })
  String auth() default "path";

  @AttributeDefinition(
      name = "Header",
      description =
          "webhook: name of the header for the proofs header and hmac. poll: name "
              + "of a header that carries the key below; empty for none.")
  String header() default "X-Watchfloor-Secret";

  @AttributeDefinition(
      name = "Address",
      description = "poll: http or https address that answers with one message.",
      required = false)
  String url() default "";

  @AttributeDefinition(
      name = "Period",
      description = "poll, sftp: seconds from one look to the next.",
      min = "1",
      max = "86400")
  int period_seconds() default 30;

  @AttributeDefinition(
      name = "Key",
      description = "poll: value of the header named above; empty to send no such header.",
      type = AttributeType.PASSWORD,
      required = false)
  String _key() default "";

  @AttributeDefinition(
      name = "User",
      description = "poll, mqtt, sftp: user name; empty where there is no sign-in.",
      required = false)
  String user() default "";

  @AttributeDefinition(
      name = "Password",
      description = "poll, mqtt, sftp: password of the user, or of the key file.",
      type = AttributeType.PASSWORD,
      required = false)
  String _password() default "";

  @AttributeDefinition(
      name = "Broker",
      description = "mqtt: tcp://host:1883, or ssl://host:8883 for TLS.",
      required = false)
  String broker() default "";

  @AttributeDefinition(
      name = "Topic",
      description = "mqtt: topic to subscribe to; + and # are its wildcards.",
      required = false)
  String topic() default "";

  @AttributeDefinition(
      name = "Authority",
      description =
          "mqtt: PEM file of the authority that signed the certificate of the "
              + "broker; empty to trust public ones.",
      required = false)
  String ca_file() default "";

  @AttributeDefinition(
      name = "Host",
      description =
          "tcp, udp: address of this machine to listen on; 0.0.0.0 for all. sftp: "
              + "name or address of the server.")
  String host() default "127.0.0.1";

  @AttributeDefinition(
      name = "Port",
      description =
          "tcp, udp: port to listen on. sftp: port of the server, 22 in most "
              + "cases. 0 is none.",
      min = "0",
      max = "65535")
  int port() default 0;

  @AttributeDefinition(
      name = "Framing",
      description =
          "tcp: how messages are told apart; length2 and length4 are big-endian "
              + "lengths before each message.",
      options = {
        @Option(label = "A message a line", value = "lines"),
        @Option(label = "Between STX and ETX", value = "stx-etx"),
        @Option(label = "Length in 2 bytes", value = "length2"),
        @Option(label = "Length in 4 bytes", value = "length4")
      })
  String framing() default "lines";

  @AttributeDefinition(
      name = "Folder",
      description =
          "files: absolute path of a folder of this machine. sftp: folder on the " + "server.",
      required = false)
  String folder() default "";

  @AttributeDefinition(
      name = "Names",
      description = "files, sftp: names of the files to take, with * and ?.")
  String pattern() default "*.json";

  @AttributeDefinition(
      name = "Key file",
      description = "sftp: private key on this machine; empty to sign in with the password.",
      required = false)
  String key_file() default "";

  @AttributeDefinition(
      name = "Host key",
      description =
          "sftp: public key of the server as in known_hosts, ssh-ed25519 AAAA...; "
              + "ssh-keyscan shows it.",
      required = false)
  String host_key() default "";

  @AttributeDefinition(
      name = "Largest message",
      description = "KiB; a larger message is refused and counted.",
      min = "1",
      max = "16384")
  int max_kib() default 1024;
}

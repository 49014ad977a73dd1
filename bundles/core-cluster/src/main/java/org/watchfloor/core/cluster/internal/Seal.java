package org.watchfloor.core.cluster.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proof of membership, and secrecy, of every message: AES-256-GCM (NIST SP 800-38D) with keys made
 * of the shared secret. Thread-safe.
 *
 * <p>Each start of a node is an <em>incarnation</em>, 16 random bytes. Its key is
 * HMAC-SHA256(secret, "watchfloor cluster 1", name, incarnation), the nonce a counter of that
 * incarnation: no pair of key and nonce is ever used twice. The head of a request, which the seal
 * covers, names the sender, its incarnation, its counter, the receiver and the receiver's
 * incarnation: a request that was recorded is refused by another node, by the same node after a
 * restart, and by {@link Replays} otherwise. The seal of an answer covers the head of its request.
 */
final class Seal {
  static final int INCARNATION = 16;

  private static final int REQUEST = 1;
  private static final int ANSWER = 2;
  private static final int TAG_BITS = 128;

  private final String node;
  private final Settings.Secret secret;
  private final byte[] incarnation = new byte[INCARNATION];
  private final AtomicLong counter = new AtomicLong();
  private final Map<String, SecretKeySpec> keys = new ConcurrentHashMap<>();

  Seal(String node, Settings.Secret secret) {
    this.node = node;
    this.secret = secret;
    new SecureRandom().nextBytes(incarnation);
  }

  /**
   * The part of a message that is not secret, covered by the seal.
   *
   * @param from name of the sender
   * @param incarnation of the sender
   * @param number of the message, by the sender's counter
   * @param to name of the receiver
   * @param toIncarnation of the receiver as the sender knows it; zeros at first
   */
  record Head(String from, byte[] incarnation, long number, String to, byte[] toIncarnation) {
    byte[] bytes(int kind) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
      try (DataOutputStream out = new DataOutputStream(bytes)) {
        out.writeByte(kind);
        out.writeUTF(from);
        out.write(incarnation);
        out.writeLong(number);
        out.writeUTF(to);
        out.write(toIncarnation);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return bytes.toByteArray();
    }

    private static Head read(DataInputStream in, int kind) throws IOException {
      if (in.readUnsignedByte() != kind) {
        throw new IOException("another kind of message");
      }
      return new Head(
          in.readUTF(),
          in.readNBytes(INCARNATION),
          in.readLong(),
          in.readUTF(),
          in.readNBytes(INCARNATION));
    }
  }

  /** A message whose seal held. */
  record Opened(Head head, byte[] content) {}

  byte[] incarnation() {
    return incarnation.clone();
  }

  /** A name for the cluster that tells nothing of the secret and that no stranger can guess. */
  String clusterName() {
    return "watchfloor-"
        + HexFormat.of().formatHex(hmac("watchfloor cluster name", new byte[0]), 0, 16);
  }

  Head headTo(String to, byte[] toIncarnation) {
    return new Head(node, incarnation, counter.incrementAndGet(), to, toIncarnation);
  }

  byte[] request(Head head, byte[] content) {
    return sealed(head.bytes(REQUEST), new byte[0], head, content);
  }

  /**
   * @throws IOException if it is not for this node, or its sender does not know the secret
   */
  Opened openRequest(byte[] message) throws IOException {
    Opened opened = open(message, REQUEST, new byte[0]);
    if (!opened.head().to().equals(node)) {
      throw new IOException("a message for node " + plain(opened.head().to()));
    }
    return opened;
  }

  byte[] answer(Head request, byte[] content) {
    Head head = headTo(request.from(), request.incarnation());
    return sealed(head.bytes(ANSWER), request.bytes(REQUEST), head, content);
  }

  /**
   * @throws IOException if it does not answer this request, or its sender does not know the secret
   */
  Opened openAnswer(Head request, byte[] message) throws IOException {
    Opened opened = open(message, ANSWER, request.bytes(REQUEST));
    if (!opened.head().from().equals(request.to())) {
      throw new IOException("an answer of node " + plain(opened.head().from()));
    }
    return opened;
  }

  private byte[] sealed(byte[] head, byte[] about, Head of, byte[] content) {
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, of);
      cipher.updateAAD(head);
      cipher.updateAAD(about);
      byte[] secretPart = cipher.doFinal(content);
      return ByteBuffer.allocate(2 + head.length + secretPart.length)
          .putShort((short) head.length)
          .put(head)
          .put(secretPart)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Opened open(byte[] message, int kind, byte[] about) throws IOException {
    if (message.length > Wire.MAX_BYTES) {
      throw new IOException("a message of " + message.length + " bytes");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(message))) {
      byte[] bytes = in.readNBytes(in.readUnsignedShort());
      Head head = Head.read(new DataInputStream(new ByteArrayInputStream(bytes)), kind);
      byte[] secretPart = in.readAllBytes();
      if (secretPart.length < TAG_BITS / 8) {
        throw new IOException("a message without a seal");
      }
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, head);
      cipher.updateAAD(bytes);
      cipher.updateAAD(about);
      return new Opened(head, cipher.doFinal(secretPart));
    } catch (GeneralSecurityException e) {
      throw new IOException("the seal does not hold: another secret, or a stranger", e);
    }
  }

  private Cipher cipher(int mode, Head head) throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(12).putInt(0).putLong(head.number()).array();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key(head), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private SecretKeySpec key(Head head) {
    String of = head.from() + ' ' + HexFormat.of().formatHex(head.incarnation());
    SecretKeySpec known = keys.get(of);
    if (known != null) {
      return known;
    }
    byte[] key = hmac("watchfloor cluster 1 " + head.from(), head.incarnation());
    SecretKeySpec made = new SecretKeySpec(key, "AES");
    // Strangers can make up incarnations; their keys must not fill the memory.
    if (keys.size() > 1_000) {
      keys.clear();
    }
    keys.put(of, made);
    return made;
  }

  private byte[] hmac(String label, byte[] more) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(secret.text().getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
      mac.update(label.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(more);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A stranger's text, fit for a log. */
  private static String plain(String text) {
    String shown = text.replaceAll("[^A-Za-z0-9.-]", "?");
    return shown.substring(0, Math.min(shown.length(), 32));
  }
}

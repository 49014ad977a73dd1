package org.watchfloor.core.cluster.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.journal.StoredEntry;

/**
 * The bytes of messages: a version, a code, then the fields in order; integers big-endian, texts as
 * {@link DataOutputStream#writeUTF}, lists and byte strings behind their length. No class name, no
 * object graph. Every length is checked before anything is allocated for it.
 */
final class Wire {
  /** Another one is refused, so that nodes of different builds do not misread each other. */
  static final int VERSION = 1;

  /** Longest message, bytes: the longest answer of {@code Cluster.ask} and a little more. */
  static final int MAX_BYTES = 12 << 20;

  private static final int MAX_ENTRIES = 65_536;

  private Wire() {}

  static byte[] write(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      put(out, message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(DataOutputStream out, Message message) throws IOException {
    if (message instanceof Message.Ask m) {
      out.writeByte(1);
      out.writeBoolean(m.trial());
      out.writeLong(m.term());
      out.writeUTF(m.candidate());
      out.writeLong(m.lastTerm());
      out.writeLong(m.lastPosition());
    } else if (message instanceof Message.Vote m) {
      out.writeByte(2);
      out.writeBoolean(m.granted());
      out.writeLong(m.term());
      out.writeLong(m.ledTerm());
      out.writeUTF(m.leader());
      putOwners(out, m.owners());
      out.writeUTF(m.reason());
    } else if (message instanceof Message.Beat m) {
      putBeat(out, m);
    } else if (message instanceof Message.Beaten m) {
      out.writeByte(4);
      out.writeLong(m.term());
      out.writeLong(m.number());
      out.writeLong(m.written());
      out.writeLong(m.ownersTerm());
      out.writeLong(m.ownersNumber());
    } else {
      putOther(out, message);
    }
  }

  private static void putBeat(DataOutputStream out, Message.Beat m) throws IOException {
    out.writeByte(3);
    out.writeLong(m.term());
    out.writeUTF(m.leader());
    out.writeLong(m.number());
    out.writeLong(m.confirmed());
    out.writeLong(m.commit());
    putOwners(out, m.owners());
    putPositions(out, m.cursors());
    putPositions(out, m.disks());
  }

  private static void putPositions(DataOutputStream out, Map<String, Long> positions)
      throws IOException {
    out.writeInt(positions.size());
    for (Map.Entry<String, Long> position : positions.entrySet()) {
      out.writeUTF(position.getKey());
      out.writeLong(position.getValue());
    }
  }

  private static void putOther(DataOutputStream out, Message message) throws IOException {
    if (message instanceof Message.Push m) {
      putPush(out, m);
    } else if (message instanceof Message.Pushed m) {
      out.writeByte(6);
      out.writeLong(m.term());
      out.writeBoolean(m.matched());
      out.writeLong(m.position());
      out.writeUTF(m.reason());
    } else if (message instanceof Message.Forward m) {
      putForward(out, m);
    } else if (message instanceof Message.Forwarded m) {
      putForwarded(out, m);
    } else if (message instanceof Message.Leave) {
      out.writeByte(9);
    } else if (message instanceof Message.Question m) {
      out.writeByte(10);
      out.writeUTF(m.topic());
      out.writeLong(m.millis());
      putBytes(out, m.bytes());
    } else if (message instanceof Message.Answer m) {
      out.writeByte(11);
      out.writeBoolean(m.given());
      putBytes(out, m.bytes());
    } else if (message instanceof Message.Refused m) {
      out.writeByte(12);
      out.writeUTF(m.reason());
    } else {
      throw new IllegalArgumentException("no bytes are known for this message");
    }
  }

  private static void putPush(DataOutputStream out, Message.Push m) throws IOException {
    out.writeByte(5);
    out.writeLong(m.term());
    out.writeUTF(m.leader());
    out.writeLong(m.previous());
    out.writeLong(m.previousTerm());
    out.writeLong(m.commit());
    out.writeLong(m.restartAt());
    out.writeInt(m.entries().size());
    for (StoredEntry entry : m.entries()) {
      out.writeLong(entry.position());
      out.writeLong(entry.term());
      putBytes(out, entry.bytes());
    }
  }

  private static void putForward(DataOutputStream out, Message.Forward m) throws IOException {
    out.writeByte(7);
    out.writeInt(m.drafts().size());
    for (Draft draft : m.drafts()) {
      out.writeByte(draft.type().code());
      out.writeUTF(draft.stream());
      out.writeUTF(draft.duplicateKey());
      putBytes(out, draft.payload());
    }
  }

  private static void putForwarded(DataOutputStream out, Message.Forwarded m) throws IOException {
    out.writeByte(8);
    out.writeInt(m.answers().size());
    for (Appended answer : m.answers()) {
      out.writeUTF(answer.outcome().name());
      out.writeLong(answer.position());
      out.writeUTF(answer.reason());
    }
  }

  private static void putOwners(DataOutputStream out, Owners owners) throws IOException {
    out.writeLong(owners.term());
    out.writeLong(owners.number());
    out.writeInt(owners.tables().size());
    for (List<String> table : owners.tables()) {
      out.writeInt(table.size());
      for (String node : table) {
        out.writeUTF(node);
      }
    }
  }

  private static void putBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * @throws IOException if the bytes are not a message, with what is wrong
   */
  static Message read(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IOException("version " + version + " of the protocol, here is " + VERSION);
      }
      Message message = get(in, in.readUnsignedByte());
      if (in.available() > 0) {
        throw new IOException(in.available() + " bytes too many");
      }
      return message;
    } catch (IllegalArgumentException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Message get(DataInputStream in, int code) throws IOException {
    return switch (code) {
      case 1 ->
          new Message.Ask(
              in.readBoolean(), in.readLong(), in.readUTF(), in.readLong(), in.readLong());
      case 2 ->
          new Message.Vote(
              in.readBoolean(),
              in.readLong(),
              in.readLong(),
              in.readUTF(),
              getOwners(in),
              in.readUTF());
      case 3 -> getBeat(in);
      case 4 ->
          new Message.Beaten(
              in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
      case 5 -> getPush(in);
      case 6 -> new Message.Pushed(in.readLong(), in.readBoolean(), in.readLong(), in.readUTF());
      case 7 -> getForward(in);
      case 8 -> getForwarded(in);
      case 9 -> new Message.Leave();
      case 10 -> new Message.Question(in.readUTF(), in.readLong(), getBytes(in));
      case 11 -> new Message.Answer(in.readBoolean(), getBytes(in));
      case 12 -> new Message.Refused(in.readUTF());
      default -> throw new IOException("message code " + code + " is unknown");
    };
  }

  private static Message getBeat(DataInputStream in) throws IOException {
    return new Message.Beat(
        in.readLong(),
        in.readUTF(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        getOwners(in),
        getPositions(in),
        getPositions(in));
  }

  private static Map<String, Long> getPositions(DataInputStream in) throws IOException {
    int count = count(in);
    Map<String, Long> positions = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      positions.put(in.readUTF(), in.readLong());
    }
    return positions;
  }

  private static Message getPush(DataInputStream in) throws IOException {
    long term = in.readLong();
    String leader = in.readUTF();
    long previous = in.readLong();
    long previousTerm = in.readLong();
    long commit = in.readLong();
    long restartAt = in.readLong();
    int count = count(in);
    List<StoredEntry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(new StoredEntry(in.readLong(), in.readLong(), getBytes(in)));
    }
    return new Message.Push(term, leader, previous, previousTerm, commit, restartAt, entries);
  }

  private static Message getForward(DataInputStream in) throws IOException {
    int count = count(in);
    List<Draft> drafts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      EntryType type = EntryType.ofCode(in.readUnsignedByte());
      drafts.add(new Draft(type, in.readUTF(), in.readUTF(), getBytes(in)));
    }
    return new Message.Forward(drafts);
  }

  private static Message getForwarded(DataInputStream in) throws IOException {
    int count = count(in);
    List<Appended> answers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Appended.Outcome outcome = Appended.Outcome.valueOf(in.readUTF());
      answers.add(new Appended(outcome, in.readLong(), in.readUTF()));
    }
    return new Message.Forwarded(answers);
  }

  private static Owners getOwners(DataInputStream in) throws IOException {
    long term = in.readLong();
    long number = in.readLong();
    int count = count(in);
    List<List<String>> tables = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int size = count(in);
      List<String> table = new ArrayList<>(size);
      for (int j = 0; j < size; j++) {
        table.add(in.readUTF());
      }
      tables.add(table);
    }
    return new Owners(term, number, tables);
  }

  /** Every element has at least one byte: a count beyond what is left is a lie. */
  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MAX_ENTRIES || count > in.available()) {
      throw new IOException("a list of " + count);
    }
    return count;
  }

  private static byte[] getBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a length of " + length + " with " + in.available() + " bytes left");
    }
    return in.readNBytes(length);
  }
}

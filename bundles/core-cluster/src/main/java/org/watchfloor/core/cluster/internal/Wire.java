package org.watchfloor.core.cluster.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.StoredEntry;

/**
 * The bytes of messages: a version, a code, then the fields in order; integers big-endian, texts as
 * {@link DataOutputStream#writeUTF}, lists and byte strings behind their length. No class name, no
 * object graph. Read by {@link WireReader}.
 */
final class Wire {
  /** Another one is refused, so that nodes of different builds do not misread each other. */
  static final int VERSION = 1;

  /** Longest message, bytes: the longest answer of {@code Cluster.ask} and a little more. */
  static final int MAX_BYTES = 12 << 20;

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
      out.writeBoolean(m.begins());
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
}

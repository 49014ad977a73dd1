package org.watchfloor.core.cluster.internal;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.journal.StoredEntry;

/** Reads what {@link Wire} wrote. Every length is checked before anything is allocated for it. */
final class WireReader {
  private static final int MAX_ENTRIES = 65_536;

  private WireReader() {}

  /**
   * @throws IOException if the bytes are not a message, with what is wrong
   */
  static Message read(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != Wire.VERSION) {
        throw new IOException("version " + version + " of the protocol, here is " + Wire.VERSION);
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

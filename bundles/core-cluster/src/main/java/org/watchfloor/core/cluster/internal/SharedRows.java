package org.watchfloor.core.cluster.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.watchfloor.core.api.cluster.Answerer;

/** This node's copy of all shared maps, and its answers to the others. Thread-safe. */
final class SharedRows {
  static final byte READ = 1;
  static final byte WRITE = 2;
  static final byte ALL = 3;

  private static final int MAX_KEYS = 10_000;
  private static final int PAGE_BYTES = 4 << 20;

  private final Map<String, SharedRow> rows = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private volatile boolean complete;

  /** It has what the others had when this node came; before that it must not be asked. */
  void completed() {
    complete = true;
  }

  boolean complete() {
    return complete;
  }

  private static String id(String map, String key) {
    return map + '\n' + key;
  }

  synchronized SharedRow get(String map, String key) {
    SharedRow row = rows.get(id(map, key));
    return row == null ? SharedRow.none(map, key) : row;
  }

  /**
   * Keeps the newer one.
   *
   * @throws IOException if the map is full
   */
  synchronized void put(SharedRow row) throws IOException {
    String id = id(row.map(), row.key());
    SharedRow known = rows.get(id);
    if (known == null && counts.merge(row.map(), 1, Integer::sum) > MAX_KEYS) {
      counts.merge(row.map(), -1, Integer::sum);
      throw new IOException("the shared map " + row.map() + " has 10000 keys, that is the limit");
    }
    if (known == null || row.newerThan(known)) {
      rows.put(id, row);
    }
  }

  Answerer answerer() {
    return (question, left) -> CompletableFuture.completedFuture(answer(question));
  }

  private byte[] answer(byte[] question) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(question))) {
      byte what = in.readByte();
      if (what == WRITE) {
        put(SharedRow.read(in));
        return new byte[0];
      } else if (what == ALL) {
        return page(in.readUTF());
      }
      if (!complete) {
        throw new IOException("this node has not yet what the others have");
      }
      return bytes(get(in.readUTF(), in.readUTF()));
    }
  }

  static byte[] bytes(SharedRow row) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(row.size());
    row.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** Rows after an id, as many as fit. */
  private synchronized byte[] page(String after) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (Map.Entry<String, SharedRow> row : rows.entrySet()) {
      if (row.getKey().compareTo(after) > 0 && bytes.size() < PAGE_BYTES) {
        row.getValue().write(out);
      }
    }
    return bytes.toByteArray();
  }

  /** Takes a page of another node in; the id of its last row, empty for an empty page. */
  String take(byte[] page) throws IOException {
    String last = "";
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(page))) {
      while (in.available() > 0) {
        SharedRow row = SharedRow.read(in);
        put(row);
        last = id(row.map(), row.key());
      }
    }
    return last;
  }
}

package org.watchfloor.console.rest.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Many clients of the event stream, read by the thread that asks for them. They speak HTTP/1.0, so
 * that the stream comes as it is.
 */
final class Consoles implements AutoCloseable {
  /** One event; the comments are without a name. */
  record Event(long id, String name, String data) {}

  /** One client. */
  final class Console {
    private final SocketChannel channel;
    private final StringBuilder text = new StringBuilder();
    private boolean begun;
    boolean open = true;
    final List<Event> events = new ArrayList<>();

    private Console(SocketChannel channel) {
      this.channel = channel;
    }

    List<Long> ids() {
      return events.stream().filter(event -> event.id > 0).map(Event::id).toList();
    }

    long last() {
      return events.isEmpty() ? 0 : events.get(events.size() - 1).id;
    }

    private void read() throws IOException {
      buffer.clear();
      if (channel.read(buffer) < 0) {
        open = false;
        channel.close();
        return;
      }
      text.append(StandardCharsets.UTF_8.decode(buffer.flip()));
      int at = 0;
      for (int end = text.indexOf("\n\n", at); end >= 0; end = text.indexOf("\n\n", at)) {
        take(text.substring(at, end));
        at = end + 2;
      }
      text.delete(0, at);
    }

    private void take(String block) {
      if (block.contains(": watchfloor")) {
        begun = true; // with the headers before it
        return;
      }
      long id = 0;
      String name = "";
      String data = "";
      for (String line : block.split("\n")) {
        if (line.startsWith("id: ")) {
          id = Long.parseLong(line.substring(4));
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        }
      }
      if (!name.isEmpty()) {
        events.add(new Event(id, name, data));
      }
    }
  }

  private final int port;
  private final String token;
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);

  Consoles(TestCenter center) throws IOException {
    this.port = center.port();
    this.token = center.all;
  }

  /**
   * Opens one whose events are read from now on, whenever {@link #await} runs.
   *
   * @param query with its question mark
   * @param last number for {@code Last-Event-ID}; -1 for none
   */
  Console open(String query, long last) throws IOException {
    Console console = silent(query, last);
    read(console);
    return console;
  }

  /** Opens one whose events are not read, with the smallest buffer for what comes. */
  Console silent(String query, long last) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 10);
    channel.connect(new InetSocketAddress("127.0.0.1", port));
    String header = last < 0 ? "" : "Last-Event-ID: " + last + "\r\n";
    String request =
        "GET /api/v1/events%s HTTP/1.0\r\nHost: x\r\nAuthorization: Bearer %s\r\n%s\r\n"
            .formatted(query, token, header);
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
    return new Console(channel);
  }

  /** Reads one from now on. */
  void read(Console console) throws IOException {
    console.channel.register(selector, SelectionKey.OP_READ, console);
  }

  void leave(Console console) throws IOException {
    console.channel.close();
    console.open = false;
  }

  /** Reads all until something is true of each of these; what comes later stays in the sockets. */
  void await(List<Console> consoles, Predicate<Console> condition) throws IOException {
    List<Console> waiting = new ArrayList<>(consoles);
    waiting.removeIf(condition);
    while (!waiting.isEmpty()) {
      selector.select(1_000);
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.isValid()) {
          ((Console) key.attachment()).read();
        }
      }
      selector.selectedKeys().clear();
      waiting.removeIf(condition);
    }
  }

  void awaitBegun(List<Console> consoles) throws IOException {
    await(consoles, console -> console.begun);
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}

package org.watchfloor.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.watchfloor.testkit.postgres.PostgresServer;

/**
 * One PostgreSQL for several nodes, at an address that all of them reach: the server itself listens
 * to loopback only.
 */
final class SharedStore implements AutoCloseable {
  private final PostgresServer server = PostgresServer.start();
  private final String url = server.newDatabase();
  private final ServerSocket door;

  SharedStore(String address) throws IOException {
    door = new ServerSocket();
    door.bind(new InetSocketAddress(address, 0));
    start("store-door", this::open);
  }

  /** What a node's {@code etc/org.watchfloor.store.cfg} has to say. */
  String configuration() {
    URI inside = URI.create(url.substring("jdbc:".length()));
    return "url = jdbc:postgresql://%s:%d%s%nuser = %s%n.password = %s%ncenter = itest%ntls = off%n"
        .formatted(
            door.getInetAddress().getHostAddress(),
            door.getLocalPort(),
            inside.getPath(),
            PostgresServer.USER,
            PostgresServer.PASSWORD);
  }

  /** The number that a query gives; -1 while it cannot be asked. */
  long number(String query) {
    try (Connection connection = server.connect(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      return -1;
    }
  }

  private void open() {
    int port = URI.create(url.substring("jdbc:".length())).getPort();
    try {
      while (true) {
        Socket node = door.accept();
        Socket store = new Socket(InetAddress.getLoopbackAddress(), port);
        start("to-store", () -> pass(node, store));
        start("from-store", () -> pass(store, node));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // one of them is gone, and so is the other then
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    server.close();
  }
}

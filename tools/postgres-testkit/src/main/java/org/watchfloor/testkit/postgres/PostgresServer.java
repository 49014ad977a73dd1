package org.watchfloor.testkit.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of the test's own in a folder for temporary files, on a free loopback port;
 * never the machine's. Thread-safe. Made of what the distribution packages; run by root, it runs as
 * the user {@code postgres}, for the server refuses root.
 */
public final class PostgresServer implements AutoCloseable {
  /** What to say where there is none. */
  public static final String INSTALL = "PostgreSQL is not installed: apt-get install postgresql";

  public static final String USER = "watchfloor";
  public static final String PASSWORD = "of tests only";

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable PostgresServer shared;

  private final Path binaries;
  private final Path folder;
  private final int port;

  private PostgresServer(Path binaries, Path folder, int port) {
    this.binaries = binaries;
    this.folder = folder;
    this.port = port;
  }

  public static boolean installed() {
    return binaries().isPresent();
  }

  /** The newest of Debian's, which are not on the path; or what is on the path. */
  private static Optional<Path> binaries() {
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      versions
          .sorted(Comparator.comparing((Path v) -> v.getFileName().toString()).reversed())
          .forEach(version -> folders.add(version.resolve("bin")));
    } catch (IOException e) {
      folders.clear(); // another distribution
    }
    for (String folder : System.getenv("PATH").split(":")) {
      folders.add(Path.of(folder));
    }
    return folders.stream().filter(f -> Files.isExecutable(f.resolve("initdb"))).findFirst();
  }

  /**
   * The one of this JVM, which forgets what it was told when the machine stops: fast. Ends with the
   * JVM.
   */
  public static synchronized PostgresServer shared() {
    if (shared == null) {
      PostgresServer server = start("fsync=off", "full_page_writes=off", "synchronous_commit=off");
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "postgres-stop"));
      shared = server;
    }
    return shared;
  }

  /** One that takes TLS, with a certificate for this machine that {@link #certificate} gives. */
  public static PostgresServer startWithTls() {
    return start("ssl=on");
  }

  /** That of the server, signed by itself. */
  public Path certificate() {
    return folder.resolve("data/server.crt");
  }

  private void makeCertificate() {
    asOwner(
        "openssl",
        "req",
        "-new",
        "-x509",
        "-days",
        "2",
        "-nodes",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-keyout",
        data() + "/server.key",
        "-out",
        data() + "/server.crt");
  }

  /**
   * @param settings beside those of {@code postgresql.conf}, as {@code name=value}
   */
  public static PostgresServer start(String... settings) {
    Path binaries = binaries().orElseThrow(() -> new IllegalStateException(INSTALL));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path folder = Files.createTempDirectory("watchfloor-postgres");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      PostgresServer server = new PostgresServer(binaries, folder, free.getLocalPort());
      server.initialise(settings);
      free.close();
      server.begin();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL cannot be started: " + e, e);
    }
  }

  private void initialise(String... settings) throws IOException {
    Path password = folder.resolve("password");
    Files.writeString(password, PASSWORD);
    if (asRoot()) {
      run("chown", "-R", "postgres", folder.toString());
    }
    asOwner(
        binaries.resolve("initdb").toString(),
        "--no-sync",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-A",
        "scram-sha-256",
        "-U",
        USER,
        "--pwfile=" + password,
        "-D",
        data());
    settle(settings);
  }

  private void settle(String... settings) throws IOException {
    List<String> lines = new ArrayList<>(List.of(settings));
    if (lines.contains("ssl=on")) {
      makeCertificate();
    }
    lines.add("listen_addresses='127.0.0.1'");
    lines.add("port=" + port);
    lines.add("unix_socket_directories=''");
    lines.add("max_connections=50");
    Path extra = Files.createTempFile("postgres", ".conf");
    Files.write(extra, lines);
    Files.setPosixFilePermissions(extra, PosixFilePermissions.fromString("rw-r--r--"));
    asOwner("sh", "-c", "cat " + extra + " >> " + data() + "/postgresql.conf");
    Files.delete(extra);
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /** Starts it, again too; returns when it takes connections. */
  public void begin() {
    asOwner(ctl("start", "-w", "-l", folder.resolve("data/log.txt").toString()));
  }

  /** Ends it at once, without a good-bye to anybody. */
  public void stopImmediately() {
    asOwner(ctl("stop", "-w", "-m", "immediate"));
  }

  private String[] ctl(String act, String... more) {
    List<String> command =
        new ArrayList<>(List.of(binaries.resolve("pg_ctl").toString(), act, "-D", data()));
    command.addAll(List.of(more));
    return command.toArray(String[]::new);
  }

  private static boolean asRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private void asOwner(String... command) {
    List<String> all = new ArrayList<>();
    if (asRoot()) {
      all.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    all.addAll(List.of(command));
    run(all.toArray(String[]::new));
  }

  private void run(String... command) {
    try {
      Path said = Files.createTempFile("postgres", ".txt");
      // To a file: the server inherits it, and a pipe would not end before the server does.
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      int code = process.waitFor();
      String text = Files.readString(said, StandardCharsets.UTF_8);
      Files.delete(said);
      if (code != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + code + "\n" + text);
      }
    } catch (IOException e) {
      throw new IllegalStateException(String.join(" ", command) + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return port;
  }

  /** Of a database of its own, new and empty. */
  public String newDatabase() {
    String name = "t" + NUMBER.incrementAndGet();
    execute("postgres", "CREATE DATABASE " + name);
    return url(name);
  }

  /** Of a schema of its own, new and empty, in one database: takes a few milliseconds. */
  public String newSchema() {
    String name = "t" + NUMBER.incrementAndGet();
    execute("postgres", "CREATE SCHEMA " + name);
    return url("postgres") + "?currentSchema=" + name;
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private void execute(String database, String sql) {
    try (Connection connection = connect(url(database));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql + ": " + e.getMessage(), e);
    }
  }

  /** As the user that owns everything; auto-commit. */
  public Connection connect(String url) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(url);
    source.setUser(USER);
    source.setPassword(PASSWORD);
    return source.getConnection();
  }

  /** Ends it and deletes its folder. */
  @Override
  public void close() {
    try {
      stopImmediately();
    } catch (IllegalStateException e) {
      // it was stopped already
      assert e != null;
    }
    try {
      delete();
    } catch (IOException e) {
      throw new IllegalStateException(folder + " cannot be deleted: " + e, e);
    }
  }

  private void delete() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** What the server wrote to its log. */
  public String log() throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve("data/log.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package org.watchfloor.core.store.internal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where PostgreSQL is and how to get in.
 *
 * @param url empty for SQLite
 * @param user of the database
 * @param password or where it is to be found; never part of a message
 * @param tls what is asked of the connection
 * @param tlsCa PEM file with the certificate that the server's is signed by; empty for Java's
 * @param center name of the center, the same on all of its nodes; empty where it is one node
 * @param connectSeconds to wait for a connection
 * @param statementSeconds after which a statement is ended
 */
record Database(
    String url,
    String user,
    String password,
    Tls tls,
    String tlsCa,
    String center,
    int connectSeconds,
    int statementSeconds) {
  static final Database NONE = new Database("", "", "", Tls.AUTO, "", "", 5, 30);

  private static final String PREFIX = "jdbc:postgresql://";

  private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/?]+)/[^/?]+(\\?.*)?");

  /** What has a key of its own, and must not be given twice. */
  private static final Pattern OWN_KEY =
      Pattern.compile("[?&](user|password|ssl[a-z]*|options|readOnly|autosave)=");

  /** What is asked of the connection. */
  enum Tls {
    /** None to this machine, verified to others. */
    AUTO,
    /** With a certificate for the host's name that is signed by one known. */
    VERIFIED,
    /** None: somebody else guards the wire. */
    OFF
  }

  boolean configured() {
    return !url.isEmpty();
  }

  /**
   * @throws IllegalArgumentException naming the key, without the value of a password
   */
  static void check(String url) {
    Matcher own = OWN_KEY.matcher(url);
    if (own.find()) {
      throw new IllegalArgumentException(
          "url: must not hold " + own.group(1) + ", which has a key of its own in the file");
    }
    if (!HOSTS.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "url: must be jdbc:postgresql://host:port/database, or empty for SQLite");
    }
  }

  /** Whether the connection is to be encrypted, and the server to prove who it is. */
  boolean verified() {
    return tls == Tls.VERIFIED || (tls == Tls.AUTO && !loopback());
  }

  boolean loopback() {
    Matcher hosts = HOSTS.matcher(url);
    return hosts.matches()
        && List.of(String.valueOf(hosts.group(1)).split(",")).stream().allMatch(Database::loopback);
  }

  private static boolean loopback(String hostAndPort) {
    String host = hostAndPort.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  /** Host, port and name, for messages. */
  String shown() {
    return url.replaceFirst("\\?.*", "").substring(PREFIX.length());
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Database[" + url.replaceFirst("\\?.*", "") + ", " + user + ", " + tls + "]";
  }
}

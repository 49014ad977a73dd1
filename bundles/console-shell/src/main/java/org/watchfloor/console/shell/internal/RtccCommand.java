package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;

/**
 * A command: Karaf makes one object for each call, sets its options and the services it needs, and
 * executes it on the thread of the session. Every service may be absent, so that one that is
 * missing takes no command away but says so.
 */
abstract class RtccCommand implements Action {
  @Option(name = "--json", description = "Print JSON for programs instead of a table.")
  boolean json;

  /** Karaf leads {@code System.out} to the session or the pipe of the thread. */
  @Override
  public final @Nullable Object execute() throws Exception {
    try {
      run(new PlainStream(System.out));
    } catch (Exception e) {
      String message = String.valueOf(e.getMessage());
      String plain = PlainText.of(message);
      throw plain.equals(message) ? e : new IllegalStateException(plain, e);
    }
    return null; // what is returned would be printed as well
  }

  abstract void run(PrintStream out) throws Exception;

  /**
   * @param bundle that brings the service
   */
  static <T> T need(@Nullable T service, String bundle) {
    if (service == null) {
      throw new IllegalStateException(
          bundle + " is not running. See bundle:list and GET /health/ready for the reason.");
    }
    return service;
  }

  static void print(PrintStream out, JsonNode node) {
    out.println(Json.text(node));
  }

  static ShellTable table(String... columns) {
    ShellTable table = new ShellTable();
    for (String column : columns) {
      table.column(column);
    }
    return table;
  }

  /** Of {@code viewer,operator}. */
  static Set<Role> roles(String words) {
    Set<Role> roles = new TreeSet<>();
    for (String word : words.split(",")) {
      roles.add(Role.ofWord(word.strip()));
    }
    return roles;
  }

  static ArrayNode array(Collection<Role> roles) {
    ArrayNode array = Json.array();
    roles.stream().sorted().forEach(role -> array.add(role.word()));
    return array;
  }

  static String words(Collection<? extends Enum<?>> constants) {
    return constants.stream().map(Json::word).sorted().collect(Collectors.joining(" "));
  }
}

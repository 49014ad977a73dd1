package org.watchfloor.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Three machines on one: network namespaces with two links each, one to this machine, 10.78.0.x,
 * and one among each other, 10.79.0.x, which can be cut. Needs root and iproute2. Closed, nothing
 * of it is left.
 */
public final class Namespaces implements AutoCloseable {
  /** This machine as the namespaces see it. */
  public static final String HERE = "10.78.0.254";

  private static final String OUTSIDE = "wfout";
  private static final String AMONG = "wfamong";

  private final List<String> names;

  private Namespaces(List<String> names) {
    this.names = names;
  }

  /** Why there can be none on this machine; empty where there can. */
  public static String hindrance() {
    try {
      if (!"0".equals(run("id", "-u").strip())) {
        return "network namespaces need root";
      }
      run("ip", "netns", "add", "wfprobe");
      run("ip", "netns", "delete", "wfprobe");
      return "";
    } catch (IOException e) {
      return "network namespaces cannot be made here (apt-get install iproute2): " + e.getMessage();
    }
  }

  public static Namespaces open(List<String> names) throws IOException {
    Namespaces made = new Namespaces(names);
    made.close(); // what a test that was killed left
    bridge(OUTSIDE);
    run("ip", "addr", "add", HERE + "/24", "dev", OUTSIDE);
    bridge(AMONG);
    for (int i = 0; i < names.size(); i++) {
      String space = space(names.get(i));
      run("ip", "netns", "add", space);
      run("ip", "-n", space, "link", "set", "lo", "up");
      link(names.get(i), "o", OUTSIDE, made.outside(names.get(i)));
      link(names.get(i), "i", AMONG, made.among(names.get(i)));
    }
    return made;
  }

  private static void bridge(String name) throws IOException {
    run("ip", "link", "add", name, "type", "bridge");
    run("ip", "link", "set", name, "up");
  }

  private static void link(String name, String kind, String bridge, String address)
      throws IOException {
    String here = "wf" + name + kind;
    String there = here + "n";
    run("ip", "link", "add", here, "type", "veth", "peer", "name", there);
    run("ip", "link", "set", here, "master", bridge);
    run("ip", "link", "set", here, "up");
    run("ip", "link", "set", there, "netns", space(name));
    run("ip", "-n", space(name), "addr", "add", address + "/24", "dev", there);
    run("ip", "-n", space(name), "link", "set", there, "up");
  }

  private static String space(String name) {
    return "wf" + name;
  }

  /** Address of a machine as seen from here. */
  public String outside(String name) {
    return "10.78.0." + (names.indexOf(name) + 1);
  }

  /** Address of a machine as the others see it. */
  public String among(String name) {
    return "10.79.0." + (names.indexOf(name) + 1);
  }

  /** What a command begins with that runs on a machine. */
  public List<String> on(String name) {
    return List.of("ip", "netns", "exec", space(name));
  }

  /** Cuts a machine's link to the others, or mends it; packets are lost without a word. */
  public void cut(String name, boolean cut) throws IOException {
    run("ip", "link", "set", "wf" + name + "i", cut ? "nomaster" : "master", cut ? "" : AMONG);
  }

  private static String run(String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    words.removeIf(String::isEmpty);
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", words) + ": " + said.strip());
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    for (String name : names) {
      attempt("ip", "netns", "delete", space(name));
      attempt("ip", "link", "delete", "wf" + name + "o");
      attempt("ip", "link", "delete", "wf" + name + "i");
    }
    attempt("ip", "link", "delete", OUTSIDE);
    attempt("ip", "link", "delete", AMONG);
  }

  private static void attempt(String... command) {
    try {
      run(command);
    } catch (IOException e) {
      // it is not there
    }
  }
}

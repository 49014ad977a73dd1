package org.watchfloor.core.isolation.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.isolation.wire.InfoJson;
import org.watchfloor.core.isolation.wire.Link;

/**
 * The main program. Reads one line of JSON from standard input: {@code token}, {@code socket} (a
 * file in the working directory) and {@code jars} (the plugin's first). Ends when the center closes
 * standard input or the connection, whatever the plugin is doing: a center that is gone, however it
 * went, leaves no JVM behind.
 */
public final class Host {
  /** Largest first line. */
  private static final int MAX_LINE = 64 << 10;

  private final Link link;
  private final HostCalls calls;

  private Host(SocketChannel channel) {
    calls = new HostCalls(reason -> halt(0));
    link = new Link("link", channel, calls);
  }

  /** Says why it cannot run on standard error, which the center logs. */
  public static void main(String[] arguments) {
    try {
      run(System.in);
    } catch (IOException | JsonFault | RuntimeException | LinkageError e) {
      System.err.println("the plugin cannot run in a JVM of its own: " + words(e));
      halt(2);
    }
  }

  private static String words(Throwable e) {
    return e instanceof PluginUnfit || e instanceof IOException
        ? String.valueOf(e.getMessage())
        : e.toString();
  }

  private static void run(InputStream in) throws IOException, JsonFault {
    JsonFields given = JsonFields.of(Json.parse(line(in)), "");
    Thread watch = new Thread(() -> untilEnd(in), "stdin");
    watch.start(); // no daemon: it keeps the JVM alive, all others are
    List<Path> jars = new ArrayList<>();
    for (JsonNode jar : given.node("jars")) {
      jars.add(Path.of(jar.asText()));
    }
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(given.text("socket")));
    new Host(channel).serve(given.text("token"), jars);
  }

  private void serve(String token, List<Path> jars) throws IOException {
    link.tell("auth", Json.object().put("token", token)); // before anything else
    link.open();
    WireLog.to(link);
    LoadedPlugin plugin = LoadedPlugin.of(jars);
    calls.serve(link, plugin);
    ObjectNode hello = InfoJson.write(plugin.info());
    hello.put("configType", plugin.configType().getName()).put("decoder", plugin.isDecoder());
    link.tell("hello", hello, InfoJson.writeKinds(plugin.info()).toArray(new byte[0][]));
  }

  private static byte[] line(InputStream in) throws IOException {
    byte[] line = new byte[MAX_LINE];
    int length = 0;
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || length == MAX_LINE) {
        throw new IOException("standard input: a line of JSON is expected");
      }
      line[length++] = (byte) b;
    }
    return java.util.Arrays.copyOf(line, length);
  }

  private static void untilEnd(InputStream in) {
    try (BufferedReader rest =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      while (rest.readLine() != null) {
        // nothing more is said there; only its end matters
      }
    } catch (IOException e) {
      // as good as the end
    }
    halt(0);
  }

  /** Without shutdown hooks: a plugin's would let it linger. */
  private static void halt(int code) {
    Runtime.getRuntime().halt(code);
  }
}

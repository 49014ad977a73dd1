package org.watchfloor.benchmarks;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.console.rest.internal.ApiServlet;
import org.watchfloor.console.rest.internal.Parts;
import org.watchfloor.console.rest.internal.RestConfig;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.bus.internal.JournalBus;

/**
 * The center's own bundles without OSGi, made as their components are. Their classes are of the
 * package only, which the JVM does not mind without OSGi.
 */
public final class Ours {
  private static final String JOURNAL = "org.watchfloor.core.journal.internal.";

  private Ours() {}

  /** The journal with its default configuration, in a folder. */
  public static Journal journal(Path folder) throws Exception {
    Class<?> config = Class.forName(JOURNAL + "JournalConfig");
    Class<?> settings = Class.forName(JOURNAL + "Settings");
    Method of = settings.getDeclaredMethod("of", config, boolean.class);
    of.setAccessible(true);
    Constructor<?> constructor =
        Class.forName(JOURNAL + "RocksJournal").getDeclaredConstructor(settings, Clock.class);
    constructor.setAccessible(true);
    Object opened =
        constructor.newInstance(
            of.invoke(null, defaults(config, Map.of("directory", folder.toString())), false),
            Clock.systemUTC());
    return (Journal) opened;
  }

  /** The bus on a journal. */
  public static AlertBus bus(Journal journal) {
    return new JournalBus(journal);
  }

  /** Ends a journal or a bus. */
  public static void close(Object part) throws Exception {
    if (part instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  /** The REST servlet with a bus and one token for everything, and streams enough. */
  static ApiServlet rest(AlertBus bus, String token) throws Exception {
    Parts parts = new Parts();
    set(parts, "bus", bus);
    Identity identity = new Identity("token:bench", Set.of(Role.values()));
    set(
        parts,
        "access",
        Proxy.newProxyInstance(
            Access.class.getClassLoader(),
            new Class<?>[] {Access.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("token")) {
                return token.equals(arguments[0]) ? Optional.of(identity) : Optional.empty();
              }
              throw new UnsupportedOperationException(method.getName());
            }));
    Object config =
        defaults(
            RestConfig.class, Map.of("streams_per_identity", 100_000, "streams_total", 100_000));
    return new ApiServlet((RestConfig) config, parts);
  }

  private static void set(Parts parts, String name, Object value) throws Exception {
    Field field = Parts.class.getDeclaredField(name);
    field.setAccessible(true);
    field.set(parts, value);
  }

  /** A configuration with its defaults, but for some keys. */
  private static Object defaults(Class<?> config, Map<String, Object> others) {
    return Proxy.newProxyInstance(
        config.getClassLoader(),
        new Class<?>[] {config},
        (proxy, method, arguments) ->
            others.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}

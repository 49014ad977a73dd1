package org.watchfloor.core.config.internal;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.felix.utils.properties.TypedProperties;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeService;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;

/**
 * Holds each {@code etc/org.watchfloor.*.cfg} of the center itself against the metatype of the
 * bundle that reads it, and names file, key and reason: a part with a value that it cannot read
 * does not start, and its own log line is all that says so. Files of sources are the runtime's.
 * Thread-safe.
 */
@Component(service = HealthCheck.class, immediate = true)
public final class CenterChecks implements HealthCheck {
  private static final String PREFIX = "org.watchfloor.";
  private static final String SOURCE = PREFIX + "source.";
  private static final String SUFFIX = ".cfg";
  private static final int MOST_SAID = 10;

  private final Path etc;
  private final Charset charset;
  private final Function<String, Optional<PidRules>> rules;

  /** What was found in a file when it was last looked at. Guarded by this. */
  private final Map<Path, Seen> seen = new HashMap<>();

  private record Seen(long modified, long size, PidRules rules, List<String> faults) {}

  @Activate
  public CenterChecks(BundleContext context, @Reference MetaTypeService metatype) {
    this(
        Path.of(System.getProperty("karaf.etc", "etc")),
        StandardCharsets.ISO_8859_1,
        new BundleRules(context, metatype));
  }

  CenterChecks(Path etc, Charset charset, Function<String, Optional<PidRules>> rules) {
    this.etc = etc;
    this.charset = charset;
    this.rules = rules;
  }

  @Override
  public String name() {
    return "configuration";
  }

  @Override
  public synchronized HealthResult check() {
    List<String> faults = new ArrayList<>();
    try (Stream<Path> files = Files.list(etc)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(PREFIX) && !name.startsWith(SOURCE) && name.endsWith(SUFFIX)) {
          faults.addAll(faults(file, name.substring(0, name.length() - SUFFIX.length())));
        }
      }
    } catch (IOException e) {
      return HealthResult.warn(etc + " cannot be read: " + e);
    }
    if (faults.isEmpty()) {
      return HealthResult.OK;
    }
    String more = faults.size() > MOST_SAID ? "; and " + (faults.size() - MOST_SAID) + " more" : "";
    return HealthResult.warn(
        String.join("; ", faults.subList(0, Math.min(MOST_SAID, faults.size()))) + more);
  }

  private List<String> faults(Path file, String pid) {
    Optional<PidRules> owner = rules.apply(pid);
    if (owner.isEmpty()) {
      return List.of(); // its bundle is not here, and nobody reads the file
    }
    try {
      long modified = Files.getLastModifiedTime(file).toMillis();
      long size = Files.size(file);
      Seen last = seen.get(file);
      if (last == null
          || last.modified() != modified
          || last.size() != size
          || last.rules() != owner.get()) {
        last = new Seen(modified, size, owner.get(), read(file, owner.get()));
        seen.put(file, last);
      }
      return last.faults();
    } catch (IOException e) {
      return List.of("etc/" + file.getFileName() + " cannot be read: " + e.getMessage());
    }
  }

  private List<String> read(Path file, PidRules owner) throws IOException {
    if (Files.size(file) > EtcFolder.MAX_BYTES) {
      throw new IOException("it is larger than " + EtcFolder.MAX_BYTES + " bytes");
    }
    TypedProperties values = new TypedProperties(); // as File Install fills and unescapes them
    try {
      values.load(new StringReader(Files.readString(file, charset)));
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      owner
          .fault(entry.getKey(), entry.getValue())
          .ifPresent(fault -> faults.add("etc/%s: %s".formatted(file.getFileName(), fault)));
    }
    return faults;
  }
}

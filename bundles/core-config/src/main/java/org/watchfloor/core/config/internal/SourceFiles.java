package org.watchfloor.core.config.internal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.watchfloor.core.api.config.ConfigurationRefused;
import org.watchfloor.core.api.config.SourceConfigurations;
import org.watchfloor.core.api.runtime.ConfigField;
import org.watchfloor.core.api.runtime.ConfigForm;
import org.watchfloor.core.api.runtime.SourceForms;

/**
 * The configurations of sources as files; File Install sees a change within a second and hands it
 * on. Thread-safe: one writes at a time.
 */
@Component(service = SourceConfigurations.class)
public final class SourceFiles implements SourceConfigurations {
  private static final int MAX_KEYS = 200;
  private static final int MAX_VALUE = 16_384;

  /** OSGi Compendium 8, 112.8.2.1: what a method's name can become. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._$-]{1,128}");

  /** A value that is nothing but a pointer to the secret. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\[(env|file):[^\\]]*\\]|\\$\\{(env|file):([^{}]|\\$\\{[^{}]*\\})*\\}");

  /** Keys of others that may stand in a file and are no source's. */
  private static final List<String> FOREIGN =
      List.of("felix.fileinstall.", "service.", "component.", "org.apache.karaf.");

  private final EtcFolder etc;
  private final SourceForms forms;

  @Activate
  public SourceFiles(BundleContext context, @Reference SourceForms forms) {
    this(new EtcFolder(Path.of(System.getProperty("karaf.etc", "etc")), charset(context)), forms);
  }

  SourceFiles(EtcFolder etc, SourceForms forms) {
    this.etc = etc;
    this.forms = forms;
  }

  private static Charset charset(BundleContext context) {
    @Nullable String name = context.getProperty("felix.fileinstall.configEncoding");
    return name == null ? StandardCharsets.ISO_8859_1 : Charset.forName(name);
  }

  @Override
  public Optional<Map<String, String>> read(String sourceId) throws IOException {
    Optional<CfgFile> file = file(sourceId);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Optional<Set<String>> passwords = passwords(sourceId);
    Map<String, String> shown = new LinkedHashMap<>();
    own(file.get())
        .forEach(
            (key, value) -> {
              // nobody says which are passwords while the plugin is not there
              boolean secret =
                  key.startsWith(".") || passwords.isEmpty() || passwords.get().contains(key);
              shown.put(key, secret ? masked(value) : value);
            });
    return Optional.of(shown);
  }

  private static String masked(String value) {
    return value.isEmpty() || PLACEHOLDER.matcher(value).matches() ? value : KEPT;
  }

  /** Keys of passwords; empty if the plugin does not say. */
  private Optional<Set<String>> passwords(String sourceId) {
    Optional<ConfigForm> form = forms.form(pluginId(sourceId));
    return form.map(
        f ->
            f.fields().stream()
                .filter(field -> field.type() == ConfigField.Type.PASSWORD)
                .map(ConfigField::key)
                .collect(Collectors.toSet()));
  }

  private static String pluginId(String sourceId) {
    return sourceId.substring(0, sourceId.indexOf('~'));
  }

  private Optional<CfgFile> file(String sourceId) throws IOException {
    Optional<Path> path = etc.fileOf(sourceId);
    return path.isEmpty() ? Optional.empty() : etc.read(path.get());
  }

  private static Map<String, String> own(CfgFile file) {
    Map<String, String> own = new LinkedHashMap<>(file.values());
    own.keySet().removeIf(key -> !isOwn(key));
    return own;
  }

  private static boolean isOwn(String key) {
    return FOREIGN.stream().noneMatch(key::startsWith);
  }

  @Override
  public synchronized void write(String sourceId, Map<String, String> values)
      throws IOException, ConfigurationRefused {
    Path path =
        etc.fileOf(sourceId)
            .orElseThrow(
                () ->
                    new ConfigurationRefused(
                        Map.of(
                            "",
                            "the name of the source is wrong: it is <plugin id>~<name>, the name of"
                                + " 1 to 63 letters, digits, '.', '_', ':', '-'")));
    Optional<CfgFile> old = etc.read(path);
    Map<String, String> complete = complete(sourceId, values);
    Map<String, String> faults = faults(pluginId(sourceId), values, complete);
    if (!faults.isEmpty()) {
      throw new ConfigurationRefused(faults);
    }
    CfgFile file = old.orElseGet(CfgFile::empty);
    file.set(complete, SourceFiles::isOwn);
    etc.write(path, file);
  }

  private Map<String, String> faults(
      String pluginId, Map<String, String> given, Map<String, String> complete) {
    Map<String, String> faults = new TreeMap<>();
    given.forEach(
        (key, value) -> {
          if (!KEY.matcher(key).matches() || !isOwn(key)) {
            faults.put(key, "cannot be a key of a source");
          } else if (value.length() > MAX_VALUE) {
            faults.put(key, "has more than " + MAX_VALUE + " characters");
          }
        });
    if (given.size() > MAX_KEYS) {
      faults.put("", "there are more than " + MAX_KEYS + " keys");
    }
    if (faults.isEmpty()) {
      faults.putAll(forms.faults(pluginId, complete));
      given.forEach(
          (key, value) -> {
            if (value.equals(KEPT) && !complete.containsKey(key)) {
              faults.put(key, "there is no value that could be kept: give one");
            }
          });
    }
    return faults;
  }

  @Override
  public boolean remove(String sourceId) throws IOException {
    synchronized (this) {
      Optional<Path> path = etc.fileOf(sourceId);
      return path.isPresent() && etc.remove(path.get());
    }
  }

  @Override
  public Map<String, String> complete(String sourceId, Map<String, String> values)
      throws IOException {
    Map<String, String> complete = new LinkedHashMap<>(values);
    if (!values.containsValue(KEPT)) {
      return complete;
    }
    Optional<CfgFile> file = file(sourceId);
    Map<String, String> kept = file.isPresent() ? own(file.get()) : Map.of();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (entry.getValue().equals(KEPT)) {
        String value = kept.get(entry.getKey());
        if (value == null) {
          complete.remove(entry.getKey());
        } else {
          complete.put(entry.getKey(), value);
        }
      }
    }
    return complete;
  }
}

package org.watchfloor.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line: {@code java -jar plugin-package.jar --bundle x.jar --out x.kar ...}. */
public final class Main {
  private static final String USAGE =
      """
      usage: java -jar plugin-package.jar --bundle PLUGIN.jar --out PLUGIN.kar [options]

        --description FILE    plugin.json; default: META-INF/watchfloor/plugin.json inside the bundle
        --publisher NAME      without a description: who answers for the plugin ...
        --grade A|B|C|D       ... its trust grade ...
        --permission "KIND VALUE REASON"  ... and what it asks for; may be repeated:
                              connect host:port|config:KEY, listen tcp:PORT|udp:PORT, files PATH
        --keystore FILE       PKCS#12 with the publisher's key; without it the package is unsigned
        --alias NAME          of the key; default: the only one
        --password-file FILE  first line: the keystore's password
      """;

  private static final List<String> OPTIONS =
      List.of(
          "--bundle",
          "--out",
          "--description",
          "--publisher",
          "--grade",
          "--permission",
          "--keystore",
          "--alias",
          "--password-file");

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  /** 0 when it is made, 1 when it cannot be, 2 when the arguments are wrong. */
  static int run(String[] arguments, PrintStream out, PrintStream err) {
    try {
      make(new Arguments(arguments), out);
      return 0;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.print(USAGE);
      return 2;
    } catch (PackageException | IOException | GeneralSecurityException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static void make(Arguments arguments, PrintStream out)
      throws PackageException, IOException, GeneralSecurityException {
    Path bundle = Path.of(arguments.need("--bundle"));
    Path kar = Path.of(arguments.need("--out"));
    Optional<String> store = arguments.get("--keystore");
    Path unsigned = store.isEmpty() ? kar : Files.createTempFile("plugin-package", ".kar");
    try {
      PluginPackager.write(bundle, description(arguments), unsigned);
      if (store.isPresent()) {
        PluginPackager.sign(unsigned, key(arguments, Path.of(store.get())), kar);
      }
    } finally {
      if (store.isPresent()) {
        Files.deleteIfExists(unsigned);
      }
    }
    out.println(kar + (store.isEmpty() ? " (unsigned)" : " (signed)"));
  }

  private static Optional<String> description(Arguments arguments) throws IOException {
    Optional<String> file = arguments.get("--description");
    if (file.isPresent()) {
      return Optional.of(Files.readString(Path.of(file.get())));
    }
    return arguments.get("--publisher").isPresent()
        ? Optional.of(
            Description.of(
                arguments.need("--publisher"), arguments.need("--grade"), arguments.permissions))
        : Optional.empty();
  }

  private static KeyStore.PrivateKeyEntry key(Arguments arguments, Path file)
      throws PackageException, IOException, GeneralSecurityException {
    char[] password =
        Files.readAllLines(Path.of(arguments.need("--password-file")), StandardCharsets.UTF_8)
            .stream()
            .findFirst()
            .orElse("")
            .toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    String alias =
        arguments.get("--alias").isPresent()
            ? arguments.need("--alias")
            : store.aliases().hasMoreElements() ? store.aliases().nextElement() : "";
    if (store.isKeyEntry(alias)
        && store.getEntry(alias, new KeyStore.PasswordProtection(password))
            instanceof KeyStore.PrivateKeyEntry key) {
      return key;
    }
    throw new PackageException(file + " has no key of the name \"" + alias + "\"");
  }

  private static final class Arguments {
    private final Map<String, String> values = new HashMap<>();
    final List<String> permissions = new java.util.ArrayList<>();

    Arguments(String[] all) {
      for (int i = 0; i < all.length; i += 2) {
        if (!OPTIONS.contains(all[i]) || i + 1 == all.length) {
          throw new IllegalArgumentException(
              OPTIONS.contains(all[i]) ? all[i] + " needs a value" : "unknown: " + all[i]);
        }
        if (all[i].equals("--permission")) {
          permissions.add(all[i + 1]);
        } else {
          values.put(all[i], all[i + 1]);
        }
      }
    }

    Optional<String> get(String name) {
      return Optional.ofNullable(values.get(name));
    }

    String need(String name) {
      return get(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }
  }
}

package org.watchfloor.core.runtime.internal;

/**
 * Names of configuration keys by the rules of OSGi Declarative Services 1.5, 112.8.2.1 (component
 * property types): {@code $_$} is a hyphen, {@code $$} a dollar sign, {@code __} an underscore,
 * {@code _} a dot.
 */
final class KeyNames {
  private KeyNames() {}

  static String ofMethod(String method) {
    StringBuilder key = new StringBuilder();
    int at = 0;
    while (at < method.length()) {
      if (method.startsWith("$_$", at)) {
        key.append('-');
        at += 3;
      } else if (method.startsWith("$$", at)) {
        key.append('$');
        at += 2;
      } else if (method.startsWith("__", at)) {
        key.append('_');
        at += 2;
      } else {
        char c = method.charAt(at++);
        if (c == '_') {
          key.append('.');
        } else if (c != '$') {
          key.append(c);
        }
      }
    }
    return key.toString();
  }
}

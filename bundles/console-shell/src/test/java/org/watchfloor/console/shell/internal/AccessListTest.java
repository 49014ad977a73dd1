package org.watchfloor.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.access.Role;

/** The access list that is shipped names every command, with roles that exist. */
class AccessListTest {
  private static final Path LIST = Path.of("../../etc/org.apache.karaf.command.acl.rtcc.cfg");

  @Test
  void everyCommandHasItsRoles() throws Exception {
    Properties list = new Properties();
    try (InputStream in = Files.newInputStream(LIST)) {
      list.load(in);
    }
    assertThat(list.remove("*")).isEqualTo("admin");
    assertThat(list.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(commands());
    for (Map.Entry<Object, Object> entry : list.entrySet()) {
      for (String word : entry.getValue().toString().split(",")) {
        assertThat(Role.ofWord(word.strip())).as(entry.getKey().toString()).isNotNull();
      }
    }
  }

  private static List<String> commands() throws Exception {
    Path classes =
        Path.of(RtccCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(RtccCommand.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(classes)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Command.class") && !name.equals("RtccCommand.class"))
          .map(name -> name.replace(".class", ""))
          .map(AccessListTest::name)
          .toList();
    }
  }

  private static String name(String className) {
    try {
      Class<?> type = Class.forName(RtccCommand.class.getPackageName() + "." + className);
      assertThat(type.isAnnotationPresent(Service.class)).as(className).isTrue();
      Command command = type.getAnnotation(Command.class);
      assertThat(command.scope()).isEqualTo("rtcc");
      return command.name();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.watchfloor.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier as an auditor runs it: a JDK, the classes of this bundle, a copy of the log. */
class AuditVerifierTest {
  @TempDir Path folder;

  @Test
  void itNeedsNothingButTheJdk() throws Exception {
    Log log = new Log(folder).with(5, 1_000);
    assertThat(run(0, folder.toString())).startsWith("HOLDS: 5 entries, head ");
    Files.writeString(log.file(1), Files.readString(log.file(1)).replace("vera", "iris"));
    assertThat(run(1, folder.toString())).startsWith("BROKEN: entry 1 ");
    assertThat(run(2)).startsWith("Usage: ");
    assertThat(run(2, folder.resolve("absent").toString())).startsWith("Cannot be read: ");
  }

  private static String run(int exit, String... arguments) throws Exception {
    String classes =
        Path.of(AuditVerifier.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-cp", classes, AuditVerifier.class.getName()));
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(exit);
    return said;
  }
}

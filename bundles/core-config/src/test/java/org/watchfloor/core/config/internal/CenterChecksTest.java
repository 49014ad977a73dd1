package org.watchfloor.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.health.HealthResult;

class CenterChecksTest {
  private static final String DEMO = "org.watchfloor.demo.cfg";

  @TempDir Path etc;
  private Optional<PidRules> rules = Optional.empty();
  private CenterChecks checks;
  private long time = 1_700_000_000_000L;

  @BeforeEach
  void open() throws Exception {
    rules = Optional.of(rules(65_535));
    checks =
        new CenterChecks(
            etc,
            StandardCharsets.ISO_8859_1,
            pid -> pid.equals("org.watchfloor.demo") ? rules : Optional.empty());
  }

  private static PidRules rules(int maxPort) throws Exception {
    return PidRules.of(
        new RealMetatype(
            """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="demo" name="demo">
                <AD id="port" type="Integer" min="1" max="%d" required="false"/>
                <AD id="mode" type="String" required="false">
                  <Option value="fast" label="Fast"/><Option value="slow" label="Slow"/>
                </AD>
                <AD id="words" type="String" cardinality="100" required="false"/>
                <AD id="wide" type="Boolean" required="false"/>
                <AD id="secret" type="Password" min="8" required="false"/>
              </OCD>
              <Designate pid="org.watchfloor.demo"><Object ocdref="demo"/></Designate>
            </metatype:MetaData>
            """
                .formatted(maxPort)));
  }

  private HealthResult check(String name, String text) throws Exception {
    Path file = Files.writeString(etc.resolve(name), text);
    time += 1_000;
    Files.setLastModifiedTime(file, FileTime.fromMillis(time));
    return checks.check();
  }

  @Test
  void whatIsRightIsNotSpokenOf() throws Exception {
    assertThat(check(DEMO, "# port = x\nport = 80\nmode = fast\nwords = a,b\nwide = true\n"))
        .isEqualTo(HealthResult.OK);
    assertThat(check(DEMO, "port = $[env:PORT]\nmode =\nservice.ranking = 7\n"))
        .isEqualTo(HealthResult.OK);
  }

  @Test
  void aWrongValueIsNamedWithFileAndKey() throws Exception {
    HealthResult wrong = check(DEMO, "port = eighty\nmode = medium\n");
    assertThat(wrong.level()).isEqualTo(HealthResult.Level.WARN);
    assertThat(wrong.message())
        .contains("etc/org.watchfloor.demo.cfg: port = eighty is not allowed")
        .contains("etc/org.watchfloor.demo.cfg: mode = medium is not allowed: not a valid option");
    assertThat(check(DEMO, "port = 70000\n").message()).contains("greater than maximum");
    assertThat(check(DEMO, "prot = 80\n").message())
        .contains("prot is no key of this file; it has mode, port, secret, wide, words");
    assertThat(check(DEMO, "port = 80\n")).isEqualTo(HealthResult.OK);
  }

  @Test
  void passwordsAreNotShown() throws Exception {
    assertThat(check(DEMO, "secret = short\n").message())
        .contains("secret is not allowed")
        .doesNotContain("short");
  }

  @Test
  void anUpdatedBundleIsAskedAgain() throws Exception {
    assertThat(check(DEMO, "port = 9000\n")).isEqualTo(HealthResult.OK);
    rules = Optional.of(rules(1_024));
    assertThat(checks.check().message()).contains("port = 9000");
    rules = Optional.empty();
    assertThat(checks.check()).isEqualTo(HealthResult.OK);
  }

  @Test
  void sourcesAndFilesOfOthersAreLeftAlone() throws Exception {
    assertThat(check("org.watchfloor.source.demo~a.cfg", "port = x\n")).isEqualTo(HealthResult.OK);
    assertThat(check("org.apache.demo.cfg", "port = x\n")).isEqualTo(HealthResult.OK);
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws Exception {
    assertThat(check(DEMO, "port = \\uZZZZ\n").message())
        .contains("etc/org.watchfloor.demo.cfg cannot be read");
  }
}

package org.watchfloor.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.security.auth.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Gunshot;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

class ActCommandsTest {
  @TempDir Path folder;
  private final Fakes.MemoryAudit audit = new Fakes.MemoryAudit();
  private final Fakes.MemoryIngest ingest = new Fakes.MemoryIngest();
  private final Fakes.MemoryRegistry registry = new Fakes.MemoryRegistry();
  private final MemoryAccess access = new MemoryAccess();

  @Test
  void aTokenIsMadeInTheNameOfWhoeverAsks() throws Exception {
    TokenCreateCommand command = new TokenCreateCommand();
    command.access = access;
    command.roles = "viewer, sensor";
    command.days = 1;
    command.name = "ci";
    assertThat(Fakes.run(command, "ada", "admin", "ssh", "manager"))
        .isEqualToIgnoringNewLines("wf_secret");
    assertThat(access.made).isEqualTo("ci [VIEWER, SENSOR] PT24H by ada[ADMIN] ssh 10.1.2.3");
    command.json = true;
    assertThat(Fakes.run(command, "ada", "admin"))
        .isEqualToIgnoringNewLines(
            "{\"name\":\"ci\",\"days\":1,\"token\":\"wf_secret\","
                + "\"roles\":[\"viewer\",\"sensor\"]}");
    command.roles = "root";
    assertThatThrownBy(() -> Fakes.run(command, "ada", "admin")).hasMessageStartingWith("role: ");
  }

  @Test
  void aSignalIsMadeOfOptions() throws Exception {
    SignalSendCommand command = signalSend();
    command.kind = "gunshot.detected";
    command.key = "shot-1";
    command.severity = "critical";
    command.latitude = 35.99;
    command.longitude = -78.9;
    command.fields = List.of("rounds=3", "classification=1");

    assertThat(Fakes.run(command, "oscar", "operator"))
        .isEqualToIgnoringNewLines("accepted, number 7");
    Signal signal = ingest.signals.get(0);
    assertThat(ingest.source).isEqualTo("shell~oscar");
    assertThat(signal.vendorKey()).isEqualTo("shot-1");
    assertThat(signal.occurredAt()).isEqualTo(Fakes.NOON);
    assertThat(signal.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(signal.location().orElseThrow().latitude()).isEqualTo(35.99);
    assertThat(signal.detail())
        .isEqualTo(new Gunshot(Optional.of(3), Optional.empty(), false, "1"));
    assertThat(audit.records).hasSize(1);
    assertThat(audit.records.get(0).action()).isEqualTo("signal.send");
    assertThat(audit.records.get(0).actor()).isEqualTo("oscar");
    assertThat(audit.records.get(0).object()).isEqualTo("gunshot.detected shot-1");
  }

  @Test
  void plainFieldsKeepTheirTypesAndAPlateOfDigitsIsText() throws Exception {
    SignalSendCommand command = signalSend();
    command.kind = "test.ping";
    command.fields = List.of("n=3", "x=1.5", "on=true", "text=a=b", "empty=");
    Fakes.run(command, "oscar");
    assertThat(((Fields) ingest.signals.get(0).detail()).values())
        .containsEntry("n", 3L)
        .containsEntry("x", 1.5)
        .containsEntry("on", true)
        .containsEntry("text", "a=b")
        .containsEntry("empty", "");
    command.kind = "plate.read";
    command.fields = List.of("plate=123456", "confidence=0.9");
    Fakes.run(command, "oscar");
    assertThat(((PlateRead) ingest.signals.get(1).detail()).plate()).isEqualTo("123456");
    assertThat(ingest.signals.get(0).vendorKey()).isNotEqualTo(ingest.signals.get(1).vendorKey());
  }

  @Test
  void aSignalIsReadFromAFile() throws Exception {
    Path file = folder.resolve("signal.json");
    Files.writeString(
        file,
        "{\"kind\":\"test.ping\",\"vendorKey\":\"k\",\"occurredAt\":\"2026-11-24T12:00:00Z\"}");
    SignalSendCommand command = signalSend();
    command.file = file.toString();
    command.json = true;
    assertThat(Fakes.run(command, "oscar"))
        .isEqualToIgnoringNewLines("{\"status\":\"accepted\",\"number\":7,\"reason\":\"\"}");
    Files.writeString(file, "{\"kind\":");
    assertThatThrownBy(() -> Fakes.run(command, "oscar")).hasMessageContaining("line 1");
  }

  @Test
  void aSignalThatCannotBeSentSaysWhyAndIsNotAudited() {
    SignalSendCommand command = signalSend();
    assertThatThrownBy(() -> Fakes.run(command, "oscar")).hasMessageStartingWith("kind: ");
    command.kind = "Nonsense";
    assertThatThrownBy(() -> Fakes.run(command, "oscar")).hasMessageStartingWith("kind: ");
    command.kind = "test.ping";
    command.latitude = 1.0;
    assertThatThrownBy(() -> Fakes.run(command, "oscar")).hasMessageStartingWith("location: ");
    command.longitude = 200.0;
    assertThatThrownBy(() -> Fakes.run(command, "oscar"))
        .hasMessageStartingWith("location.coordinates: ");
    command.longitude = 1.0;
    command.fields = List.of("novalue");
    assertThatThrownBy(() -> Fakes.run(command, "oscar")).hasMessageStartingWith("field: ");
    assertThat(audit.records).isEmpty();
    assertThat(ingest.signals).isEmpty();
  }

  @Test
  void aRefusedSignalIsAnError() {
    SignalSendCommand command = signalSend();
    command.kind = "test.ping";
    ingest.receipt = Receipt.refused(Receipt.Status.OVERLOADED, "the journal is behind");
    assertThatThrownBy(() -> Fakes.run(command, "oscar"))
        .hasMessage("overloaded, not kept: the journal is behind");
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws Exception {
    Path file = Files.write(folder.resolve("large.csv"), new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> ServerFile.named(file.toString(), ".csv").read(1 << 20))
        .hasMessageContaining("larger than 1 MiB");
  }

  @Test
  void aSourceIsRestartedAndAudited() throws Exception {
    SourceRestartCommand command = new SourceRestartCommand();
    command.registry = registry;
    command.audit = audit;
    command.source = "camera-mjpeg~lobby";
    assertThatThrownBy(() -> Fakes.run(command, "ada", "admin")).hasMessageStartingWith("source: ");
    assertThat(audit.records).isEmpty();

    registry.sources =
        List.of(
            new SourceInfo(
                "camera-mjpeg~lobby",
                "camera-mjpeg",
                SourceState.QUARANTINED,
                "",
                Fakes.NOON,
                true,
                0,
                0,
                Optional.empty()));
    Fakes.run(command, "ada", "admin");
    assertThat(registry.restarted).containsExactly("camera-mjpeg~lobby");
    assertThat(audit.records.get(0).action()).isEqualTo("source.restart");
  }

  @Test
  void theAuditLogIsVerified() throws Exception {
    AuditVerifyCommand command = new AuditVerifyCommand();
    command.audit = audit;
    assertThat(Fakes.run(command, "alex", "auditor"))
        .isEqualToIgnoringNewLines("The chain holds, 1 entries.");
    audit.fault = Optional.of("entry 1 is broken");
    assertThatThrownBy(() -> Fakes.run(command, "alex", "auditor"))
        .hasMessageContaining("entry 1 is broken");
    assertThat(audit.records).allMatch(r -> r.action().equals("audit.verify"));
  }

  @Test
  void withoutSomebodySignedInNothingIsDone() {
    assertThatThrownBy(() -> Caller.of(null)).hasMessageContaining("nobody");
    assertThatThrownBy(() -> Caller.of(new Subject())).hasMessageContaining("nobody");
    assertThat(Caller.of(Fakes.subject("ada", "admin", "ssh")).origin()).isEqualTo("ssh 10.1.2.3");
  }

  private SignalSendCommand signalSend() {
    SignalSendCommand command = new SignalSendCommand();
    command.ingest = ingest;
    command.audit = audit;
    command.clock = Clock.fixed(Fakes.NOON, ZoneOffset.UTC);
    return command;
  }
}

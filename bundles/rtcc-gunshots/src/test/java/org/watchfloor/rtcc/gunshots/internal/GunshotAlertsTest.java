package org.watchfloor.rtcc.gunshots.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.Gunshot;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.testkit.core.MemoryBus;

class GunshotAlertsTest {
  private static final Instant AT = Instant.parse("2026-11-24T14:05:09Z");
  private static final MediaRef SOUND = new MediaRef("a".repeat(64), "audio/wav", "sound", 1_000);

  private final MemoryBus bus = new MemoryBus();
  private GunshotAlerts alerts;

  @BeforeEach
  void start() {
    alerts = new GunshotAlerts(new AlertMaker(0.5, new Cells(200)), bus);
  }

  @AfterEach
  void stop() throws Exception {
    alerts.close();
  }

  private static Signal.Builder shot(Integer rounds, Double confidence) {
    return Signal.of(Kind.GUNSHOT_DETECTED, "k", AT)
        .device("Sensor 12")
        .at(GeoPoint.of(36.0999, -80.2442))
        .detail(
            new Gunshot(
                Optional.ofNullable(rounds), Optional.ofNullable(confidence), true, "Multiple"));
  }

  private Alert raised(Signal signal) throws Exception {
    bus.signal("gunshot-webhook~north", signal);
    bus.deliver();
    return bus.alerts().get(bus.alerts().size() - 1);
  }

  @Test
  void saysWhatWasHeard() throws Exception {
    bus.signal("a~b", Signal.of(Kind.PLATE_READ, "p", AT).detail(PlateRead.of("A1", 1)).build());
    Alert alert = raised(shot(3, 0.92).media(SOUND).build());

    assertThat(alert.id()).isEqualTo("gunshot-2");
    assertThat(alert.kind()).isEqualTo("gunshot.detected");
    assertThat(alert.title()).isEqualTo("Gunshot, 3 rounds");
    assertThat(alert.summary())
        .isEqualTo("Sensor 12, Multiple, confidence 92 %, reviewed by a person");
    assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(alert.occurredAt()).isEqualTo(AT);
    assertThat(alert.location()).contains(GeoPoint.of(36.0999, -80.2442));
    assertThat(alert.signals()).containsExactly(2L);
    assertThat(alert.media()).containsExactly(SOUND);
    assertThat(alert.correlationKey()).startsWith("gunshot-");
    assertThat(alert.facts())
        .containsEntry("rounds", "3")
        .containsEntry("confidence", "0.92")
        .containsEntry("classification", "Multiple")
        .containsEntry("reviewed", "true")
        .containsEntry("device", "Sensor 12")
        .containsEntry("source", "gunshot-webhook~north");
    assertThat(bus.alerts()).hasSize(1);
  }

  @Test
  void takesASignalWithoutAnyDetail() throws Exception {
    Alert alert = raised(Signal.of(Kind.GUNSHOT_DETECTED, "k", AT).build());
    assertThat(alert.id()).isEqualTo("gunshot-1");
    assertThat(alert.title()).isEqualTo("Gunshot");
    assertThat(alert.summary()).isEqualTo("gunshot-webhook~north, not reviewed by a person");
    assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(alert.correlationKey()).isEmpty();
  }

  @Test
  void isAtLeastHighAndCriticalWhenSureOrWhenNobodySays() throws Exception {
    assertThat(raised(shot(1, 0.49).build()).severity()).isEqualTo(Severity.HIGH);
    assertThat(raised(shot(1, 0.5).build()).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(raised(shot(1, null).build()).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(raised(shot(1, 0.1).severity(Severity.CRITICAL).build()).severity())
        .isEqualTo(Severity.CRITICAL);
    assertThat(raised(shot(1, 0.1).build()).title()).isEqualTo("Gunshot, 1 round");
  }

  @Test
  void aSignalDeliveredAgainIsNoSecondAlert() throws Exception {
    raised(shot(3, 0.9).build());
    bus.rewind("rtcc-gunshots");
    bus.deliver();
    assertThat(bus.alerts()).hasSize(1);
  }

  @Test
  void theCursorWaitsUntilTheAlertIsOnDisk() throws Exception {
    for (Receipt.Status status :
        new Receipt.Status[] {Receipt.Status.OVERLOADED, Receipt.Status.UNAVAILABLE}) {
      bus.refuse(status);
      bus.signal("a~b", shot(3, 0.9).build());
      assertThatThrownBy(bus::deliver)
          .hasMessageContaining("gunshot-")
          .hasMessageContaining("said");
    }
    bus.accept();
    bus.deliver();
    assertThat(bus.alerts()).extracting(Alert::id).containsExactly("gunshot-1", "gunshot-2");
  }

  @Test
  void anAlertThatIsNeverTakenDoesNotHoldUpTheNext() throws Exception {
    bus.refuse(Receipt.Status.REJECTED);
    bus.signal("a~b", shot(3, 0.9).build());
    bus.deliver();
    bus.accept();
    raised(shot(3, 0.9).build());
    assertThat(bus.alerts()).extracting(Alert::id).containsExactly("gunshot-2");
  }

  @Test
  void stoppedAndStartedItGoesOn() throws Exception {
    raised(shot(1, 0.9).build());
    alerts.close();
    assertThat(bus.subscribers()).isEmpty();
    bus.signal("a~b", shot(2, 0.9).build());
    start();
    bus.deliver();
    assertThat(bus.alerts()).extracting(Alert::id).containsExactly("gunshot-1", "gunshot-3");
  }
}

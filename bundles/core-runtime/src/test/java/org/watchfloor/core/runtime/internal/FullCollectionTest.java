package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FullCollectionTest {
  private static final String ON = "-XX:+ExplicitGCInvokesConcurrent";
  private static final String OFF = "-XX:-ExplicitGCInvokesConcurrent";

  private static boolean stops(String collector, String... arguments) {
    return FullCollection.stopsEverybody(List.of(collector), List.of(arguments));
  }

  @Test
  void whoStopsEverybody() {
    assertThat(stops("Copy", ON)).isTrue();
    assertThat(stops("PS MarkSweep", ON)).isTrue();
    assertThat(stops("G1 Young Generation")).isTrue();
    assertThat(stops("G1 Young Generation", ON)).isFalse();
    assertThat(stops("G1 Young Generation", ON, OFF)).isTrue();
    assertThat(stops("ZGC Cycles", OFF)).isFalse();
    assertThat(stops("ZGC Minor Cycles")).isFalse();
    assertThat(stops("Shenandoah Pauses")).isFalse();
    assertThat(stops("Shenandoah Pauses", OFF)).isTrue();
    assertThat(FullCollection.stopsEverybody(List.of(), List.of())).isTrue();
  }
}

package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What may wait for one client. */
class OutboxTest {
  private static Piece piece(int bytes, long upTo) {
    return new Piece(new byte[bytes], upTo, Skipped.NONE);
  }

  private static Piece nothing(long number) {
    return new Piece(new byte[0], number, Skipped.NONE.and(number));
  }

  @Test
  void takesNoMoreThanItsBoundAndGoesOnFromTheLastThatItTook() {
    Outbox outbox = new Outbox(0);
    long number = 0;
    while (outbox.add(List.of(piece(10_000, number + 1)), number + 1)) {
      number++;
    }
    assertThat(number).isEqualTo(6);
    assertThat(outbox.upTo()).isEqualTo(6);
    int written = 0;
    for (byte[] next = outbox.take(false); next.length > 0; next = outbox.take(false)) {
      assertThat(next.length).isLessThanOrEqualTo(Piece.BYTES);
      written += next.length;
    }
    assertThat(written).isEqualTo(60_000);
    assertThat(outbox.add(List.of(piece(10_000, 7)), 9)).isTrue();
    assertThat(outbox.upTo()).isEqualTo(9);
  }

  @Test
  void takesAnEntryOfAnySizeWhenItIsEmpty() {
    Outbox outbox = new Outbox(0);
    assertThat(outbox.add(List.of(piece(300_000, 1)), 1)).isTrue();
    assertThat(outbox.add(List.of(piece(1, 2)), 2)).isFalse();
    assertThat(outbox.take(false)).hasSize(300_000);
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void aPieceAloneIsWrittenAsItIsAndSeveralAsOne() {
    Outbox outbox = new Outbox(0);
    Piece shared = piece(700, 1);
    outbox.add(List.of(shared), 1);
    assertThat(outbox.take(false)).isSameAs(shared.bytes());
    outbox.add(List.of(piece(700, 2)), 2);
    outbox.add(List.of(piece(700, 3)), 3);
    assertThat(outbox.take(false)).hasSize(1_400);
  }

  @Test
  void whatWasSkippedIsToldTogetherWithTheNextEventOrWhenItIsTime() {
    Outbox outbox = new Outbox(0);
    outbox.add(List.of(nothing(1)), 1);
    outbox.add(List.of(nothing(2)), 2);
    assertThat(outbox.take(false)).isEmpty();
    assertThat(outbox.owes()).isTrue();
    outbox.add(List.of(nothing(4)), 4);
    assertThat(new String(outbox.take(true), StandardCharsets.UTF_8))
        .isEqualTo("event: skipped\ndata: {\"signals\":3,\"from\":1,\"to\":4}\n\n");
    assertThat(outbox.owes()).isFalse();
    outbox.add(List.of(nothing(5)), 5);
    outbox.add(List.of(piece(10, 6)), 6);
    assertThat(outbox.take(false)).hasSizeGreaterThan(10);
  }

  @Test
  void manySkippedDoNotFillTheMemoryOfOneThatDoesNotRead() {
    Outbox outbox = new Outbox(0);
    long number = 1;
    outbox.add(List.of(piece(10, number)), number);
    while (outbox.add(List.of(nothing(number + 1)), number + 1)) {
      number++;
    }
    assertThat(number).isLessThan(100);
  }

  @Test
  void aSieveLetsSoManySignalsThroughASecond() {
    AtomicLong nanos = new AtomicLong();
    Sieve sieve = new Sieve(10, nanos::get);
    assertThat(sieve.takes(11)).isFalse();
    assertThat(sieve.takes(7)).isTrue();
    assertThat(sieve.takes(3)).isTrue();
    assertThat(sieve.takes(1)).isFalse();
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
    assertThat(sieve.takes(5)).isTrue();
    assertThat(sieve.takes(1)).isFalse();
    assertThat(new Sieve(0, nanos::get).takes(1_000_000)).isTrue();
  }
}

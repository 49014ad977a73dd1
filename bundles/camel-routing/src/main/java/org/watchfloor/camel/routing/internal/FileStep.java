package org.watchfloor.camel.routing.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.plugin.api.source.Message;

/**
 * Reads a file within the limits and sends it in; waits until it is settled, so that one file of a
 * source is held at a time, and so that it is moved on the source's own thread. What became of it
 * is left in the exchange for {@link SettledFiles}: Camel would log each exception.
 */
final class FileStep implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger(FileStep.class);
  private static final long ROOM_PAUSE_MILLIS = 100;

  private final Intake intake;
  private final Workshop workshop;
  private final int maxBytes;

  FileStep(Intake intake, Workshop workshop, int maxBytes) {
    this.intake = intake;
    this.workshop = workshop;
    this.maxBytes = maxBytes;
  }

  @Override
  public void process(Exchange exchange) throws InterruptedException {
    GenericFile<?> file =
        exchange.getProperty(ExchangePropertyKey.FILE_EXCHANGE_FILE, GenericFile.class);
    SettledFiles.leave(exchange, take(file));
  }

  private SettledFiles.Outcome take(GenericFile<?> file) throws InterruptedException {
    if (file.getFileLength() > maxBytes) {
      return tooLarge(file);
    }
    // what it may grow to until it is read
    int room = (int) file.getFileLength() + 1;
    while (!workshop.budget().take(room)) {
      if (intake.isClosed()) {
        return SettledFiles.Outcome.STAYS;
      }
      TimeUnit.MILLISECONDS.sleep(ROOM_PAUSE_MILLIS);
    }
    try {
      byte[] bytes = read(file, room);
      // one that has changed while it was read is not whole yet
      return bytes.length == file.getFileLength()
          ? settle(file, bytes)
          : SettledFiles.Outcome.STAYS;
    } catch (IOException e) {
      LOG.debug("{}: {} cannot be read now", intake.sourceId(), file, e);
      return SettledFiles.Outcome.STAYS;
    } finally {
      workshop.budget().give(room);
    }
  }

  private static byte[] read(GenericFile<?> file, int room) throws IOException {
    try (InputStream in = open(file)) {
      return in.readNBytes(room);
    }
  }

  private static InputStream open(GenericFile<?> file) throws IOException {
    Object content = file.getBody();
    if (content instanceof InputStream stream) {
      return stream;
    }
    return Files.newInputStream(((java.io.File) file.getFile()).toPath());
  }

  private SettledFiles.Outcome settle(GenericFile<?> file, byte[] bytes)
      throws InterruptedException {
    Message message =
        new Message(bytes, "", Map.of("file-name", file.getFileName()), workshop.clock().instant());
    try {
      // another thread: what a thread of Camel hands to Camel is not begun before it returns
      Answer answer =
          CompletableFuture.supplyAsync(() -> intake.take(message), workshop.pool())
              .thenCompose(taken -> taken)
              .get();
      return answer.status() == 200 ? SettledFiles.Outcome.DONE : SettledFiles.Outcome.FAILED;
    } catch (ExecutionException | RejectedExecutionException e) {
      return SettledFiles.Outcome.STAYS;
    }
  }

  private SettledFiles.Outcome tooLarge(GenericFile<?> file) {
    intake.refuse(
        413,
        "a file of "
            + file.getFileLength()
            + " bytes is larger than the "
            + maxBytes
            + " that this source takes; it is in the sub-folder failed");
    return SettledFiles.Outcome.FAILED;
  }
}

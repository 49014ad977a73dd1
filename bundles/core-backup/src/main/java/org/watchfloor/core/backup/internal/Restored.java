package org.watchfloor.core.backup.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.backup.BackupPart;
import org.watchfloor.core.api.health.HealthResult;

/**
 * The first start after a restore: compares each part with what the backup says, once all are
 * there. What it finds is in the log, in health, and in {@code restored.differences.txt} until
 * somebody deletes that. Thread-safe.
 */
final class Restored implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Restored.class);
  private static final String DIFFERENCES = "restored.differences.txt";
  private static final String DONE = "restored.done.txt";

  private final Path data;
  private final Clock clock;
  private final ExecutorService comparer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "watchfloor-backup-compare");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable Manifest waiting;

  Restored(Path data, Clock clock) {
    this.data = data;
    this.clock = clock;
    Path file = data.resolve(Staging.RESTORED);
    if (Files.exists(file)) {
      try {
        waiting = Manifest.decode(Files.readAllBytes(file));
        LOG.info("This center begins with the backup of {}", waiting.created());
      } catch (IOException e) {
        LOG.warn("{} cannot be read; the restored center is compared with nothing", file, e);
      }
    }
  }

  /** Begins to compare if every part of the backup is there. */
  synchronized void compareWith(Map<String, BackupPart> parts) {
    Manifest manifest = waiting;
    if (manifest == null) {
      return;
    }
    for (Manifest.Part part : manifest.parts()) {
      if (!isOwn(part) && !parts.containsKey(part.name())) {
        return;
      }
    }
    waiting = null;
    Map<String, BackupPart> all = Map.copyOf(parts);
    try {
      comparer.execute(() -> compare(manifest, all));
    } catch (RejectedExecutionException stopping) {
      LOG.debug("compared at the next start");
    }
  }

  /** Files as such were compared by their hashes when they were laid ready. */
  private static boolean isOwn(Manifest.Part part) {
    return part.name().equals("etc") || part.name().equals("files");
  }

  private void compare(Manifest manifest, Map<String, BackupPart> parts) {
    List<String> differences = new ArrayList<>();
    for (Manifest.Part part : manifest.parts()) {
      BackupPart now = parts.get(part.name());
      if (now != null) {
        List<String> found = Comparison.differences(part, now);
        LOG.info("Restored {}: {}", part.name(), found.isEmpty() ? "as in the backup" : found);
        differences.addAll(found);
      }
    }
    try {
      if (!differences.isEmpty()) {
        Files.writeString(
            data.resolve(DIFFERENCES),
            clock.instant() + "\n" + String.join("\n", differences) + "\n");
      }
      Files.move(
          data.resolve(Staging.RESTORED), data.resolve(DONE), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("The comparison with the backup cannot be kept: {}", differences, e);
    }
  }

  HealthResult check() {
    Path file = data.resolve(DIFFERENCES);
    return Files.exists(file)
        ? HealthResult.warn(
            "the restored center is not what was backed up; read "
                + file
                + ", and delete it when that is settled")
        : HealthResult.OK;
  }

  @Override
  public void close() throws InterruptedException {
    comparer.shutdownNow();
    comparer.awaitTermination(5, TimeUnit.SECONDS);
  }
}

package org.watchfloor.core.store.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.store.MediaStore;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;

/**
 * Media as files named by the SHA-256 of their content, {@code media/ab/cd/abcd...}. Thread-safe. A
 * file is there as a whole or not at all: it is written beside, synced to disk and renamed. Its
 * time of change says when the content last came in; an hourly job deletes what is older than the
 * retention.
 */
@Component(service = MediaStore.class, configurationPid = StoreConfig.PID)
public final class FileMediaStore implements MediaStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileMediaStore.class);
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final long JOB_MINUTES = 60;

  private final Path directory;
  private final Path unfinished;
  private final long maxBytes;
  private final Duration retention;
  private final Clock clock;
  private final FarMedia far = new FarMedia(this::openHere);
  private final ScheduledExecutorService job;

  /** Held while a file is touched, moved in or deleted: old content may come in again just then. */
  private final Object presence = new Object();

  /** Opens the media of this Karaf. */
  @Activate
  public FileMediaStore(StoreConfig config) throws IOException {
    this(Settings.of(config));
  }

  private FileMediaStore(Settings settings) throws IOException {
    this(
        DataDirectory.find().resolve("media"),
        settings.mediaMaxBytes(),
        Duration.ofDays(settings.mediaRetentionDays()),
        Clock.systemUTC());
    if (!retention.isZero()) {
      job.scheduleWithFixedDelay(this::deleteSafely, 1, JOB_MINUTES, TimeUnit.MINUTES);
    }
  }

  FileMediaStore(Path directory, long maxBytes, Duration retention, Clock clock)
      throws IOException {
    this.directory = directory;
    this.unfinished = directory.resolve("unfinished");
    this.maxBytes = maxBytes;
    this.retention = retention;
    this.clock = clock;
    this.job = Executors.newSingleThreadScheduledExecutor(FileMediaStore::thread);
    DataDirectory.createDirectories(unfinished);
    for (Path leftOver : list(unfinished)) {
      Files.deleteIfExists(leftOver);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-media-retention");
    thread.setDaemon(true);
    return thread;
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setCluster(Cluster service) {
    far.came(service);
  }

  void unsetCluster(Cluster service) {
    far.went(service);
  }

  @Override
  public MediaRef keep(Media media) throws IOException {
    MediaRef ref = media.ref();
    if (ref.length() > maxBytes) {
      throw new IOException(
          "media of %d bytes is larger than media.max.bytes (%d)"
              .formatted(ref.length(), maxBytes));
    }
    Path folder = folder(ref.sha256());
    Path file = folder.resolve(ref.sha256());
    if (touch(file, ref.length())) {
      return ref;
    }
    DataDirectory.createDirectories(folder);
    Path written = write(media);
    try {
      synchronized (presence) {
        Files.move(
            written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now(clock)));
      }
    } finally {
      Files.deleteIfExists(written);
    }
    sync(folder);
    return ref;
  }

  /** A file of another length is damaged, and is replaced. */
  private boolean touch(Path file, long length) throws IOException {
    synchronized (presence) {
      if (!Files.isRegularFile(file) || Files.size(file) != length) {
        return false;
      }
      Files.setLastModifiedTime(file, FileTime.from(Instant.now(clock)));
      return true;
    }
  }

  private Path write(Media media) throws IOException {
    Path file = Files.createTempFile(unfinished, "media", ".part");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer content = ByteBuffer.wrap(media.toByteArray());
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
      return file;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Makes a rename last through a power cut; where a directory cannot be opened, does without. */
  private static void sync(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("{} cannot be synced: {}", directory, e.toString());
    }
  }

  @Override
  public Optional<InputStream> open(String sha256) throws IOException {
    if (!SHA256.matcher(sha256).matches()) {
      return Optional.empty(); // also what would lead out of the directory
    }
    Optional<InputStream> here = openHere(sha256);
    return here.isPresent() ? here : openElsewhere(sha256);
  }

  /** Not kept here as well: it would outlive its retention. */
  private Optional<InputStream> openElsewhere(String sha256) {
    Optional<byte[]> content = far.find(sha256);
    if (content.isPresent()
        && !Media.of(content.get(), "image/jpeg", "alert").ref().sha256().equals(sha256)) {
      LOG.warn("The media {} that another node gave are damaged, and not shown", sha256);
      return Optional.empty();
    }
    return content.map(ByteArrayInputStream::new);
  }

  private Optional<InputStream> openHere(String sha256) throws IOException {
    if (!SHA256.matcher(sha256).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.newInputStream(folder(sha256).resolve(sha256)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Path folder(String sha256) {
    return directory.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4));
  }

  /** A job that throws would never run again. */
  private void deleteSafely() {
    try {
      int deleted = deleteExpired();
      if (deleted > 0) {
        LOG.info("Deleted {} media older than {} days", deleted, retention.toDays());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Media older than {} days cannot be deleted", retention.toDays(), e);
    }
  }

  /** Deletes what is older than the retention, and says how many. */
  int deleteExpired() throws IOException {
    FileTime limit = FileTime.from(Instant.now(clock).minus(retention));
    int deleted = 0;
    for (Path first : list(directory)) {
      if (first.equals(unfinished) || !Files.isDirectory(first)) {
        continue;
      }
      for (Path second : list(first)) {
        for (Path file : list(second)) {
          deleted += deleteIfOlder(file, limit) ? 1 : 0;
        }
      }
    }
    return deleted;
  }

  private boolean deleteIfOlder(Path file, FileTime limit) throws IOException {
    synchronized (presence) {
      return Files.getLastModifiedTime(file).compareTo(limit) < 0 && Files.deleteIfExists(file);
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  @Deactivate
  public void close() {
    far.close();
    job.shutdownNow();
  }
}

package org.watchfloor.benchmarks.bus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.watchfloor.benchmarks.Cpu;
import org.watchfloor.benchmarks.Machine;

/** What the disk does by itself, on the file system that the peers are on. */
final class Disk {
  private static final int BLOCK = 4_096;

  private Disk() {}

  /**
   * Single blocks into a file that was written out before, so that a sync moves data only: what a
   * sync costs at least.
   */
  static Result single(Path folder, int seconds) throws IOException {
    double cpu = Cpu.ownSeconds();
    List<Long> nanos = Machine.syncs(folder, BLOCK, seconds);
    cpu = Cpu.ownSeconds() - cpu;
    return Result.ofSyncs(
        nanos, nanos.size() / (double) seconds, cpu / nanos.size() * 1e6, Double.NaN);
  }

  /**
   * Groups of messages, each appended to a growing file and synced, so that a sync moves data and
   * the file's new length. RocksDB's log grows likewise; it has the file system set blocks aside
   * before (fallocate that keeps the length), for which Java has no call.
   */
  static Result groups(Path folder, int seconds, int group) throws IOException {
    Path file = folder.resolve("groups.tmp");
    ByteBuffer block = ByteBuffer.allocateDirect(group * Payload.BYTES);
    List<Long> nanos = new ArrayList<>();
    double cpu = Cpu.ownSeconds();
    long began = System.nanoTime();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long end = began + TimeUnit.SECONDS.toNanos(seconds);
      for (long at = System.nanoTime(); at < end; at = System.nanoTime()) {
        block.clear();
        while (block.hasRemaining()) {
          channel.write(block);
        }
        channel.force(false);
        nanos.add(System.nanoTime() - at);
      }
    } finally {
      Files.deleteIfExists(file);
    }
    double took = (System.nanoTime() - began) / 1e9;
    cpu = Cpu.ownSeconds() - cpu;
    nanos.sort(null);
    return Result.ofSyncs(
        nanos, nanos.size() * (double) group / took, cpu / nanos.size() / group * 1e6, group);
  }
}

package org.watchfloor.itests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.watchfloor.core.api.bus.AlertBus;

/** A reader's server that leaves files: each that it left must come, and once. */
final class FileLoad extends PluginLoad {
  private final Arrivals arrivals;
  private final Path folder;
  private final Set<Integer> left = ConcurrentHashMap.newKeySet();
  private int arrived;

  FileLoad(String plugin, AlertBus bus) throws IOException {
    super(plugin);
    this.arrivals = new Arrivals(bus, source(), "plate.read");
    this.folder = Files.createTempDirectory("watchfloor-files");
  }

  @Override
  String configuration(Path etc) {
    return "transport = files\nfolder = " + folder + "\nplate = Plate\ntime = Time\n";
  }

  @Override
  boolean work(int number) throws IOException {
    Path whole = folder.resolve("read-" + number + ".csv");
    Path part = Files.createTempFile("watchfloor", ".part");
    Files.writeString(
        part, "Plate,Time\n" + Arrivals.plate(number) + "," + Instant.now() + "\n", UTF_8);
    Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    left.add(number);
    int now = arrivals.all().size();
    boolean more = now > arrived;
    arrived = now;
    return more;
  }

  @Override
  void everythingAcknowledgedIsThereOnce() throws Exception {
    Container.await("every file is read", () -> arrivals.all().size() >= left.size());
    arrivals.eachOnceAndNoneMissing(left);
  }
}

package org.watchfloor.rtcc.rules.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules that there are. Thread-safe. At a start they come one by one, and signals of the
 * journal must not be looked at before all of them are there: see {@link #await}.
 */
@Component(service = RuleFiles.class)
public final class RuleFiles {
  private static final Logger LOG = LoggerFactory.getLogger(RuleFiles.class);
  private static final long PATIENCE_SECONDS = 5;

  private final Supplier<Set<String>> expected;
  private final List<RuleFile> files = new ArrayList<>();
  private boolean complete;

  @Activate
  public RuleFiles(@Reference ConfigurationAdmin admin) {
    this(() -> pids(admin));
  }

  /**
   * @param expected PIDs of the rules that are configured
   */
  RuleFiles(Supplier<Set<String>> expected) {
    this.expected = expected;
  }

  private static Set<String> pids(ConfigurationAdmin admin) {
    Set<String> pids = new TreeSet<>();
    try {
      Configuration[] all = admin.listConfigurations("(service.factoryPid=" + RuleConfig.PID + ")");
      for (Configuration one : all == null ? new Configuration[0] : all) {
        pids.add(one.getPid());
      }
    } catch (IOException | InvalidSyntaxException e) {
      LOG.warn("The configured rules cannot be listed", e);
    }
    return pids;
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  synchronized void addRule(RuleFile file) {
    files.add(file);
    files.sort(Comparator.comparing(RuleFile::name));
    notifyAll();
  }

  synchronized void removeRule(RuleFile file) {
    files.remove(file);
  }

  /** Ends a wait. */
  @Deactivate
  synchronized void stop() {
    complete = true;
    notifyAll();
  }

  /** By name. */
  synchronized List<RuleFile> files() {
    return List.copyOf(files);
  }

  /** Waits, the first time, until every configured rule is there. */
  synchronized void await() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!complete) {
      Set<String> missing = new TreeSet<>(expected.get());
      files.forEach(file -> missing.remove(file.pid()));
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (missing.isEmpty() || left <= 0) {
        complete = true;
        if (!missing.isEmpty()) {
          LOG.warn("Rules {} did not come; signals are looked at without them", missing);
        }
        return;
      }
      wait(Math.min(left, 200));
    }
  }
}

package org.watchfloor.rtcc.cameras.internal;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterLink;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.cameras.Camera;
import org.watchfloor.rtcc.api.cameras.CameraView;
import org.watchfloor.rtcc.api.cameras.Cameras;

/**
 * The inventory in the store, with all of it in memory for look-ups. Thread-safe: readers see the
 * state before or after a put, never half of it, and never wait for the store.
 */
@Component(service = Cameras.class, immediate = true)
public final class StoredCameras implements Cameras, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoredCameras.class);
  private static final String BUNDLE = "rtcc-cameras";
  private static final String CHANGED = "camera.changed";
  private static final int MAX_PUT = 10_000;
  private static final int MAX_OWNER = 200;
  private static final int MAX_SOURCE_ID = 128;

  private final CameraTable table;
  private final Audit audit;
  private final AlertBus bus;
  private final Clock clock;

  /** Held during a put, so that the index follows the order of the transactions. */
  private final ReentrantLock putting = new ReentrantLock();

  private final ClusterLink cluster = new ClusterLink();
  private @Nullable AutoCloseable subscription;
  private volatile CameraIndex index = CameraIndex.EMPTY;

  @Activate
  public StoredCameras(@Reference Store store, @Reference Audit audit, @Reference AlertBus bus) {
    this(store, audit, bus, Clock.systemUTC());
  }

  StoredCameras(Store store, Audit audit, AlertBus bus, Clock clock) {
    this.table = new CameraTable(store);
    this.audit = audit;
    this.bus = bus;
    this.clock = clock;
    this.index = new CameraIndex(table.all());
    LOG.info("{} cameras in the inventory", index.all().size());
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setCluster(Cluster service) {
    cluster.came(service);
    follow();
    changed(); // what came before it was listened to
  }

  void unsetCluster(Cluster service) {
    cluster.went(service);
  }

  private synchronized void follow() {
    if (subscription == null) {
      Filter changes = Filter.of(EntryType.CHANGE, CHANGED);
      subscription =
          bus.subscribe(
              Subscription.live(BUNDLE, changes, OptionalLong.empty()), entries -> changed());
    }
  }

  /** Cameras may have been put on another node, which has the same store. */
  private void changed() {
    if (cluster.cluster().isEmpty()) {
      return;
    }
    putting.lock();
    try {
      index = new CameraIndex(table.all());
    } finally {
      putting.unlock();
    }
  }

  /**
   * Adds or replaces.
   *
   * @throws IllegalArgumentException naming the camera and its field, if there are more than 10,000
   *     or one cannot be kept; none is put then
   * @throws StoreException if the store refuses; none is put then
   */
  @Override
  public int put(List<Camera> cameras, Actor by) {
    List<Camera> checked = List.copyOf(cameras);
    check(checked);
    if (checked.isEmpty()) {
      return index.all().size();
    }
    String subject = checked.size() == 1 ? checked.get(0).id() : "cameras";
    Map<String, String> facts = Map.of("count", String.valueOf(checked.size()));
    putting.lock();
    try {
      record(by, subject, AuditRecord.Outcome.DONE, facts);
      index = new CameraIndex(store(checked, by, subject, facts));
    } finally {
      putting.unlock();
    }
    publish(new Change(CHANGED, subject, clock.instant(), by.name(), facts));
    return index.all().size();
  }

  /** The log already says DONE; where the store refuses, it must not be left at that. */
  private List<Camera> store(
      List<Camera> cameras, Actor by, String subject, Map<String, String> facts) {
    try {
      return table.put(cameras);
    } catch (StoreException e) {
      record(by, subject, AuditRecord.Outcome.FAILED, facts);
      throw e;
    }
  }

  private void record(
      Actor by, String subject, AuditRecord.Outcome outcome, Map<String, String> facts) {
    audit.record(
        new AuditRecord(by.name(), by.origin(), "camera.put", subject, outcome, "", facts));
  }

  private void publish(Change change) {
    bus.publish(BUNDLE, change)
        .thenAccept(
            receipt -> {
              if (!receipt.onDisk()) {
                LOG.warn(
                    "{} of {} was not published, screens show it after their next look: {}",
                    change.kind(),
                    change.subject(),
                    receipt.reason());
              }
            });
  }

  private static void check(List<Camera> cameras) {
    if (cameras.size() > MAX_PUT) {
      throw new IllegalArgumentException(
          "cameras: " + cameras.size() + " at once, at most " + MAX_PUT + " are allowed");
    }
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < cameras.size(); i++) {
      Camera camera = cameras.get(i);
      String at = "cameras[" + i + "].";
      if (!ids.add(camera.id())) {
        throw new IllegalArgumentException(at + "id: \"" + camera.id() + "\" is there twice");
      }
      if (camera.owner().length() > MAX_OWNER) {
        throw new IllegalArgumentException(
            at + "owner: must have at most " + MAX_OWNER + " characters");
      }
      camera
          .sourceId()
          .filter(id -> id.isBlank() || id.length() > MAX_SOURCE_ID)
          .ifPresent(
              id -> {
                throw new IllegalArgumentException(
                    at + "sourceId: must have 1 to " + MAX_SOURCE_ID + " characters");
              });
    }
  }

  @Override
  public Optional<Camera> camera(String id) {
    return index.camera(id);
  }

  @Override
  public List<Camera> all() {
    return index.all();
  }

  /**
   * Cameras for a place.
   *
   * @throws IllegalArgumentException if distance or limit is negative or no number
   */
  @Override
  public List<CameraView> near(GeoPoint place, double withinMetres, int limit, boolean live) {
    if (!(withinMetres >= 0)) {
      throw new IllegalArgumentException("metres: " + withinMetres + " is no distance");
    }
    if (limit < 0) {
      throw new IllegalArgumentException("limit: " + limit + " is negative");
    }
    return index.near(place, withinMetres, limit, live);
  }

  @Override
  @Deactivate
  public void close() throws Exception {
    cluster.close();
    AutoCloseable open;
    synchronized (this) {
      open = subscription;
      subscription = null;
    }
    if (open != null) {
      open.close(); // waits for the handler
    }
  }
}

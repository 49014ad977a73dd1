package org.watchfloor.console.rest.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.config.SourceConfigurations;
import org.watchfloor.core.api.deadletter.DeadLetters;
import org.watchfloor.core.api.health.Health;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.plugin.Plugins;
import org.watchfloor.core.api.route.Routes;
import org.watchfloor.core.api.runtime.PluginReports;
import org.watchfloor.core.api.runtime.SourceForms;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.core.api.store.MediaStore;
import org.watchfloor.rtcc.api.cameras.Cameras;
import org.watchfloor.rtcc.api.incidents.Incidents;
import org.watchfloor.rtcc.api.plates.Hits;
import org.watchfloor.rtcc.api.plates.HotListForecasts;
import org.watchfloor.rtcc.api.plates.HotLists;
import org.watchfloor.rtcc.api.plates.PlateReads;
import org.watchfloor.rtcc.api.plates.Plates;
import org.watchfloor.rtcc.api.plates.ProtectionOrders;
import org.watchfloor.rtcc.api.rules.Rules;
import org.watchfloor.rtcc.api.signals.Signals;
import org.watchfloor.rtcc.api.video.Video;

/**
 * The parts of the center that answers are made of, whichever of them run now. Any of them may come
 * and go while the desk works; asking for one that is away is a 503 that names it. Thread-safe.
 */
@Component(service = Parts.class)
public class Parts {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Sandbox sandbox;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Access access;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Audit audit;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable AlertBus bus;

  /** Null where the center is one node. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Cluster cluster;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Ingest ingest;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Health health;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable SourceRegistry sources;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable MediaStore media;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Cameras cameras;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Video video;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Plates plates;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Hits hits;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable HotListForecasts forecasts;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable HotLists hotLists;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable ProtectionOrders orders;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable PlateReads plateReads;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Incidents incidents;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Signals signals;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Rules rules;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable Plugins plugins;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable PluginReports reports;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable SourceForms forms;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable SourceConfigurations configurations;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable DeadLetters letters;

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile List<Routes> routes = List.of();

  Access access() throws Problem {
    return running("core-access", access);
  }

  Audit audit() throws Problem {
    return running("core-audit", audit);
  }

  AlertBus bus() throws Problem {
    return running("core-bus", bus);
  }

  Ingest ingest() throws Problem {
    return running("core-ingest", ingest);
  }

  Health health() throws Problem {
    return running("core-health", health);
  }

  SourceRegistry sources() throws Problem {
    return running("core-runtime", sources);
  }

  MediaStore media() throws Problem {
    return running("core-store", media);
  }

  Cameras cameras() throws Problem {
    return running("rtcc-cameras", cameras);
  }

  Video video() throws Problem {
    return running("rtcc-video", video);
  }

  HotListForecasts forecasts() throws Problem {
    return running("rtcc-plates", forecasts);
  }

  Plates plates() throws Problem {
    return running("rtcc-plates", plates);
  }

  Hits hits() throws Problem {
    return running("rtcc-plates", hits);
  }

  HotLists hotLists() throws Problem {
    return running("rtcc-plates", hotLists);
  }

  ProtectionOrders orders() throws Problem {
    return running("rtcc-plates", orders);
  }

  PlateReads plateReads() throws Problem {
    return running("rtcc-plates", plateReads);
  }

  Incidents incidents() throws Problem {
    return running("rtcc-incidents", incidents);
  }

  Signals signals() throws Problem {
    return running("rtcc-signals", signals);
  }

  Rules rules() throws Problem {
    return running("rtcc-rules", rules);
  }

  Plugins plugins() throws Problem {
    return running("core-plugins", plugins);
  }

  PluginReports reports() throws Problem {
    return running("core-runtime", reports);
  }

  SourceForms forms() throws Problem {
    return running("core-runtime", forms);
  }

  SourceConfigurations configurations() throws Problem {
    return running("core-config", configurations);
  }

  DeadLetters letters() throws Problem {
    return running("core-deadletters", letters);
  }

  List<Routes> routes() {
    return routes;
  }

  private static <T> T running(String name, @Nullable T part) throws Problem {
    if (part == null) {
      throw Problem.away(name);
    }
    return part;
  }

  /** Whether signals of another center may be replayed into this one. */
  boolean isSandbox() {
    Sandbox now = sandbox;
    return now != null && now.is();
  }
}

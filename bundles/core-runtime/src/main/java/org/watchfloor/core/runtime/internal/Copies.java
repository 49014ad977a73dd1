package org.watchfloor.core.runtime.internal;

import java.io.IOException;
import java.util.Optional;
import org.watchfloor.core.api.cluster.Cluster;

/** Copies of bookmark files that other nodes see. Thread-safe; calls block for seconds at most. */
interface Copies {
  /** Where no other node is. */
  Copies NONE =
      new Copies() {
        @Override
        public Optional<byte[]> fetch(String sourceId) {
          return Optional.empty();
        }

        @Override
        public void keep(String sourceId, byte[] file) {}
      };

  Optional<byte[]> fetch(String sourceId) throws IOException;

  void keep(String sourceId, byte[] file) throws IOException;

  /** In the shared map of the cluster, as long as there is one. */
  static Copies of(Ownership ownership) {
    return new Copies() {
      private static final String MAP = "core-runtime.bookmarks";

      @Override
      public Optional<byte[]> fetch(String sourceId) throws IOException {
        Cluster cluster = ownership.cluster();
        return cluster == null ? Optional.empty() : cluster.shared(MAP).get(sourceId);
      }

      @Override
      public void keep(String sourceId, byte[] file) throws IOException {
        Cluster cluster = ownership.cluster();
        if (cluster == null) {
          return;
        }
        if (file.length > Cluster.MAX_QUESTION) {
          throw new IOException(
              file.length + " bytes, at most " + Cluster.MAX_QUESTION + " go to other nodes");
        }
        cluster.shared(MAP).put(sourceId, file);
      }
    };
  }
}

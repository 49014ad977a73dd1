package org.watchfloor.core.api.cluster;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Small values by name that all nodes have. Thread-safe. Calls block for 2 s at most. At most
 * 10,000 keys of 1 to 200 characters, values of at most {@link Cluster#MAX_QUESTION} bytes.
 */
@ProviderType
public interface SharedMap {
  /** What there is where a cluster shares nothing: always empty, and takes nothing. */
  SharedMap NONE =
      new SharedMap() {
        @Override
        public Optional<byte[]> get(String key) {
          return Optional.empty();
        }

        @Override
        public void put(String key, byte[] value) throws IOException {
          throw new IOException("this cluster shares nothing");
        }

        @Override
        public void remove(String key) throws IOException {
          throw new IOException("this cluster shares nothing");
        }
      };

  /**
   * What was put last, by any node.
   *
   * @throws IOException if the majority does not answer, with the reason in words
   */
  Optional<byte[]> get(String key) throws IOException;

  /**
   * When it returns, the value is in the memory of this node and of one other living node.
   *
   * @throws IOException if that is not so, with the reason in words; it may be there nevertheless
   * @throws IllegalArgumentException naming the limit that does not hold
   */
  void put(String key, byte[] value) throws IOException;

  /**
   * @throws IOException if the majority does not answer, with the reason in words
   */
  void remove(String key) throws IOException;
}

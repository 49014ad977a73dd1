package org.watchfloor.core.cluster.internal;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way: bytes, and how long its sender waits. Two numbers name it on the wire, no
 * class does. Runs on a thread of the lane it came on.
 */
final class Carried
    implements Callable<byte[]>, IdentifiedDataSerializable, HazelcastInstanceAware {
  static final String HANDLER = "org.watchfloor.cluster.handler";
  static final int FACTORY = 0x57460001;
  static final int CLASS = 1;

  private static final byte[] NOTHING = {};

  private byte[] request;
  private long millis;
  private @Nullable HazelcastInstance hazelcast;

  /** For the factory. */
  Carried() {
    this(NOTHING, 0);
  }

  Carried(byte[] request, long millis) {
    this.request = request;
    this.millis = millis;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance instance) {
    hazelcast = instance;
  }

  /** Never throws: an exception would be an object on the wire. */
  @Override
  public byte[] call() {
    HazelcastInstance here = hazelcast;
    if (here == null
        || !(here.getUserContext().get(HANDLER) instanceof Transport.Handler handler)) {
      return NOTHING;
    }
    try {
      return handler.handle(request).get(Math.min(millis, 60_000), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NOTHING;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      return NOTHING;
    }
  }

  @Override
  public int getFactoryId() {
    return FACTORY;
  }

  @Override
  public int getClassId() {
    return CLASS;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeLong(millis);
    out.writeByteArray(request);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    millis = in.readLong();
    byte[] bytes = in.readByteArray();
    request = bytes == null ? NOTHING : bytes;
  }
}

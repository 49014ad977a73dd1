package org.watchfloor.core.cluster.internal;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.nio.serialization.StreamSerializer;
import com.hazelcast.spi.exception.RetryableException;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import java.io.IOException;

/**
 * What Hazelcast uses in place of Java serialisation. Its own exceptions cross as words and one
 * bit, whether it is worth trying again; everything else is refused. Thread-safe.
 */
final class NoJavaSerialization implements StreamSerializer<Object> {
  private static final int MAX_WORDS = 1_000;

  @Override
  public int getTypeId() {
    return 0x5746;
  }

  @Override
  public void write(ObjectDataOutput out, Object object) throws IOException {
    if (!(object instanceof Throwable failure)) {
      throw new HazelcastSerializationException(
          "no Java serialisation: " + object.getClass().getName());
    }
    String words = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    out.writeBoolean(failure instanceof RetryableException);
    out.writeString(words.substring(0, Math.min(words.length(), MAX_WORDS)));
  }

  @Override
  public Object read(ObjectDataInput in) throws IOException {
    boolean again = in.readBoolean();
    String words = in.readString();
    return again ? new RetryableHazelcastException(words) : new HazelcastException(words);
  }
}

package org.watchfloor.camel.routes.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Makes contexts with what the shipped templates need: {@code kafka:}, {@code mqtt:} and {@code
 * {{file:…}}}. Immutable.
 */
final class RouteContexts implements ContextFactory {
  private final ContextFactory bare;
  private final Path base;

  /**
   * @param base what relative names of files with secrets are relative to
   */
  RouteContexts(ContextFactory bare, Path base) {
    this.bare = bare;
    this.base = base;
  }

  @Override
  public CamelContext create() throws Exception {
    CamelContext context = bare.create();
    context.getPropertiesComponent().addPropertiesFunction(new FileContent(base));
    KafkaComponent kafka = new KafkaComponent(context);
    kafka.setKafkaClientFactory(new BoundedClients());
    context.addComponent("kafka", kafka);
    context.addComponent("mqtt", new MqttComponent());
    return context;
  }

  /**
   * Kafka's clients as they are, but for their end: it would wait for a broker that is away as long
   * as for a delivery, and what is not delivered comes again from the journal.
   */
  private static final class BoundedClients extends DefaultKafkaClientFactory {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Override
    @SuppressWarnings("rawtypes")
    public Producer getProducer(Properties properties) {
      return new KafkaProducer<Object, Object>(properties) {
        @Override
        public void close() {
          close(PATIENCE);
        }
      };
    }
  }

  /** {@code {{file:etc/keys/city.password}}}: what a file holds, without the end of its line. */
  private static final class FileContent implements PropertiesFunction {
    private static final long MAX_BYTES = 1 << 16;

    private final Path base;

    FileContent(Path base) {
      this.base = base;
    }

    @Override
    public String getName() {
      return "file";
    }

    @Override
    public String apply(String remainder) {
      Path file = base.resolve(remainder);
      try {
        if (Files.size(file) > MAX_BYTES) {
          throw new IllegalArgumentException(
              "{{file:" + remainder + "}}: is larger than " + MAX_BYTES + " bytes");
        }
        return Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
      } catch (IOException e) {
        throw new IllegalArgumentException("{{file:" + remainder + "}}: cannot be read: " + e);
      }
    }
  }
}

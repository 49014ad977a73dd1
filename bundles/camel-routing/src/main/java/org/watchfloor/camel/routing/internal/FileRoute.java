package org.watchfloor.camel.routing.internal;

import java.util.Comparator;
import java.util.regex.Pattern;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a folder, by one of Camel's file components, before an intake. */
final class FileRoute extends RouteBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(FileRoute.class);

  /** Names that one look takes: more wait for the next. */
  private static final int LOOK_MAX = 1_000;

  private final GenericFileEndpoint<?> endpoint;
  private final FileStep step;

  private FileRoute(GenericFileEndpoint<?> endpoint, FileStep step) {
    this.endpoint = endpoint;
    this.step = step;
  }

  /**
   * @param pattern of names, with {@code *} and {@code ?}
   */
  static <T> FileRoute of(
      GenericFileEndpoint<T> endpoint,
      String pattern,
      SettledFiles<T> files,
      FileLooks looks,
      FileStep step) {
    Pattern names = Pattern.compile(regex(pattern));
    endpoint.setFilter(
        file -> !file.isDirectory() && names.matcher(file.getFileNameOnly()).matches());
    endpoint.setSorter(
        Comparator.<GenericFile<T>>comparingLong(GenericFile::getLastModified)
            .thenComparing(GenericFile::getFileName));
    endpoint.setMaxMessagesPerPoll(LOOK_MAX);
    endpoint.setRecursive(false);
    endpoint.setAutoCreate(false);
    endpoint.setSynchronous(true);
    endpoint.setProcessStrategy(files);
    endpoint.setPollStrategy(looks);
    endpoint.setInitialDelay(0);
    endpoint.setDelay(FileLooks.TICK_MILLIS);
    endpoint.setUseFixedDelay(true);
    endpoint.setRunLoggingLevel(LoggingLevel.TRACE);
    endpoint.setOnCompletionExceptionHandler(new Quiet(files));
    endpoint.setExceptionHandler(new Quiet(files));
    return new FileRoute(endpoint, step);
  }

  /** Everything is meant as it stands but for the two wildcards. */
  static String regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return regex.toString();
  }

  @Override
  public void configure() {
    errorHandler(noErrorHandler());
    from(endpoint).routeId("files").process(step);
  }

  /** What became of a file is said by its intake and its source's state, not for each exchange. */
  private record Quiet(Object what) implements org.apache.camel.spi.ExceptionHandler {
    @Override
    public void handleException(Throwable e) {
      LOG.debug("{}", what, e);
    }

    @Override
    public void handleException(String message, Throwable e) {
      LOG.debug("{}: {}", what, message, e);
    }

    @Override
    public void handleException(String message, org.apache.camel.Exchange exchange, Throwable e) {
      LOG.debug("{}: {}", what, message, e);
    }
  }
}

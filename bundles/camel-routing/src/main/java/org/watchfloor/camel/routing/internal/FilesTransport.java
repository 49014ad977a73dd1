package org.watchfloor.camel.routing.internal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFileConfiguration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/** Folders of this machine. Thread-safe. */
@Component(service = FilesTransport.class)
public final class FilesTransport implements Transport<Inbound.Files> {
  private static final Logger LOG = LoggerFactory.getLogger(FilesTransport.class);

  private final Workshop workshop;

  @Activate
  public FilesTransport(@Reference Workshop workshop) {
    this.workshop = workshop;
  }

  @Override
  public AutoCloseable open(String sourceId, Inbound.Files inbound, GuardedDecoder decoder)
      throws SourceException {
    Path folder = folder(inbound.folder());
    Intake intake = Intakes.make("files", sourceId, decoder, workshop);
    LinkState link = new LinkState(sourceId, decoder, "has not looked into its folder yet");
    boolean open = false;
    try {
      SettledFiles<java.io.File> files = new SettledFiles<>(sourceId);
      FileLooks looks = new FileLooks(FileLooks.TICK_MILLIS, new Local(folder), link, files);
      FileStep step = new FileStep(intake, workshop, inbound.maxBytes());
      intake
          .context()
          .addRoutes(FileRoute.of(endpoint(intake, folder), inbound.pattern(), files, looks, step));
      intake.start();
      open = true;
    } catch (Exception e) {
      throw new SourceException(
          SourceException.Kind.RETRY,
          "the folder " + folder + " cannot be watched: " + Troubles.words(e),
          e);
    } finally {
      if (!open) {
        intake.close();
      }
    }
    LOG.info("{}: takes files {} of {}", sourceId, inbound.pattern(), folder);
    return () -> {
      link.close();
      intake.close();
    };
  }

  private static Path folder(String text) throws SourceException {
    try {
      Path folder = Path.of(text);
      if (folder.isAbsolute()) {
        return folder.normalize();
      }
    } catch (InvalidPathException e) {
      LOG.debug("a folder is none", e);
    }
    throw new SourceException(
        SourceException.Kind.CONFIG, "folder: \"" + text + "\" is no absolute path");
  }

  private static FileEndpoint endpoint(Intake intake, Path folder) throws Exception {
    FileComponent component = new FileComponent();
    intake.context().addComponent("file", component);
    GenericFileConfiguration config = new GenericFileConfiguration();
    config.setDirectory(folder.toString());
    // not made of a URI, so that no character of a folder's name means anything
    FileEndpoint endpoint = new FileEndpoint("file:" + intake.sourceId(), component);
    endpoint.setCamelContext(intake.context());
    endpoint.setFile(folder.toFile());
    endpoint.setConfiguration(config);
    return endpoint;
  }

  private record Local(Path folder) implements FileLooks.Folder {
    @Override
    public String trouble() {
      if (!Files.isDirectory(folder)) {
        return "the folder " + folder + " is not there";
      }
      return Files.isReadable(folder) && Files.isWritable(folder)
          ? ""
          : "the folder " + folder + " cannot be read and written by the center's user";
    }

    @Override
    public String trouble(Exception cause) {
      return "the folder " + folder + " cannot be read: " + Troubles.words(cause);
    }
  }
}

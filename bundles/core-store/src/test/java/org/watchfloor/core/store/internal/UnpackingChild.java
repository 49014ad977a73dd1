package org.watchfloor.core.store.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.watchfloor.core.api.store.Store;

/** A process that cannot unpack the native library until it has removed what is in the way. */
final class UnpackingChild {
  private UnpackingChild() {}

  /**
   * @param args the store's directory, and the path that is to become the folder to unpack into
   */
  public static void main(String[] args) throws Exception {
    CompletableFuture<Store> registered = new CompletableFuture<>();
    StoreComponent component =
        new StoreComponent(
            Path.of(args[0]),
            new Settings(100, 2, 0, 100, 30, Database.NONE, List.of()),
            Duration.ofMillis(20),
            store -> {
              registered.complete(store);
              return () -> {};
            });
    System.out.println(component.check().level() + " " + component.check().message());
    Path temp = Path.of(args[1]);
    Files.delete(temp);
    Files.createDirectory(temp);
    registered.get(20, TimeUnit.SECONDS);
    System.out.println("opened " + component.check().level());
    component.stop();
  }
}

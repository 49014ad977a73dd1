package org.watchfloor.camel.routing.internal;

import io.netty.channel.nio.NioEventLoopGroup;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The threads of all sockets that sources listen on; made when the first one does. Thread-safe. */
@Component(service = EventLoops.class)
public final class EventLoops {
  /** None of them ever waits: decoding and disk are elsewhere. */
  private static final int THREADS = 2;

  private @Nullable NioEventLoopGroup group;

  @Activate
  public EventLoops() {}

  synchronized NioEventLoopGroup group() {
    NioEventLoopGroup made = group;
    if (made == null) {
      made = new NioEventLoopGroup(THREADS, new NamedThreads("watchfloor-routing-socket"));
      group = made;
    }
    return made;
  }

  @Deactivate
  synchronized void deactivate() throws InterruptedException {
    if (group != null) {
      group.shutdownGracefully(0, 2, TimeUnit.SECONDS).await(4, TimeUnit.SECONDS);
      group = null;
    }
  }
}

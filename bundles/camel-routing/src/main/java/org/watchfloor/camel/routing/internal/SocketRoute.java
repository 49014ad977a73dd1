package org.watchfloor.camel.routing.internal;

import io.netty.channel.nio.NioEventLoopGroup;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.netty.NettyComponent;
import org.apache.camel.component.netty.NettyConfiguration;
import org.apache.camel.component.netty.NettyEndpoint;
import org.apache.camel.component.netty.ServerInitializerFactory;
import org.watchfloor.plugin.api.source.SourceException;

/** Puts a listening socket, by Camel's netty component, before an intake. */
final class SocketRoute {
  private final String protocol;
  private final String host;
  private final int port;

  /**
   * @param protocol {@code tcp} or {@code udp}
   */
  SocketRoute(String protocol, String host, int port) {
    this.protocol = protocol;
    this.host = host;
    this.port = port;
  }

  /**
   * Binds and starts; closes the intake if it cannot.
   *
   * @param config with what is special to the protocol
   * @throws SourceException CONFIG if the address is not this machine's, RETRY if the port is taken
   */
  void open(
      Intake intake,
      NettyConfiguration config,
      ServerInitializerFactory pipeline,
      NioEventLoopGroup threads,
      Processor step)
      throws SourceException {
    boolean open = false;
    try {
      config.setProtocol(protocol);
      config.setHost(address());
      config.setPort(port);
      config.setSync(false);
      config.setUsingExecutorService(false);
      config.setBossGroup(threads);
      config.setWorkerGroup(threads);
      config.setServerInitializerFactory(pipeline);
      route(intake, config, step);
      intake.start();
      open = true;
    } catch (SourceException e) {
      throw e;
    } catch (Exception e) {
      throw cannotListen(e);
    } finally {
      if (!open) {
        intake.close();
      }
    }
  }

  private String address() throws SourceException {
    try {
      return InetAddress.getByName(host).getHostAddress();
    } catch (UnknownHostException e) {
      throw new SourceException(
          SourceException.Kind.CONFIG, "host: the name \"" + host + "\" is not known", e);
    }
  }

  private void route(Intake intake, NettyConfiguration config, Processor step) throws Exception {
    NettyComponent component = new NettyComponent();
    intake.context().addComponent("netty", component);
    String uri = "netty:" + protocol + "://" + config.getHost() + ":" + port;
    NettyEndpoint endpoint = new NettyEndpoint(uri, component, config);
    endpoint.setCamelContext(intake.context());
    intake
        .context()
        .addRoutes(
            new RouteBuilder() {
              @Override
              public void configure() {
                errorHandler(noErrorHandler());
                from(endpoint).routeId(protocol).process(step);
              }
            });
  }

  private SourceException cannotListen(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return bindFault(cause, e);
      }
    }
    return new SourceException(
        SourceException.Kind.RETRY,
        protocol + " port " + port + " of " + host + " cannot be opened: " + Troubles.words(e),
        e);
  }

  /** The words are the operating system's: there is no code. */
  private SourceException bindFault(Throwable cause, Exception e) {
    String words = String.valueOf(cause.getMessage());
    if (words.contains("assign")) {
      return new SourceException(
          SourceException.Kind.CONFIG, "host: " + host + " is no address of this machine", e);
    }
    if (words.contains("ermission")) {
      return new SourceException(
          SourceException.Kind.CONFIG,
          "port: the operating system does not let this user listen on " + port,
          e);
    }
    return new SourceException(
        SourceException.Kind.RETRY,
        protocol + " port " + port + " of " + host + " is in use by another program or source",
        e);
  }
}

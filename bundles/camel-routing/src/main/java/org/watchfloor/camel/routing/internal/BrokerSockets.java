package org.watchfloor.camel.routing.internal;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.UnaryOperator;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes the connections of one subscription. Paho asks for sockets that are not connected yet. */
final class BrokerSockets extends SocketFactory {
  private final @Nullable SSLSocketFactory tls;
  private final UnaryOperator<InputStream> filter;

  BrokerSockets(@Nullable SSLSocketFactory tls, UnaryOperator<InputStream> filter) {
    this.tls = tls;
    this.filter = filter;
  }

  @Override
  public Socket createSocket() {
    return new BrokerSocket(tls, filter);
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }
}

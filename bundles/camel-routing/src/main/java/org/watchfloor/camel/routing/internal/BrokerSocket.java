package org.watchfloor.camel.routing.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a broker, with or without TLS, whose input is looked through. It overrides what
 * Paho's network module uses.
 */
final class BrokerSocket extends Socket {
  private final @Nullable SSLSocketFactory tls;
  private final UnaryOperator<InputStream> filter;
  private final Socket plain = new Socket();
  private volatile Socket live = plain;
  private @Nullable InputStream in;

  /**
   * @param tls null for none
   * @param filter of what the broker sends
   */
  BrokerSocket(@Nullable SSLSocketFactory tls, UnaryOperator<InputStream> filter) {
    this.tls = tls;
    this.filter = filter;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
    plain.connect(endpoint, timeoutMillis);
    plain.setTcpNoDelay(true);
    if (tls != null) {
      InetSocketAddress address = (InetSocketAddress) endpoint;
      plain.setSoTimeout(timeoutMillis);
      SSLSocket secure =
          (SSLSocket) tls.createSocket(plain, address.getHostString(), address.getPort(), true);
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS"); // compares the name, RFC 2818
      secure.setSSLParameters(parameters);
      live = secure;
      secure.startHandshake();
    }
  }

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    InputStream made = in;
    if (made == null) {
      made = filter.apply(live.getInputStream());
      in = made;
    }
    return made;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return live.getOutputStream();
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    live.setSoTimeout(millis);
  }

  @Override
  public boolean isConnected() {
    return live.isConnected();
  }

  @Override
  public boolean isClosed() {
    return live.isClosed();
  }

  @Override
  public void close() throws IOException {
    live.close();
    plain.close();
    super.close();
  }
}

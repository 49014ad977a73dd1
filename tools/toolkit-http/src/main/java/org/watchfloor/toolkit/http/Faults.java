package org.watchfloor.toolkit.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceException.Kind;

/** Errors of a connection in words that say what to look at. */
final class Faults {
  private Faults() {}

  /** Of a request to the address of a key. */
  static SourceException of(IOException e, Access access, String key) {
    if (e instanceof SSLException && untrusted(e)) {
      return new SourceException(
          Kind.CONFIG,
          access.fingerprint().isEmpty()
              ? "trust.certificate: is empty, and the "
                  + access.noun()
                  + "'s certificate is from no public authority; set its SHA-256 fingerprint"
              : "trust.certificate: " + root(e).getMessage());
    }
    return new SourceException(Kind.RETRY, key + ": " + words(e, access));
  }

  private static String words(IOException e, Access access) {
    if (e instanceof UnknownHostException) {
      return "the host name is not known";
    }
    if (e instanceof ConnectException) {
      return "nobody takes the connection; is the " + access.noun() + " on, and is this its port?";
    }
    if (e instanceof NoHttpResponseException) {
      return "the " + access.noun() + " closed the connection without an answer";
    }
    if (e instanceof SocketTimeoutException) {
      String late = access.connect().equals(access.silence()) ? "" : "in time, or ";
      return "nothing came " + late + "for " + access.silence().toSeconds() + " s";
    }
    if (e instanceof SSLException) {
      return "TLS failed: " + e.getMessage();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static boolean untrusted(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    for (Throwable t = e; t != null; t = t.getCause()) {
      root = t;
    }
    return root;
  }
}

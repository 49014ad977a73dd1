package org.watchfloor.core.plugins.internal;

import java.security.CodeSigner;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.plugin.PackageRefused;

/**
 * Who signed the entries of an archive: the same one all of them, or nobody any. For one thread.
 */
final class Signers {
  private static final String META = "META-INF/";

  private @Nullable X509Certificate signer;
  private @Nullable String unsigned;
  private boolean signatureFiles;

  /** Takes note of an entry that was read to its end. */
  void saw(JarEntry entry) throws PackageRefused {
    if (entry.isDirectory()) {
      return;
    }
    if (aboutSigning(entry.getName())) {
      signatureFiles |= !entry.getName().equalsIgnoreCase("META-INF/MANIFEST.MF");
      return;
    }
    CodeSigner @Nullable [] signers = entry.getCodeSigners();
    if (signers == null || signers.length == 0) {
      unsigned = entry.getName();
    } else if (signers.length > 1) {
      throw new PackageRefused("the archive is signed by more than one");
    } else {
      same(signers[0], entry.getName());
    }
    if (signer != null && unsigned != null) {
      throw new PackageRefused("the entry " + unsigned + " was added after the archive was signed");
    }
  }

  private void same(CodeSigner one, String name) throws PackageRefused {
    Certificate certificate = one.getSignerCertPath().getCertificates().get(0);
    if (!(certificate instanceof X509Certificate x509)) {
      throw new PackageRefused("the entry " + name + " is not signed with an X.509 certificate");
    }
    if (signer != null && !signer.equals(x509)) {
      throw new PackageRefused("the entry " + name + " is signed by another one than the rest");
    }
    signer = x509;
  }

  /** Checks at the end that nothing which was signed has been taken out. */
  void all(Manifest manifest, Set<String> names) throws PackageRefused {
    if (signer == null) {
      return;
    }
    for (String name : manifest.getEntries().keySet()) {
      if (!names.contains(name)) {
        throw new PackageRefused(
            "the entry " + name + " was taken out after the archive was signed");
      }
    }
  }

  /** Empty for an unsigned archive. */
  Optional<X509Certificate> signer() {
    return Optional.ofNullable(signer);
  }

  /** Whether there is a signature that counts for nothing, as the JDK says: broken algorithms. */
  boolean worthless() {
    return signer == null && signatureFiles;
  }

  /** JAR File Specification, "Signed JAR File": these carry the signature and have none. */
  private static boolean aboutSigning(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (!upper.startsWith(META) || upper.indexOf('/', META.length()) >= 0) {
      return false;
    }
    String file = upper.substring(META.length());
    return file.equals("MANIFEST.MF")
        || file.startsWith("SIG-")
        || file.endsWith(".SF")
        || file.endsWith(".RSA")
        || file.endsWith(".DSA")
        || file.endsWith(".EC");
  }
}

package io.paydesk.nativeimage;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.CipherSuiteFilter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextOption;
import io.netty.handler.ssl.SslProvider;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS by the JDK alone, as OpenSSL cannot be linked into a native executable. Quarkus sees to that,
 * but for one method that Netty has since 4.1.136 and that takes {@code startTls} too. GraalVM
 * alone reads these classes: a JVM never loads them.
 */
final class TlsClients {

  private TlsClients() {}

  /** Once Quarkus replaces this method itself, GraalVM refuses both: then this class can go. */
  @TargetClass(className = "io.netty.handler.ssl.SslContext")
  static final class Contexts {

    @Substitute
    static SslContext newClientContextInternal(
        SslProvider provider,
        Provider sslContextProvider,
        X509Certificate[] trustCert,
        TrustManagerFactory trustManagerFactory,
        X509Certificate[] keyCertChain,
        PrivateKey key,
        String keyPassword,
        KeyManagerFactory keyManagerFactory,
        Iterable<String> ciphers,
        CipherSuiteFilter cipherFilter,
        ApplicationProtocolConfig apn,
        String[] protocols,
        long sessionCacheSize,
        long sessionTimeout,
        boolean startTls,
        boolean enableOcsp,
        SecureRandom secureRandom,
        String keyStoreType,
        String endpointIdentificationAlgorithm,
        Map.Entry<SslContextOption<?>, Object>... options)
        throws SSLException {
      if (enableOcsp) {
        throw new IllegalArgumentException(
            "OCSP is not supported with this SslProvider: " + provider);
      }
      return (SslContext)
          (Object)
              new JdkContext(
                  sslContextProvider,
                  trustCert,
                  trustManagerFactory,
                  keyCertChain,
                  key,
                  keyPassword,
                  keyManagerFactory,
                  ciphers,
                  cipherFilter,
                  apn,
                  protocols,
                  sessionCacheSize,
                  sessionTimeout,
                  secureRandom,
                  keyStoreType,
                  endpointIdentificationAlgorithm,
                  new Resumptions());
    }
  }

  @TargetClass(className = "io.netty.handler.ssl.JdkSslClientContext")
  static final class JdkContext {

    @Alias
    JdkContext(
        Provider sslContextProvider,
        X509Certificate[] trustCertCollection,
        TrustManagerFactory trustManagerFactory,
        X509Certificate[] keyCertChain,
        PrivateKey key,
        String keyPassword,
        KeyManagerFactory keyManagerFactory,
        Iterable<String> ciphers,
        CipherSuiteFilter cipherFilter,
        ApplicationProtocolConfig apn,
        String[] protocols,
        long sessionCacheSize,
        long sessionTimeout,
        SecureRandom secureRandom,
        String keyStoreType,
        String endpointIdentificationAlgorithm,
        Resumptions resumptions)
        throws SSLException {}
  }

  @TargetClass(className = "io.netty.handler.ssl.ResumptionController")
  static final class Resumptions {

    @Alias
    Resumptions() {}
  }
}

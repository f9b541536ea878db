package io.paydesk.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.closedworld.ClassPath;
import io.paydesk.testing.closedworld.Replacements;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * GraalVM puts code of Quarkus' and of ours in the place of code of Netty's, Vert.x's and others'
 * that cannot be in an executable. Whether it fits is known only when one is built, by minutes of
 * work and with GraalVM; so it is compared here, each time a version changes.
 */
class ReplacementsTest {

  /** Overloads that may stay as they are, and why. Each was in an executable that worked. */
  private static final Set<String> MAY_STAY =
      Set.of(
          // It calls the one that is replaced.
          "io.agroal.api.AgroalDataSource.from(Supplier, AgroalDataSourceListener[])",
          // They are what the replaced one chooses from.
          "io.grpc.netty.GrpcSslContexts.configure(SslContextBuilder)",
          "io.grpc.netty.GrpcSslContexts.configure(SslContextBuilder, Provider)",
          // They call the one without parameters, or answer what needs no memory of its own.
          "io.netty.buffer.EmptyByteBuf.nioBuffer(int, int)",
          "io.netty.buffer.EmptyByteBuf.nioBuffers(int, int)",
          // Nobody calls them: they decode with JZlib where it is there, and it is not.
          "io.netty.handler.codec.compression.ZlibCodecFactory.newZlibDecoder(int)",
          "io.netty.handler.codec.compression.ZlibCodecFactory.newZlibDecoder(byte[], int)",
          // Keys that Bouncy Castle reads; it asks first whether that is there.
          "io.netty.handler.ssl.SslContext.toPrivateKey(File, String, boolean)",
          // The replaced one leaves out a check of the caller, which this one never made.
          "org.slf4j.LoggerFactory.getLogger(String)");

  private static final Replacements REPLACEMENTS = new Replacements(new ClassPath(name -> true));

  @Test
  void whateverIsReplacedIsThere() {
    assertThat(REPLACEMENTS.missing()).isEmpty();
  }

  @Test
  void noOverloadOfAReplacedMethodIsForgotten() {
    assertThat(REPLACEMENTS.forgotten()).isEqualTo(MAY_STAY);
  }

  @Test
  void nothingIsReplacedByTwo() {
    assertThat(REPLACEMENTS.twice()).isEmpty();
  }
}

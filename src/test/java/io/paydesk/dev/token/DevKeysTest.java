package io.paydesk.dev.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.QuickKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevKeysTest {

  private static final DevKeys KEYS = QuickKeys.get();

  @Test
  void whoAsksAgainGetsTheSameTokenAndNobodyElseDoes() {
    var token = KEYS.token("ann", Set.of("service"));

    assertThat(KEYS.token("ann", Set.of("service"))).isEqualTo(token);
    assertThat(KEYS.token("ann", Set.of())).isNotEqualTo(token);
    assertThat(KEYS.token("ben", Set.of("service"))).isNotEqualTo(token);
    assertThat(DevKeys.generate().token("ann", Set.of("service"))).isNotEqualTo(token);
  }

  @Test
  void aPairThatIsMadeSignsWhatItsSettingsVerify() throws Exception {
    var made = DevKeys.generate();
    var encoded = Base64.getDecoder().decode(made.settings().get("quarkus.oidc.public-key"));
    var open =
        (RSAPublicKey)
            KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    var token = made.token("ann", Set.of("service"));
    int end = token.lastIndexOf('.');

    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(open);
    signature.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));

    assertThat(signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)))).isTrue();
    assertThat(open.getModulus().bitLength()).isEqualTo(2048);
  }

  @Test
  void aPairComesWholeFromItsPrivateKey() {
    var settings = KEYS.settings();

    assertThat(DevKeys.ofPrivateKey(settings.get(DevKeys.PRIVATE_KEY)).settings())
        .isEqualTo(settings);
  }

  @Test
  void tokensSurviveARestart(@TempDir Path home) throws IOException {
    var file = home.resolve("keys");

    var before = DevKeys.keptIn(file).settings();

    assertThat(DevKeys.keptIn(file).settings()).isEqualTo(before);
    assertThat(Files.getPosixFilePermissions(file))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void aTokenWithAnEndOfItsOwnIsMadeForIt() {
    var first = Instant.parse("2030-01-01T00:00:00Z");

    assertThat(KEYS.token("ann", Set.of(), first))
        .isNotEqualTo(KEYS.token("ann", Set.of(), first.plusSeconds(1)));
  }
}

package io.paydesk.dev.token;

import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A key pair in place of an identity provider. It signs tokens for development and tests. */
public final class DevKeys {

  public static final String ISSUER = "https://paydesk.dev.invalid";
  public static final String AUDIENCE = "paydesk";

  /** The setting that passes the private key on within the process. */
  public static final String PRIVATE_KEY = "paydesk.dev.private-key";

  private static final Duration LASTS = Duration.ofHours(12);
  private static final Duration AGAIN = Duration.ofHours(1);
  private static final int KEPT = 1000;

  private record Whose(String userId, Set<String> roles) {}

  private record Given(String token, Instant at) {}

  private final KeyPair pair;

  private final Map<Whose, Given> given =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Whose, Given> eldest) {
          return size() > KEPT;
        }
      };

  private DevKeys(KeyPair pair) {
    this.pair = pair;
  }

  public static DevKeys generate() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return new DevKeys(generator.generateKeyPair());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param privateKey from {@link #settings()}
   */
  public static DevKeys ofPrivateKey(String privateKey) {
    try {
      var factory = KeyFactory.getInstance("RSA");
      var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey));
      var key = (RSAPrivateCrtKey) factory.generatePrivate(encoded);
      var open = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
      return new DevKeys(new KeyPair(factory.generatePublic(open), key));
    } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The pair in this file, which is made if there is none, so that tokens survive a restart.
   *
   * @param file only its owner can read it
   */
  public static DevKeys keptIn(Path file) {
    try {
      if (!Files.exists(file)) {
        var made = Files.createTempFile(file.getParent(), "token-keys", null);
        Files.writeString(made, generate().settings().get(PRIVATE_KEY));
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return ofPrivateKey(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings that make Paydesk trust this pair. */
  public Map<String, String> settings() {
    var encoder = Base64.getEncoder();
    return Map.of(
        "quarkus.oidc.public-key",
        encoder.encodeToString(pair.getPublic().getEncoded()),
        "quarkus.oidc.token.issuer",
        ISSUER,
        "quarkus.oidc.token.audience",
        AUDIENCE,
        PRIVATE_KEY,
        encoder.encodeToString(pair.getPrivate().getEncoded()));
  }

  /**
   * Valid for hours. The same user gets the same token again, as signing another costs more than
   * most requests.
   */
  public String token(String userId, Set<String> roles) {
    var whose = new Whose(userId, Set.copyOf(roles));
    synchronized (given) {
      var before = given.get(whose);
      if (before != null && before.at.isAfter(Instant.now().minus(AGAIN))) {
        return before.token;
      }
      var now = Instant.now();
      var token = token(userId, roles, now.plus(LASTS));
      given.put(whose, new Given(token, now));
      return token;
    }
  }

  public String token(String userId, Set<String> roles, Instant expires) {
    return token(userId, roles, expires, AUDIENCE);
  }

  /** A valid token for another audience. */
  public String tokenFor(String audience, String userId) {
    return token(userId, Set.of(), Instant.now().plus(Duration.ofHours(1)), audience);
  }

  /** A token of a provider that puts roles into a claim of its own. */
  public String tokenWith(String userId, Map<String, Object> claims) {
    var token = Jwt.claims(claims).issuer(ISSUER).audience(AUDIENCE).subject(userId);
    return token.expiresAt(Instant.now().plus(Duration.ofHours(1))).sign(pair.getPrivate());
  }

  private String token(String userId, Set<String> roles, Instant expires, String audience) {
    var claims = Jwt.issuer(ISSUER).audience(audience);
    if (userId != null) {
      claims.subject(userId);
    }
    return claims
        .groups(roles)
        .issuedAt(expires.minus(Duration.ofHours(13)))
        .expiresAt(expires)
        .sign(pair.getPrivate());
  }
}

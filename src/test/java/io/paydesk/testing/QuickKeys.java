package io.paydesk.testing;

import io.paydesk.dev.token.DevKeys;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Keys that sign and verify in a fraction of the usual time, as each test has tokens of its own,
 * and each request has its token verified. They are RSA keys like any others, but for their
 * secrecy: the private exponent is so short that anybody could find it.
 *
 * <p>A private exponent must undo the public one in steps of p - 1 for each prime p in the modulus.
 * With two large primes it is as long as they are. Here the modulus has some sixty primes, and p -
 * 1 divides {@link #ORDER} for each of them, so that the exponent has no more than its 68 bits.
 */
public final class QuickKeys {

  /** Without 3, which is the public exponent. */
  private static final int[] FACTORS = {5, 5, 7, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47};

  private static final int TWOS = 6;
  private static final BigInteger ORDER = order();

  private static final BigInteger PUBLIC_EXPONENT = BigInteger.valueOf(3);

  /** Together more than the 2,048 bits that a key must have. */
  private static final int HALF = 1_025;

  private static final DevKeys KEYS = make();

  private QuickKeys() {}

  public static DevKeys get() {
    return KEYS;
  }

  /** Keys that nobody trusts. */
  public static DevKeys ofAStranger() {
    return make();
  }

  private static DevKeys make() {
    var primes = new HashSet<BigInteger>();
    var p = half(primes);
    var q = half(primes);
    var exponent = PUBLIC_EXPONENT.modInverse(ORDER);
    try {
      var key =
          KeyFactory.getInstance("RSA")
              .generatePrivate(
                  new RSAPrivateCrtKeySpec(
                      p.multiply(q),
                      PUBLIC_EXPONENT,
                      exponent,
                      p,
                      q,
                      exponent,
                      exponent,
                      q.modInverse(p)));
      return DevKeys.ofPrivateKey(Base64.getEncoder().encodeToString(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The product of new primes, where others have one large prime. */
  private static BigInteger half(Set<BigInteger> primes) {
    var random = new Random();
    var product = BigInteger.ONE;
    while (product.bitLength() < HALF) {
      var prime = divisorOfOrder(random).add(BigInteger.ONE);
      if (prime.isProbablePrime(40) && primes.add(prime)) {
        product = product.multiply(prime);
      }
    }
    return product;
  }

  private static BigInteger divisorOfOrder(Random random) {
    var divisor = BigInteger.valueOf(2L << random.nextInt(TWOS));
    for (int factor : FACTORS) {
      if (random.nextBoolean()) {
        divisor = divisor.multiply(BigInteger.valueOf(factor));
      }
    }
    return divisor;
  }

  private static BigInteger order() {
    var order = BigInteger.ONE.shiftLeft(TWOS);
    for (int factor : FACTORS) {
      order = order.multiply(BigInteger.valueOf(factor));
    }
    return order;
  }
}

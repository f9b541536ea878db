package io.paydesk.key;

import io.quarkus.security.identity.SecurityIdentity;
import org.jspecify.annotations.Nullable;

/**
 * A secret that opens, and what for.
 *
 * @param identity as if the secret came with a request
 * @param name that an admin gave the key; null of a payer
 * @param role null of a payer
 * @param secret which of the key's; null of a payer
 * @param narrowed whether scopes take away from what the role may
 */
public record HeldKey(
    SecurityIdentity identity,
    @Nullable String name,
    @Nullable KeyRole role,
    @Nullable Long secret,
    boolean narrowed) {}

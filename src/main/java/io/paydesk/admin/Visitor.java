package io.paydesk.admin;

import io.paydesk.caller.Caller;
import io.paydesk.session.SignedIn;
import io.quarkus.security.identity.SecurityIdentity;

/**
 * Who looks at a page.
 *
 * @param caller whom the API would see
 * @param identity for what has no need of a caller
 * @param signedIn since when and how
 * @param words as their browser asks for them
 */
public record Visitor(
    Caller caller, SecurityIdentity identity, SignedIn signedIn, AdminWords words) {}

/**
 * Who of the shop has signed in to {@code /admin}: the cookie, how long it opens, and how it stands
 * for the key or the OIDC token that it was given for.
 */
@NullMarked
package io.paydesk.session;

import org.jspecify.annotations.NullMarked;

/** What apps embed: the client for browsers, which {@code src/client} has. */
@NullMarked
package io.paydesk.client;

import org.jspecify.annotations.NullMarked;

/**
 * The live stream of payments and refunds to browsers and apps.
 *
 * <p>A change becomes an event in four steps: the trigger of migration V4 stamps the row with its
 * transaction; after the commit {@link io.paydesk.stream.WakeUps} wakes every replica; {@link
 * io.paydesk.stream.ChangeFeed} reads what has changed since its last look; and each {@link
 * io.paydesk.stream.ChangeStream} writes what its reader may see, as fast as the reader takes it.
 */
@NullMarked
package io.paydesk.stream;

import org.jspecify.annotations.NullMarked;

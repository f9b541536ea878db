/** One callback for each kind of event. */
@NullMarked
package io.paydesk.webhook.callback;

import org.jspecify.annotations.NullMarked;

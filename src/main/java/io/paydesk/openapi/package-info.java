/** What the description of the API is made of. */
@NullMarked
package io.paydesk.openapi;

import org.jspecify.annotations.NullMarked;

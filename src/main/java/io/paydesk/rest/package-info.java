/** What all resources share. */
@NullMarked
package io.paydesk.rest;

import org.jspecify.annotations.NullMarked;

/**
 * A pretend Stripe that speaks Stripe's HTTP, for development and tests. It keeps its objects in
 * memory (and in a file, if one is set), signs its webhooks, and can misbehave like a network: see
 * {@link io.paydesk.dev.sandbox.Faults}. {@link io.paydesk.dev.sandbox.Sandbox} is the entry for
 * Paydesk, {@link io.paydesk.dev.sandbox.StripeSandbox} for other projects. It needs the JDK and
 * Jackson, and no code of Paydesk's.
 */
package io.paydesk.dev.sandbox;
